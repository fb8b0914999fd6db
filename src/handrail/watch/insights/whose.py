"""Of whose records a measure is: of the customers of a cohort, of one customer, or of one project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q

from handrail.house.ledger.reading import model_of
from handrail.house.talk.models import Link
from handrail.record.customers.models import Customer
from handrail.record.metrics.cohorts import ROLLOUT, TIER, TIERS
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Card, Project
from handrail.record.rollout.models import Step

from .measures import Counted

SERVES = "serves"


@dataclass(frozen=True, slots=True)
class Whose:
    """`customers` are ids. With a project, records that know their project are its own, all others those of the
    customers it goes live for."""

    customers: frozenset[int]
    project: Project | None = None

    def within(self, other: Whose | None) -> Whose:
        return self if other is None else replace(self, customers=self.customers & other.customers)

    def only(self, rows: Iterable[Counted]) -> list[Counted]:
        """In their order. One statement for each kind."""
        rows = list(rows)
        mine = {kind: self.among(kind, {row.pk for row in rows if row.kind == kind}) for kind in kinds(rows)}
        return [row for row in rows if row.pk in mine[row.kind]]

    def among(self, kind: str, ids: Collection[int]) -> set[int]:
        found: Any = model_of(kind)._default_manager.filter(pk__in=ids).filter(**self.asked(kind))
        return set(found.values_list("pk", flat=True))

    def asked(self, kind: str) -> dict[str, Any]:
        if self.project is not None and kind in OF_PROJECT:
            return OF_PROJECT[kind](self.project)
        return {"about_id__in" if kind == "escalation" else "customer_id__in": self.customers}


OF_PROJECT: dict[str, Callable[[Project], dict[str, Any]]] = {
    "project": lambda project: {"pk": project.pk},
    "decision": lambda project: {"subject": f"project:{project.key}"},
    "task": lambda project: {"pk__in": Card.objects.filter(board__project=project).values("task_id")},
    "review": lambda project: {"project": project},
    "signal": lambda project: {"project": project},
}
"""Where a record says to which project it belongs."""


def kinds(rows: Iterable[Counted]) -> set[str]:
    return {row.kind for row in rows}


def of_customer(customer: Customer) -> Whose:
    return Whose(frozenset({customer.pk}))


def of_a_project(project: Project, cohort: str = "") -> Whose:
    """As far as its customers are in the cohort. One statement; two with a cohort."""
    going = Step.objects.filter(project=project, removed_at=None).values_list("customer_id", flat=True)
    mine = frozenset({*going, *({project.customer_id} if project.customer_id else ())})
    return Whose(mine, project).within(of_cohort(cohort))


def of_metric(row: Metric) -> Whose | None:
    """Of the project whose outcome it is or that it serves, else of its customer, as far as they are in its cohort.
    None where it is everybody. Up to four statements."""
    serves = Link.objects.filter(
        source=f"metric:{row.key}", relation=SERVES, target__startswith="project:", removed_at=None
    ).order_by("pk")
    keys = [name.partition(":")[2] for name in serves.values_list("target", flat=True)[:1]]
    project = Project.objects.filter(Q(metric=row) | Q(key__in=keys), removed_at=None).order_by("pk").first()
    if project is not None:
        return of_a_project(project, row.cohort)
    if row.customer is not None:
        return of_customer(row.customer).within(of_cohort(row.cohort))
    return of_cohort(row.cohort)


def of_cohort(name: str) -> Whose | None:
    """One statement; None where it is everybody."""
    if not name:
        return None
    rows: Any = Customer.objects.filter(removed_at=None)
    if name.startswith(TIER):
        return Whose(frozenset(rows.filter(tier=name.removeprefix(TIER)).values_list("pk", flat=True)))
    going = Step.objects.filter(cohort=name.removeprefix(ROLLOUT), removed_at=None)
    return Whose(frozenset(going.values_list("customer_id", flat=True)))


def cohorts() -> list[tuple[str, str]]:
    """What can be chosen, with its words: tiers, and the cohorts of rollouts. One statement."""
    names = Step.objects.filter(removed_at=None).exclude(cohort="").order_by("cohort")
    named = [(f"{ROLLOUT}{name}", name) for name in names.values_list("cohort", flat=True).distinct()]
    return [*((f"{TIER}{tier}", tier) for tier in TIERS), *named]
