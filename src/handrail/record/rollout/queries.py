"""Reading a rollout. Every function says how many statements it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.record.risks.models import Risk
from handrail.record.risks.queries import CLOSED

from .models import STEPS, Announcement, Step


@dataclass(slots=True)
class Line:
    """One customer of a grid, with the steps that it has."""

    customer: Customer
    cohort: str
    steps: dict[str, Step] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[str, Step | None]]:
        return [(name, self.steps.get(name)) for name in STEPS]


@dataclass(frozen=True, slots=True)
class Count:
    """How many customers are at a step: done, of all to whom it applies, and late."""

    step: str
    done: int
    all: int
    late: int


def steps_of(project: Project, **filters: Any) -> QuerySet[Step]:
    """One statement."""
    rows = reading.present(Step).filter(project=project, **filters)
    return rows.order_by("cohort", "customer__name", "customer_id", "pk")


def lines(steps: Iterable[Step]) -> list[Line]:
    found: dict[int, Line] = {}
    for step in steps:
        line = found.setdefault(step.customer_id, Line(step.customer, step.cohort))
        line.steps[step.step] = step
    return list(found.values())


def counts_of(project: Project) -> list[Count]:
    """One statement."""
    rows = reading.present(Step).filter(project=project)
    late = Q(state="open", due_on__lt=today())
    told = (
        rows.order_by()
        .values_list("step")
        .annotate(
            done=models.Count("pk", filter=Q(state="done")),
            all=models.Count("pk", filter=~Q(state="skipped")),
            late=models.Count("pk", filter=late),
        )
    )
    found = {step: Count(step, done, all_, late_) for step, done, all_, late_ in told}
    return [found.get(name, Count(name, 0, 0, 0)) for name in STEPS]


def announcements_of(project: Project) -> list[Announcement]:
    """By day. One statement."""
    rows = reading.present(Announcement).filter(project=project)
    return sorted(rows, key=lambda row: (row.due_on is None, row.due_on, row.pk))


def blockers_of(
    customers: Sequence[int], told: Iterable[Announcement]
) -> list[tuple[Risk, Announcement | None]]:
    """Open risks of these customers, each with what they were told of it, if anything. One statement."""
    said = {row.risk_id: row for row in told if row.risk_id and row.state != "dropped"}
    rows = reading.present(Risk).filter(customer_id__in=customers).exclude(state__in=CLOSED)
    return [(risk, said.get(risk.pk)) for risk in rows.order_by("customer__name", "pk")[:200]]


def said_counts(rows: Iterable[Announcement]) -> Counter[str]:
    day = today()
    return Counter(
        "late" if row.state == "planned" and row.due_on and row.due_on < day else row.state for row in rows
    )
