"""What nobody owns: one statement for each kind of record that can wait for somebody."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Owned
from handrail.record.customers.models import Customer
from handrail.record.decisions import queries as decisions
from handrail.record.decisions.models import Decision
from handrail.record.plans import queries as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.risks import queries as risks
from handrail.record.risks.models import Risk
from handrail.record.tasks import queries as tasks
from handrail.record.tasks.models import Task

ACTIVE: dict[type[Owned], Q] = {
    Customer: Q(),
    Plan: ~Q(phase="completed"),
    Milestone: Q(state__in=plans.OPEN_MILESTONES),
    Task: Q(state__in=tasks.OPEN),
    Decision: Q(state__in=decisions.OPEN),
    Risk: ~Q(state__in=risks.CLOSED),
}


def rows(model: type[Owned]) -> QuerySet[Any]:
    found: QuerySet[Any] = reading.present(model).filter(ACTIVE[model], owner=None).select_related(None)
    return found if model is Customer else found.select_related("customer")


def of(model: type[Owned], members: Collection[int] | None) -> QuerySet[Any]:
    """Gaps of one kind; with members, only those of these members' customers."""
    found = rows(model)
    if members is None:
        return found
    return found.none() if model is Customer else found.filter(customer__owner__in=members)


def listing(members: Collection[int] | None, each: int) -> list[Any]:
    """The first of each kind, with only what a line of Today shows."""
    return [row for model in ACTIVE for row in slim(of(model, members)).order_by("pk")[:each]]


def slim(rows: QuerySet[Any]) -> QuerySet[Any]:
    own = reading.names(rows.model) & {"key", "name", "title", "owner_text", "owner", "due_on", "customer"}
    about = ("key", "name", "arr", "renewal_on")
    around = about if rows.model is Customer else (f"customer__{name}" for name in about)
    return rows.only(*own, *around)
