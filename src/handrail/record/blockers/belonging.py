"""Which blockers are a project's, and which projects a blocker is of. The one place that says so.

A project's blockers name it, a card on its boards, a decision about it, a plan that is connected with it or a milestone
of such a plan; or they are connected with it themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Concat

from handrail.house.ledger import reading
from handrail.house.talk import queries as talk
from handrail.house.talk.models import Link
from handrail.record.decisions.models import Decision
from handrail.record.plans.models import Milestone
from handrail.record.projects.models import Card, Project

from .models import Blocker
from .queries import by_due, holds_up

OF = "project:"


def concerning(project: Project) -> Q:
    """Two statements: what it is connected with, and the names of what is on its boards and about it."""
    tied = talk.tied(f"{OF}{project.key}")
    return holds_up(*whole(project, sorted(tied.get("plan", ())))) | Q(
        key__in=sorted(tied.get("blocker", ()))
    )


def whole(project: Project, plans: Collection[str]) -> list[str]:
    """The project and what belongs to it, as a blocker or feedback names it; `plans` are the keys of those that are
    connected with it. One statement."""
    return [f"{OF}{project.key}", *(f"plan:{key}" for key in plans), *parts_of(project, plans)]


def within(key: str) -> Q:
    """The same, of the project that is called so; none where there is none. Three statements."""
    project = reading.present(Project).filter(key=key).first()
    return concerning(project) if project is not None else Q(pk__in=())


def of_project(project: Project) -> QuerySet[Blocker]:
    """Open ones and those that are over, what is due first first. Three statements."""
    return by_due(reading.present(Blocker).filter(concerning(project)))


def parts_of(project: Project, plans: Iterable[str]) -> QuerySet[Card, str]:
    """What belongs to it, as a blocker names it: its cards, its decisions, the milestones of these plans."""
    cards = Card.objects.filter(board__project=project, board__removed_at=None, removed_at=None)
    decisions = Decision.objects.filter(subject=f"{OF}{project.key}", removed_at=None)
    stones = Milestone.objects.filter(plan__key__in=plans, plan__removed_at=None, removed_at=None)
    named = [names(rows, kind) for rows, kind in ((decisions, "decision"), (stones, "milestone"))]
    return names(cards, "task").union(*named, all=True)


def names(rows: QuerySet[Any], kind: str) -> QuerySet[Any, str]:
    called = Concat(Value(f"{kind}:"), "key", output_field=TextField())
    return rows.order_by().values_list(called, flat=True)


# -- from the other end -------------------------------------------------------------------------------------


def projects_of(row: Blocker) -> list[str]:
    """The keys of the projects that it is a blocker of. Four statements at most, one for each kind that it names."""
    keys: dict[str, set[str]] = defaultdict(set)
    for kind, _, key in (str(name).partition(":") for name in row.blocks):
        keys[kind].add(key)
    found = set(keys["project"])
    if keys["task"]:
        cards = Card.objects.filter(key__in=keys["task"], board__removed_at=None, removed_at=None)
        found |= set(cards.values_list("board__project__key", flat=True))
    if keys["decision"]:
        rows = Decision.objects.filter(key__in=keys["decision"], removed_at=None, subject__startswith=OF)
        found |= {subject.removeprefix(OF) for subject in rows.values_list("subject", flat=True)}
    if keys["milestone"]:
        stones = Milestone.objects.filter(key__in=keys["milestone"], plan__removed_at=None, removed_at=None)
        keys["plan"] |= set(stones.values_list("plan__key", flat=True))
    return sorted(found | tied_projects([f"blocker:{row.key}", *(f"plan:{key}" for key in keys["plan"])]))


def tied_projects(named: list[str]) -> set[str]:
    """The keys of the projects that one of these is connected with. One statement."""
    rows = Link.objects.filter(Q(source__in=named) | Q(target__in=named), removed_at=None)
    ends = (end for pair in rows.values_list("source", "target") for end in pair)
    return {end.removeprefix(OF) for end in ends if end.startswith(OF)}
