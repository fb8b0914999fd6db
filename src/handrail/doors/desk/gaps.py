"""What nobody owns, and places on account teams whose people have left: one statement for each kind."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Tenanted
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.states import OPEN as OPEN_ASSUMPTIONS
from handrail.record.blockers import queries as blocked
from handrail.record.blockers.models import Blocker
from handrail.record.customers.models import Customer, TeamPlace
from handrail.record.decisions import queries as decisions
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.feedback.models import Feedback
from handrail.record.feedback.states import OPEN as OPEN_FEEDBACK
from handrail.record.notes.models import Note
from handrail.record.plans import queries as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.projects.cards import PLACES
from handrail.record.projects.deadlines import OPEN_PROJECTS
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.projects.owned import ON_CARD
from handrail.record.readiness.facts import PROVEN
from handrail.record.readiness.models import Signal
from handrail.record.risks import queries as risks
from handrail.record.risks.models import Risk
from handrail.record.rollout.models import Announcement, Step
from handrail.record.scope.models import ScopeChange
from handrail.record.scope.states import OPEN as OPEN_CHANGES
from handrail.record.tasks import queries as tasks
from handrail.record.tasks.models import Task

NOBODY, GONE = Q(owner=None), Q(member__left_on__isnull=False) | Q(member__removed_at__isnull=False)
ACTIVE: dict[type[Tenanted], Q] = {
    Customer: NOBODY,
    Plan: NOBODY & ~Q(phase="completed"),
    Milestone: NOBODY & Q(state__in=plans.OPEN_MILESTONES),
    Task: NOBODY & Q(state__in=tasks.OPEN),
    Feedback: NOBODY & Q(state__in=OPEN_FEEDBACK),
    Assumption: NOBODY & Q(state__in=OPEN_ASSUMPTIONS),
    Decision: NOBODY & Q(state__in=decisions.OPEN),
    Dependency: NOBODY & Q(state="open", decision__state__in=decisions.OPEN),
    Blocker: NOBODY & Q(state__in=blocked.OPEN),
    Risk: NOBODY & ~Q(state__in=risks.CLOSED),
    Note: NOBODY,
    Project: NOBODY & Q(state__in=OPEN_PROJECTS),
    ScopeChange: NOBODY
    & Q(state__in=OPEN_CHANGES, project__state__in=OPEN_PROJECTS, project__removed_at=None),
    Signal: NOBODY & Q(project__state__in=OPEN_PROJECTS, project__removed_at=None) & ~Q(standing=PROVEN),
    Board: NOBODY & Q(project__state__in=OPEN_PROJECTS),
    Stage: NOBODY & Q(board__project__state__in=OPEN_PROJECTS, board__project__removed_at=None),
    Step: NOBODY & Q(state="open", project__state__in=OPEN_PROJECTS),
    Announcement: NOBODY & Q(state="planned", project__state__in=OPEN_PROJECTS),
    Card: ON_CARD & ~Q(left_by={}),
    TeamPlace: GONE,
}
"""What needs somebody: an owner, and where somebody has left without one to follow, also a place."""


SHOWN = frozenset(
    {
        "key",
        "name",
        "title",
        "job",
        "step",
        "owner_text",
        "owner",
        "member",
        "due_on",
        "customer",
        "task",
        "left_by",
        "reviewer",
        "context_owner",
    }
)


def places(row: Any) -> list[str]:
    """The fields in which somebody is to be named."""
    if isinstance(row, Card):
        return [name for name in PLACES if name in row.left_by]
    return ["member" if isinstance(row, TeamPlace) else "owner"]


def rows(model: type[Tenanted]) -> QuerySet[Any]:
    found: QuerySet[Any] = reading.present(model).filter(ACTIVE[model]).select_related(None)
    if model is Customer:
        return found
    return found.select_related("customer", *BESIDE.get(model, ()))


def of(model: type[Tenanted], members: Collection[int] | None) -> QuerySet[Any]:
    """Gaps of one kind; with members, only those of these members' customers."""
    found = rows(model)
    if members is None:
        return found
    return found.none() if model is Customer else found.filter(customer__owner__in=members)


BESIDE: dict[type[Tenanted], tuple[str, ...]] = {
    TeamPlace: ("member",),
    Card: ("task", "reviewer", "context_owner"),
}
NAMED: dict[type[Tenanted], tuple[str, ...]] = {
    TeamPlace: ("member__name",),
    Card: ("task__title", "reviewer__name", "context_owner__name"),
}


def slim(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With only what a line of Today shows."""
    own = reading.names(rows.model) & SHOWN
    about = ("key", "name", "arr", "renewal_on")
    around = about if rows.model is Customer else (f"customer__{name}" for name in about)
    return rows.only(*own, *around, *NAMED.get(rows.model, ()))
