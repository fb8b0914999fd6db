"""Of whose records a measure is: of the customers of a cohort, of one customer, or of one project."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from handrail.house.ledger.reading import model_of
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.customers.models import TIERS, Customer
from handrail.record.projects.models import Card, Project
from handrail.record.rollout.models import Step

from .measures import Counted

TIER, ROLLOUT = "tier:", "cohort:"


@dataclass(frozen=True, slots=True)
class Whose:
    """`customers` are ids. With a project, records that know their project are its own, all others those of the
    customers it goes live for."""

    customers: frozenset[int]
    project: Project | None = None

    def only(self, rows: Iterable[Counted]) -> list[Counted]:
        """In their order. One statement for each kind."""
        rows = list(rows)
        mine = {kind: self.among(kind, {row.pk for row in rows if row.kind == kind}) for kind in kinds(rows)}
        return [row for row in rows if row.pk in mine[row.kind]]

    def among(self, kind: str, ids: Collection[int]) -> set[int]:
        found: Any = model_of(kind)._default_manager.filter(pk__in=ids, **self.asked(kind))
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
}
"""Where a record says to which project it belongs."""


def kinds(rows: Iterable[Counted]) -> set[str]:
    return {row.kind for row in rows}


def of_customer(customer: Customer) -> Whose:
    return Whose(frozenset({customer.pk}))


def of_a_project(project: Project) -> Whose:
    """One statement."""
    going = Step.objects.filter(project=project, removed_at=None).values_list("customer_id", flat=True)
    return Whose(frozenset({*going, *({project.customer_id} if project.customer_id else ())}), project)


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
    return [*((f"{TIER}{tier}", tier) for tier in TIERS if tier), *named]


def refuse_unknown(name: str) -> None:
    """A cohort may be named before anybody is in it; it has to be named as one."""
    known = not name or name.removeprefix(TIER) in TIERS or (name.startswith(ROLLOUT) and name != ROLLOUT)
    if not known:
        fix = say(
            "Write one of: %(known)s.", known="tier:strategic, tier:enterprise, tier:commercial, cohort:NAME"
        )
        raise Invalid([Problem("cohort", say("There is no such cohort."), fix)])
