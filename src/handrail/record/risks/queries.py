"""Reading risks. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Case, CharField, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Concat

from handrail.house.ledger import reading
from handrail.house.talk import queries as talk
from handrail.house.talk.models import Link
from handrail.house.talk.subjects import ref

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


# -- of a project -------------------------------------------------------------------------------------------


def concerning(named: str) -> Q:
    """The one definition of a project's risks ("project:spring"): those that say they are about it, and those that are
    connected with it, from either end and in any words. One statement; what it asks for is found by two indexes."""
    return Q(subject=named) | Q(key__in=sorted(talk.tied(named).get("risk", ())))


def about(named: str) -> QuerySet[Risk]:
    """The risks of a project, what is reviewed first comes first. Two statements."""
    return by_review(reading.present(Risk).filter(concerning(named)))


def projects_of(row: Risk) -> list[str]:
    """The same from the other end: the keys of the projects that it is a risk of. One statement."""
    kind, _, key = row.subject.partition(":")
    return sorted(talk.tied(ref(row)).get("project", set()) | ({key} if kind == "project" and key else set()))


def with_project(rows: QuerySet[Risk]) -> QuerySet[Any]:
    """With `about`: the project that it says it is about, else the first that it is connected with, else its subject.
    Two looks at an index for each row."""
    me, of = Concat(Value("risk:"), OuterRef("key"), output_field=CharField()), "project:"
    ends = Q(source=me, target__startswith=of) | Q(target=me, source__startswith=of)
    other = Case(When(source=me, then="target"), default="source")
    first = Link.objects.filter(ends, removed_at=None).order_by("pk").values(other=other)[:1]
    tied_to = Coalesce(Subquery(first), "subject", output_field=CharField())
    return rows.annotate(about=Case(When(subject__startswith=of, then="subject"), default=tied_to))


# -- in their order, and for the judges ---------------------------------------------------------------------


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
