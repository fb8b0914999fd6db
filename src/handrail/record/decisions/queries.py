"""Reading decisions. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, QuerySet

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member

from .facts import DecisionFacts
from .models import Constraint, Decision, Dependency
from .states import OPEN as OPEN
from .telling import carriers


def listing(**filters: Any) -> QuerySet[Decision]:
    """One statement."""
    return reading.listing(Decision, **filters)


def get(key: str) -> Decision:
    """One statement; NotFound where there is none."""
    return reading.find(Decision, key)


def of_customers(ids: Collection[int]) -> dict[int, list[Decision]]:
    """One statement; what is due first comes first."""
    return reading.of_customers(by_due(reading.present(Decision)), ids)


def open_decisions(owner: Member | None = None) -> QuerySet[Decision]:
    """What waits to be decided; of one member, or of all. One statement."""
    rows = by_due(reading.present(Decision).filter(state__in=OPEN))
    return rows if owner is None else rows.filter(owner=owner)


def by_due(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def facts_of_customers(ids: Collection[int]) -> dict[int, tuple[DecisionFacts, ...]]:
    """Two statements."""
    rows, owners = (
        by_due(Decision.objects.filter(customer_id__in=ids, removed_at=None)),
        reading.member_keys(),
    )
    return {
        customer: tuple(decision_facts(row, owners.get(row.owner_id, "")) for row in group)
        for customer, group in reading.grouped(rows, "customer_id").items()
    }


def decision_facts(row: Decision, owner: str) -> DecisionFacts:
    return DecisionFacts(
        key=row.key,
        title=row.title,
        question=row.question,
        owner=owner,
        owner_text=row.owner_text,
        due_on=row.due_on,
        state=row.state,  # type: ignore[arg-type]
    )


def about(subject: str) -> QuerySet[Decision]:
    """The decisions of a project, what is due first comes first. One statement."""
    return by_due(reading.present(Decision).filter(subject=subject))


def categories(most: int) -> list[str]:
    """Those that somebody has used. One statement."""
    rows = reading.present(Decision).exclude(category="").order_by("category")
    return list(rows.values_list("category", flat=True).distinct()[:most])


# -- what it waits for, and what follows from it ------------------------------------------------------------


def dependencies(**filters: Any) -> QuerySet[Dependency]:
    """One statement."""
    return reading.listing(Dependency, **filters)


def needs_of(row: Decision) -> list[Dependency]:
    """What this decision waits for, what is open first. One statement."""
    rows = reading.present(Dependency).filter(decision=row).filter(Q(needs=None) | Q(needs__removed_at=None))
    return sorted(rows.order_by("due_on", "pk"), key=lambda one: one.state != "open")


def constraints_of(row: Decision) -> list[Constraint]:
    """One statement."""
    return list(reading.present(Constraint).filter(decision=row).order_by("pk"))


def constraints() -> QuerySet[Constraint]:
    """What binds the work now: those of approved decisions. One statement."""
    return reading.present(Constraint).filter(decision__state="approved").order_by("title", "pk")


def carried_by(rows: Collection[Constraint]) -> dict[str, list[str]]:
    """{constraint's key: the keys of the cards that carry it}. One statement."""
    found: dict[str, list[str]] = {row.key: [] for row in rows}
    for card, named in carriers([f"constraint:{key}" for key in found]).items():
        for name in named:
            found[name.partition(":")[2]].append(card)
    return found
