"""What a playbook says beside its board, made in a project: metrics, risks, decisions, notes, and when people meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Protocol

from handrail import wiring
from handrail.house.ledger.rows import today
from handrail.house.talk.models import Link
from handrail.house.talk.verbs import add_links
from handrail.house.workspaces.models import Member, Tenanted
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.decisions.depending import add_dependencies
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.decisions.verbs import add_decisions
from handrail.record.metrics.models import Metric
from handrail.record.metrics.verbs import add_metrics
from handrail.record.notes.models import Note
from handrail.record.notes.verbs import add_notes
from handrail.record.projects.models import Project
from handrail.record.risks.models import Risk
from handrail.record.risks.verbs import add_risks
from handrail.record.rollout.shifting import day_of, working_days
from handrail.watch.reviews import recurrence
from handrail.watch.reviews.models import Cadence
from handrail.watch.reviews.verbs import add_cadences

from .facts import NAMED, Book, DecisionOf, MeasureOf, Piece, RiskOf
from .facts import Cadence as RhythmOf

Ties = list[tuple[Tenanted, str, int]]


class Whose(Protocol):
    """Who has a role of the playbook, and what else a person wished for the project."""

    workflow_owner: Member | None
    weekends: str

    def whose(self, role: str) -> Member | None: ...


@dataclass(slots=True)
class Making:
    """A playbook, or what was chosen of one, and the project it is made in. `known` is what is there, by the
    playbook's names: "decision:Lock the scope"."""

    book: Book
    project: Project
    wishes: Whose
    known: dict[str, Any] = field(default_factory=dict)
    ties: Ties = field(default_factory=list)

    @property
    def about(self) -> str:
        return f"project:{self.project.key}"

    def keep(self, noun: str, title: str, row: Tenanted, **days: int | None) -> None:
        self.known[f"{noun}:{title}"] = row
        self.ties += [(row, name, number) for name, number in days.items() if number is not None]

    def named(self, noun: str, title: str) -> str:
        """ "metric:calls" of what the playbook calls so; empty where the project has none."""
        row = self.known.get(f"{noun}:{title}") if title else None
        return f"{row._meta.model_name}:{row.key}" if row is not None else ""

    def day(self, number: int | None) -> date | None:
        if number is None:
            return None
        return day_of(self.project, number, None, self.wishes.weekends, working_days())


def furnish_sections(making: Making) -> Ties:
    """Measures and risks first: decisions and reviews name them. What is made hangs on the go-live day by the ties."""
    keep_measures(making)
    name_risks(making)
    ask_decisions(making)
    keep_pieces(making)
    keep_notes(making)
    set_rhythm(making)
    return making.ties


def connect(making: Making, rows: Sequence[Any], relation: str) -> None:
    add_links(
        [
            Link(source=f"{row._meta.model_name}:{row.key}", target=making.about, relation=relation)
            for row in rows
        ]
    )


def called(project: Project, title: str) -> str:
    return f"{project.title}: {title}"[:300]


# -- measures -----------------------------------------------------------------------------------------------

OF_MEASURE = ("formula", "cohort", "purpose", "unit", "direction", "baseline", "target")


def keep_measures(making: Making) -> None:
    said = [one for one in making.book.measures if one.owner]
    rows = add_metrics([metric(making, one) for one in said])
    connect(making, rows, "serves")
    for one, row in zip(said, rows, strict=True):
        making.keep("measure", one.title, row)


def metric(making: Making, said: MeasureOf) -> Metric:
    return Metric(
        name=called(making.project, said.title), customer=making.project.customer,
        owner=making.wishes.whose(said.owner), definition=said.says, measure=said.computed,
        **{name: getattr(said, name) for name in OF_MEASURE},
    )  # fmt: skip


# -- risks --------------------------------------------------------------------------------------------------

OF_RISK = (
    "title", "text", "category", "likelihood", "impact", "closeness", "mitigation", "fallback",
)  # fmt: skip


def name_risks(making: Making) -> None:
    said = making.book.risks
    rows = add_risks([risk(making, one) for one in said])
    connect(making, rows, "threatens")
    for one, row in zip(said, rows, strict=True):
        making.keep("risk", one.title, row, review_on=one.review)


def risk(making: Making, said: RiskOf) -> Risk:
    return Risk(
        customer=making.project.customer, subject=making.about, owner=making.wishes.whose(said.owner),
        raised_on=today(), metric_text=said.metric, **{name: getattr(said, name) for name in OF_RISK},
    )  # fmt: skip


# -- decisions ----------------------------------------------------------------------------------------------

OF_DECISION = ("title", "question", "context", "category", "scope_in", "scope_out", "proceeds")


def ask_decisions(making: Making) -> None:
    said = making.book.decisions
    rows = add_decisions([decision(making, one) for one in said])
    for one, row in zip(said, rows, strict=True):
        making.keep("decision", one.title, row, due_on=one.due)
    add_dependencies(
        [
            Dependency(decision=row, needs=making.known[f"decision:{title}"], metric_text=one.metric)
            for one, row in zip(said, rows, strict=True)
            for title in one.needs
            if f"decision:{title}" in making.known
        ]
    )


def decision(making: Making, said: DecisionOf) -> Decision:
    return Decision(
        customer=making.project.customer, subject=making.about, owner=making.wishes.whose(said.owner),
        options=[{"title": title, "pros": [], "cons": []} for title in said.options],
        acceptance=list(said.acceptance), customer_impact=said.impact, metric_text=said.metric,
        evidence_needed=said.evidence, **{name: getattr(said, name) for name in OF_DECISION},
    )  # fmt: skip


# -- records of other rooms ---------------------------------------------------------------------------------


def keep_pieces(making: Making) -> None:
    for section, (model, verbs, _shape) in wiring.PLAYBOOK_ROOMS.items():
        said = [one for one in making.book.pieces if one.section == section]
        made = [piece(making, wiring.load(model), one) for one in said]
        rows = wiring.load(verbs.format("add"))(made) if said else ()
        for one, row in zip(said, rows, strict=True):
            making.keep(one.noun, one.title, row, due_on=one.due)


def piece(making: Making, model: Any, said: Piece) -> Any:
    """Of the project, in whichever way the room says it. What it names is what the playbook has made here."""
    known = {one.name for one in model._meta.get_fields()}
    about = {
        "subject": making.about, "project": making.project, "customer": making.project.customer,
        "owner": making.wishes.whose(said.owner),
    }  # fmt: skip
    found = {name: value for name, value in about.items() if name in known}
    values = {name: value for name, value in said.values.items() if value not in (None, "")}
    return model(**found, **settled_piece(values, making.known), title=said.title)


def settled_piece(values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """With the records of the project in the place of what the playbook calls by its title."""
    found = dict(values)
    for name in NAMED.keys() & values.keys():
        title = str(values[name] or "")
        found[name] = known.get(f"{NAMED[name]}:{title}")
        if title and found[name] is None:
            words = say("“%(title)s” is not in this project.", title=title[:80])
            raise Invalid([Problem(name, words, say("Take it over as well, or leave out what names it."))])
    return found


# -- notes --------------------------------------------------------------------------------------------------


def keep_notes(making: Making) -> None:
    """What lasts has its place from the first day; each note is connected with the project."""
    rows = add_notes(
        [
            Note(
                title=called(making.project, one.title),
                kind=one.kind,
                text=one.text,
                customer=making.project.customer,
                owner=making.wishes.workflow_owner,
                fresh_until=today() + timedelta(days=one.fresh) if one.fresh else None,
            )
            for one in making.book.notes
        ]
    )
    add_links([Link(source=making.about, target=f"note:{row.key}", relation="relates") for row in rows])


# -- when people meet ---------------------------------------------------------------------------------------


def set_rhythm(making: Making) -> None:
    rows = add_cadences([cadence(making, one) for one in making.book.cadence])
    for one, row in zip(making.book.cadence, rows, strict=True):
        making.keep("review", one.title, row, starts_on=one.due, ends_on=one.until)


def cadence(making: Making, said: RhythmOf) -> Cadence:
    owner = making.wishes.whose(said.owner) if said.owner else making.wishes.workflow_owner
    starts = making.day(said.due)
    return Cadence(
        project=making.project, title=said.title[:200], owner=owner, starts_on=starts or today(),
        ends_on=making.day(said.until), on=said.due is None or starts is not None, asks=asks_of(making, said),
        **rhythm_of(said),
    )  # fmt: skip


def asks_of(making: Making, said: RhythmOf) -> list[dict[str, str]]:
    return [
        {
            "says": one.says,
            "about": making.named("measure", one.measure) or making.named("risk", one.risk),
        }
        for one in said.questions
    ]


def rhythm_of(said: RhythmOf) -> dict[str, Any]:
    """A single day where it says no rule."""
    return {
        "kind": said.kind or "weekly",
        "rule": rule_of(said.rule),
        "minutes": min(max(said.minutes or 30, 5), 480),
        "at": said.at or "10:00",
    }


def rule_of(said: str) -> str:
    return recurrence.read(said) if said else recurrence.ONCE
