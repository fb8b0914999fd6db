"""Reading risks. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, QuerySet

from handrail.house.ledger import reading

from .deadlines import CLOSED as CLOSED
from .facts import RiskFacts
from .models import Risk


def listing(**filters: Any) -> QuerySet[Risk]:
    """One statement."""
    return reading.listing(Risk, **filters)


def get(key: str) -> Risk:
    """One statement; NotFound where there is none."""
    return reading.find(Risk, key)


def of_customers(ids: Collection[int]) -> dict[int, list[Risk]]:
    """One statement; what is reviewed first comes first."""
    return reading.of_customers(by_review(reading.present(Risk)), ids)


def open_risks() -> QuerySet[Risk]:
    """What may still go wrong. One statement."""
    return by_review(reading.present(Risk).exclude(state__in=CLOSED))


def about(subject: str) -> QuerySet[Risk]:
    """The risks of a project, what is reviewed first comes first. One statement."""
    return by_review(reading.present(Risk).filter(subject=subject))


def by_review(rows: QuerySet[Risk]) -> QuerySet[Risk]:
    return rows.order_by(F("review_on").asc(nulls_last=True), "pk")


def facts_of_customers(ids: Collection[int]) -> dict[int, dict[int, RiskFacts]]:
    """{customer: {risk: its facts}}. Two statements for any number of customers."""
    rows = list(Risk.objects.filter(customer_id__in=ids, removed_at=None).order_by("pk"))
    facts = facts_of(rows)
    return {
        customer: {row.pk: facts[row.pk] for row in group}
        for customer, group in reading.grouped(rows, "customer_id").items()
    }


def facts_of(rows: Iterable[Risk]) -> dict[int, RiskFacts]:
    """One statement."""
    owners = reading.member_keys()
    return {row.pk: risk_facts(row, owners.get(row.owner_id, "")) for row in rows}


def risk_facts(row: Risk, owner: str) -> RiskFacts:
    return RiskFacts(
        key=row.key,
        title=row.title,
        likelihood=row.likelihood,
        impact=row.impact,
        closeness=row.closeness,
        severity=row.severity,
        state=row.state,  # type: ignore[arg-type]
        owner=owner,
        owner_text=row.owner_text,
        mitigation=row.mitigation or "; ".join(map(str, row.mitigation_actions)),
        fallback=row.fallback,
        review_on=row.review_on,
    )
