"""Reading scopes and scope changes. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, When

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.talk.models import Link
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import unveiled
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.tasks.models import Task
from handrail.record.tasks.queries import OPEN as OPEN_TASKS

from .entering import BRINGS
from .facts import Assumed, CommitmentFacts, Load
from .models import Commitment, ScopeChange
from .states import OPEN

PLACES = {"removed_at": None, "board__removed_at": None}


def listing(**filters: Any) -> QuerySet[ScopeChange]:
    """One statement."""
    return reading.listing(ScopeChange, **filters)


def get(key: str, *, lock: bool = False) -> ScopeChange:
    """One statement; NotFound where there is none."""
    return reading.find(ScopeChange, key, lock=lock)


def of_project(project: Project) -> list[ScopeChange]:
    """What waits to be decided first, the nearest day first. One statement."""
    waits = Case(When(state__in=OPEN, then=0), default=1, output_field=IntegerField())
    rows = reading.present(ScopeChange).filter(project=project).annotate(waits=waits)
    return list(rows.order_by("waits", F("due_on").asc(nulls_last=True), "-pk"))


def commitment(project: Project) -> Commitment | None:
    """One statement."""
    rows = Commitment.objects.filter(project=project, removed_at=None)
    return rows.select_related("locked_by", "project").first()


def keepers(project: Project) -> set[int]:
    """Who signs off, and the workflow owners of its boards: they lock its scope. One statement."""
    boards = Board.objects.filter(project=project, removed_at=None, owner__isnull=False)
    return {pk for pk in (project.owner_id, *boards.values_list("owner_id", flat=True)) if pk is not None}


def first_stage(project: Project, place: str = "") -> Stage | None:
    """Where new cards go: the first stage of the board that is named, or of the project's first. One statement."""
    rows = Stage.objects.filter(board__project=project, **PLACES)
    rows = rows.filter(board__key=place) if place else rows
    found: Stage | None = (
        rows.select_related("board", "board__project", "owner", "board__owner")
        .order_by("board_id", "position", "pk")
        .first()
    )
    return found


# -- the gate before the lock -------------------------------------------------------------------------------


def facts_of(project: Project, capacity: Mapping[str, Any]) -> CommitmentFacts:
    """Five statements."""
    with unveiled():  # how much somebody has to do counts all of it, whoever looks
        held = list(open_cards().values_list("task__owner_id", "board__project_id"))
    everybody = [owner for owner, of in held if of == project.pk]
    here = [owner for owner in everybody if owner is not None]
    people = {row.pk: row for row in Member.objects.filter(Q(pk__in=set(here)) | Q(key__in=list(capacity)))}
    loads = [
        Load(
            member=row.key,
            name=row.name,
            here=here.count(pk),
            elsewhere=sum(owner == pk and of != project.pk for owner, of in held),
            takes=capacity.get(row.key),
        )
        for pk, row in people.items()
    ]
    return CommitmentFacts(
        key=project.key,
        title=project.title,
        expected=project.expected,
        failure=project.failure,
        recovery=project.recovery,
        loads=tuple(sorted(loads, key=lambda one: (-one.here, one.name))),
        unowned=len(everybody) - len(here),
        assumed=assumed(project),
    )


def open_cards() -> QuerySet[Card]:
    """The cards on boards that are there, of which nothing is done yet."""
    there = {"removed_at": None, "board__removed_at": None, "board__project__removed_at": None}
    return Card.objects.filter(task__removed_at=None, task__state__in=OPEN_TASKS, **there)


def assumed(project: Project) -> tuple[Assumed, ...] | None:
    """What the room of assumptions says, whoever looks; None where there is none."""
    if not wiring.RESTS_ON:
        return None
    with unveiled():
        found = list(wiring.load(wiring.RESTS_ON)(f"project:{project.key}"))
    return tuple(Assumed(key=key, title=title, trouble=left) for key, title, left in found)


# -- what a scope change has brought ------------------------------------------------------------------------


def brought_by(rows: Collection[ScopeChange]) -> dict[str, list[Task]]:
    """{scope change: the tasks of its cards}, by key. Two statements."""
    found: dict[str, list[Task]] = {row.key: [] for row in rows}
    names = [f"scopechange:{key}" for key in found]
    links = Link.objects.filter(source__in=names, relation=BRINGS, removed_at=None).order_by("pk")
    pairs = [
        (one.partition(":")[2], other.partition(":")[2])
        for one, other in links.values_list("source", "target")
    ]
    tasks = {row.key: row for row in Task.objects.filter(key__in={key for _, key in pairs}, removed_at=None)}
    for change, task in pairs:
        if task in tasks:
            found[change].append(tasks[task])
    return found
