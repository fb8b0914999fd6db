"""A blocker or a decision that has survived a whole cycle is raised by itself, and is over when it has moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from handrail.house.escalations.acting import Crowd
from handrail.house.escalations.causes import SURVIVED, UNDECIDED, hand_chain
from handrail.house.escalations.firing import named, placed, raise_all, taken
from handrail.house.escalations.models import RESOLVED, Escalation
from handrail.house.escalations.policy import chain_of
from handrail.house.escalations.rungs import OWNER, Rung, Way
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit import clock
from handrail.kit.words import mark, say
from handrail.record.blockers import belonging
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.queries import OPEN as STOPPING
from handrail.record.decisions.models import Decision
from handrail.record.decisions.queries import OPEN as OPEN_DECISIONS
from handrail.record.decisions.queries import about as asked_about
from handrail.record.drills.paths import Path
from handrail.record.drills.raised import Goes, Raised, walk
from handrail.record.projects.models import Card, Project
from handrail.record.tasks.deadlines import OPEN as OPEN_TASKS
from handrail.record.tasks.models import Task

from . import checks, gathering
from .facts import Thing, World
from .models import Review

CHAIN = hand_chain(OWNER)
PATHS = {"task": "tasks/{key}/", "decision": "decisions/{key}/", "blocker": "blockers/{key}/"}
GONE = {
    "task": mark("It is not blocked any more."),
    "decision": mark("It was decided."),
    "blocker": mark("It does not hold anything up any more."),
}
RHYTHMS = frozenset({"weekly", "midpoint", "value", "refresh", "qbr"})
"""A day is no cycle to solve something in: a daily check raises nothing."""


def raise_survivors(review: Review, world: World | None = None) -> int:
    """What was blocked or undecided at the review before and still is. Each once; returns how many are new."""
    if review.kind not in RHYTHMS:
        return 0
    with unveiled():
        world = world or gathering.world_of(review)
        found = [one for one in world.things if one.kind in PATHS and checks.survived(one, world)]
        late = raised_for_its_date(found)
        found = [one for one in found if one.kind != "decision" or one.pk not in late]
        if not found:
            return 0
        crowd, owners = Crowd(), owners_of(found)
        drafts = [drafted(one, world.before, crowd, owners.get(one.name)) for one in found]
        known = taken(drafts)
        new = [row for row in drafts if not {(*named(row), None), (*named(row), row.missed_on)} & known]
        raise_all(new)
        return len(new)


def drafted(one: Thing, before: date | None, crowd: Crowd, owner: int | None) -> Escalation:
    since = one.blocked_on or one.asked_on
    row = Escalation(
        cause=SURVIVED, subject_kind=one.kind, subject_id=one.pk, subject_key=one.key, since=clock.now(),
        title=one.title[:500], why=why(one, before), missed_on=since, path=PATHS[one.kind].format(key=one.key),
    )  # fmt: skip
    return placed(row, crowd, way_of(one.kind, one.customer, owner))


def way_of(kind: str, customer: int | None, owner: int | None) -> Way:
    """By which chain it goes once it has survived."""
    return Way(chain_for(kind), customer, owner, owner)


def chain_for(kind: str) -> tuple[Rung, ...]:
    """What is undecided goes to whom the settings name for it."""
    return chain_of(UNDECIDED, current().workspace.policy) if kind == "decision" else CHAIN


def raised_for_its_date(found: Sequence[Thing]) -> set[int]:
    """Decisions that are raised already, since their date has passed. One statement at most."""
    ids = [one.pk for one in found if one.kind == "decision"]
    rows = Escalation.objects.filter(cause=UNDECIDED.name, subject_id__in=ids, removed_at=None)
    return set(rows.exclude(state=RESOLVED).values_list("subject_id", flat=True)) if ids else set()


def why(one: Thing, before: date | None) -> str:
    if one.kind == "decision":
        return say("It waited for a decision at the review of %(day)s and still does.", day=before)
    if one.kind == "blocker":
        return say("It held work up at the review of %(day)s and still does.", day=before)
    return say("It was blocked at the review of %(day)s and still is.", day=before)


def owners_of(found: Iterable[Thing]) -> dict[tuple[str, int], int | None]:
    """A statement for each kind."""
    owners: dict[tuple[str, int], int | None] = {}
    for kind, model in (("task", Task), ("decision", Decision), ("blocker", Blocker)):
        ids = [one.pk for one in found if one.kind == kind]
        if ids:
            rows = model._default_manager.filter(pk__in=ids).values_list("pk", "owner_id")
            owners |= {(kind, pk): owner for pk, owner in rows}
    return owners


def paths_of(project: Project) -> Iterator[Path]:
    """What a drill walks. A decision with a date goes the way that the settings name, a path already; one without is
    raised by a review alone. Ten statements."""
    work = Card.objects.filter(board__project=project, board__removed_at=None, removed_at=None)
    tasks = Task.objects.filter(pk__in=work.values("task_id"), state__in=OPEN_TASKS, removed_at=None)
    undated = asked_about(f"project:{project.key}").filter(state__in=OPEN_DECISIONS, due_on=None)
    stops = belonging.of_project(project).filter(state__in=STOPPING)
    held = [*survivors("task", tasks.order_by("pk")), *survivors("blocker", stops)]
    return walk(
        project,
        [
            Raised(SURVIVED, say("Raised: work is held up at two reviews in a row"), CHAIN, held),
            Raised(
                SURVIVED, say("Raised: a decision waits at two reviews in a row"), chain_for("decision"),
                survivors("decision", undated), general=False,
            ),
        ],
    )  # fmt: skip


def survivors(kind: str, rows: QuerySet[Any]) -> list[Goes]:
    """As each would go. One statement."""
    found = rows.values_list("key", "title", "customer_id", "owner_id")
    return [Goes(f"{kind}:{key}", title, way_of(kind, about, owner)) for key, title, about, owner in found]


def over(rows: Sequence[Escalation]) -> Mapping[int, str]:
    """{escalation: the words with which it is over}: what is blocked no more, or decided, or gone. A
    statement for each kind."""
    ids: dict[str, list[int]] = {}
    for row in rows:
        ids.setdefault(row.subject_kind, []).append(row.subject_id)
    tasks = Task.objects.filter(pk__in=ids.get("task", ()), state="blocked", removed_at=None)
    asked = Decision.objects.filter(pk__in=ids.get("decision", ()), state__in=OPEN_DECISIONS, removed_at=None)
    still = {("task", pk) for pk in tasks.values_list("pk", flat=True)} if "task" in ids else set()
    if "blocker" in ids:
        stops = Blocker.objects.filter(pk__in=ids["blocker"], state__in=STOPPING, removed_at=None)
        still |= {("blocker", pk) for pk in stops.values_list("pk", flat=True)}
    still |= {("decision", pk) for pk in asked.values_list("pk", flat=True)} if "decision" in ids else set()
    gone = [row for row in rows if (row.subject_kind, row.subject_id) not in still]
    return {row.pk: GONE[row.subject_kind] for row in gone}
