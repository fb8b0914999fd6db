"""What the pages of blockers show: each with its clock, what it holds up, and what its fallback would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, Q, QuerySet, When, Window
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.kit import clock, phrases
from handrail.kit.verdict import Verdict, from_json
from handrail.kit.words import say
from handrail.record.blockers import belonging, effects, preview, queries, stepping, verbs, wording
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.states import OPEN, Step
from handrail.record.plans import queries as plans
from handrail.record.plans.models import Milestone
from handrail.record.projects import gates
from handrail.record.projects import queries as projects
from handrail.record.projects.models import Card, Project, Stage
from handrail.record.tasks import queries as tasks

from . import controls, things
from .answers import at, me
from .kinds import BY_NAME
from .kinds.work import BLOCKER
from .things import Thing

MOST = 8
CHOICES = 200


@dataclass(frozen=True, slots=True)
class Face:
    """One blocker as a list shows it. `left` says how long its clock still runs."""

    row: Blocker
    holds: list[Thing]
    left: str
    late: bool
    urgent: bool
    falls: datetime | None = None
    instead: str = ""
    """What is done if it is not solved in time."""

    @property
    def open(self) -> bool:
        return self.row.state in OPEN

    @property
    def armed(self) -> bool:
        return self.row.state == "armed"

    @property
    def asks(self) -> bool:
        """It waits for somebody's word."""
        return self.row.state in ("waiting", "refused")


def faces(rows: Sequence[Blocker]) -> list[Face]:
    """A few statements for any number: what they hold up is looked up together."""
    known = things.found([name for row in rows for name in row.blocks])
    soon = queries.soon_day()
    return [face(row, known, soon) for row in rows]


def face(row: Blocker, known: Mapping[str, Thing], soon: Any) -> Face:
    falls = preview.falls_at(row) if row.state in OPEN else None
    holds = [known[name] for name in row.blocks if name in known]
    late = row.state in OPEN and row.due_on is not None and row.due_on < today()
    return Face(row, holds, left(falls), late, queries.is_urgent(row, soon), falls, wording.instead(row))


def left(falls: datetime | None) -> str:
    """How long the clock still runs, or how long it has run out."""
    if falls is None:
        return ""
    seconds = (falls - clock.now()).total_seconds()
    days, hours = divmod(int(abs(seconds)) // 3600, 24)
    if seconds < 0:
        return (
            ngettext("ran out %(n)s day ago", "ran out %(n)s days ago", days) % {"n": days}
            if days
            else _("ran out")
        )
    parts = [npgettext("alone", "%(n)s day", "%(n)s days", days) % {"n": days}] if days else []
    return _("%(time)s left") % {"time": " ".join([*parts, _("%(n)s h") % {"n": hours}])}


def near(rows: QuerySet[Blocker], new: Mapping[str, str]) -> dict[str, Any]:
    """The blockers of a record's page: what is open first, and where one more is written down. Two statements."""
    over = Case(When(state__in=OPEN, then=0), default=1)
    ranked = rows.annotate(over=over, opened=Window(Count("pk", filter=Q(state__in=OPEN))))
    found: list[Any] = list(ranked.order_by("over", *rows.query.order_by)[:MOST])
    return {
        "blockers": faces(found),
        "block_url": block_url(new),
        "blocked_open": found[0].opened if found else 0,
    }


def naming(kind: str, key: str) -> dict[str, Any]:
    """Those that name this record. Two statements."""
    name = f"{kind}:{key}"
    return near(queries.naming([name]), {"blocks": name})


def of_project(row: Project) -> dict[str, Any]:
    """Four statements."""
    return {
        **near(belonging.of_project(row), {"blocks": f"project:{row.key}"}),
        "blockers_url": f"{at('blockers')}?{urlencode({'project': row.key})}",
    }


def of_customer(pk: int, key: str) -> dict[str, Any]:
    rows = queries.of_customers([pk]).get(pk, [])
    found = [row for row in rows if row.state in OPEN]
    return {
        "blockers": faces(found[:MOST]),
        "block_url": block_url({"customer": key}),
        "blocked_open": len(found),
    }


def block_url(new: Mapping[str, str]) -> str:
    return f"{at('new', BLOCKER)}?{urlencode(new)}"


# -- its own page -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Way:
    """One step from here, and the checks that do not hold yet."""

    step: Step
    label: str
    url: str
    missing: list[phrases.Said]

    @property
    def free(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Held:
    """What is held up: `name` by kind:key, and the record where it may be seen."""

    name: str
    thing: Thing | None


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of a check that has refused the fallback."""

    passed: bool | None
    title: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One record that may be named, in a list to choose from."""

    name: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Changing:
    """What a fallback may change, and to what."""

    targets: list[Choice]
    does: list[tuple[str, str]]
    stages: list[tuple[str, str]] = field(default_factory=list)
    states: tuple[str, ...] = tuple(
        dict.fromkeys(state for known in effects.STATES.values() for state in known)
    )


def beside(row: Blocker) -> dict[str, Any]:
    """At most twenty-five statements, whatever hangs on it."""
    foreseen = preview.of(row)
    open_ = row.state in OPEN and row.removed_at is None
    known = things.found(row.blocks)
    return {
        "blocker": row,
        "open": open_,
        "face": face(row, known, queries.soon_day()),
        "mine": row.owner_id == me().pk,
        "ways": {} if row.removed_at else {one.step.name: one for one in ways(row)},
        "foreseen": foreseen,
        "holds": [Held(name, known.get(name)) for name in row.blocks],
        "projects": projects.called(belonging.projects_of(row)),
        "answers": [answer(one) for one in row.refusal.get("checks", [])],
        "choices": choices(row) if open_ else [],
        "changing": changing(row) if open_ and row.state != "waiting" else None,
        "members": controls.members(),
        "may_take_back": row.state == "took_effect" and verbs.may_take_back(row) and bool(row.effects),
    }


def ways(row: Blocker) -> list[Way]:
    return [
        Way(step, say(step.label), at("blocker-act", row.key, step.name), missing(verdicts))
        for step, verdicts in stepping.possible(row)
    ]


def missing(verdicts: Iterable[Verdict]) -> list[phrases.Said]:
    """What the form of the step does not ask for itself."""
    return [wording.said(one) for one in verdicts if not one.passed and one.code != "blocker.reason"]


def answer(stored: Mapping[str, Any]) -> Answered:
    return answer_of(from_json(Verdict, stored))


def answer_of(verdict: Verdict) -> Answered:
    if verdict.code in wording.PHRASES:
        told: Any = wording.said(verdict)
    else:
        told = gates.said(verdict)
    return Answered(verdict.passed, told.title, told.reason, told.fix)


def choices(row: Blocker) -> list[Choice]:
    """What else it may hold up: open work of the same customer, or of none. Five statements."""
    found: list[Choice] = []
    for kind, label, rows in (
        ("task", _("Cards and tasks"), tasks.open_tasks()),
        ("milestone", _("Milestones"), stones()),
        ("decision", _("Decisions"), things_of("decision")),
        ("project", _("Projects"), things_of("project")),
        ("plan", _("Success plans"), things_of("plan")),
    ):
        mine: Any = rows.filter(customer_id=row.customer_id) if row.customer_id else rows
        pairs = mine.values_list("key", "title")[:CHOICES]
        found += [
            Choice(f"{kind}:{key}", title, label) for key, title in pairs if f"{kind}:{key}" not in row.blocks
        ]
    return found


def stones() -> Any:
    return Milestone.objects.filter(
        removed_at=None, plan__removed_at=None, state__in=plans.OPEN_MILESTONES
    ).order_by("due_on", "pk")


def things_of(name: str) -> Any:
    kind = BY_NAME[name]
    rows: Any = reading.present(kind.model)
    column = "phase" if name == "plan" else "state"
    return rows.exclude(**{f"{column}__in": sorted(kind.settled)}).order_by("-pk")


def changing(row: Blocker) -> Changing:
    """Of what it blocks first; and other open work. Three statements."""
    named = {name for name in row.blocks if name.partition(":")[0] in effects.DOES}
    known = things.found(named)
    first = [
        Choice(name, known[name].title, _("What it holds up")) for name in sorted(named) if name in known
    ]
    rest = [one for one in choices(row) if one.name.partition(":")[0] in effects.DOES]
    keys = [one.name.partition(":")[2] for one in first]
    boards = Card.objects.filter(key__in=keys, removed_at=None).values("board_id")
    stages = Stage.objects.filter(board_id__in=boards, removed_at=None).order_by("board_id", "position")
    return Changing(
        [*first, *rest],
        [(do, say(label)) for do, label in effects.LABELS.items()],
        [(one.key, f"{one.board.title}: {one.title}") for one in stages.select_related("board")[:CHOICES]],
    )
