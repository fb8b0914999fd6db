"""Reading assumptions. Every function says how many statements it takes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F, Q, QuerySet

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today

from .checks import CHEAP, CORNERS, HIGH, MOST, UNRATED
from .models import Assumption
from .states import OPEN as OPEN
from .states import STANDING, broken

RANK = F("impact") * (MOST + 1 - F("cost"))


def listing(**filters: Any) -> QuerySet[Assumption]:
    """One statement. `rank` is how soon to test it, the highest first."""
    return reading.listing(Assumption, **filters).annotate(rank=RANK)


def get(key: str) -> Assumption:
    """One statement; NotFound where there is none."""
    return reading.find(Assumption, key)


def ranked(rows: QuerySet[Assumption]) -> QuerySet[Assumption]:
    """What is open first; of that, what moves much and is cheap to find out."""
    return rows.annotate(rank=RANK).order_by(
        F("rank").desc(nulls_last=True),
        F("impact").desc(nulls_last=True),
        F("due_on").asc(nulls_last=True),
        "pk",
    )


def open_assumptions() -> QuerySet[Assumption]:
    """One statement."""
    return ranked(reading.present(Assumption).filter(state__in=OPEN))


def about(*subjects: str) -> QuerySet[Assumption]:
    """Those of a project or a plan. One statement."""
    return ranked(reading.present(Assumption).filter(subject__in=subjects))


def of_customer(customer: int) -> QuerySet[Assumption]:
    """One statement."""
    return ranked(reading.present(Assumption).filter(customer=customer))


def gone() -> Q:
    """Those on which nothing may lean: they do not hold, or their day has passed."""
    return Q(state="invalidated") | Q(state__in=STANDING, expires_on__lt=today())


def is_broken(row: Assumption) -> bool:
    return broken(row.state, row.expires_on, today())


def corner(name: str) -> Q:
    """Those of one corner of the matrix, as `checks.advice` calls it."""
    unrated = Q(impact=None) | Q(cost=None)
    high, cheap = Q(impact__gte=HIGH), Q(cost__lte=CHEAP)
    return {
        "first": high & cheap, "plan": high & ~cheap & ~unrated, "quick": ~high & cheap & ~unrated,
        "later": ~high & ~cheap & ~unrated, "unrated": unrated,
    }[name]  # fmt: skip


def counted(rows: QuerySet[Assumption]) -> Mapping[tuple[int | None, int | None], int]:
    """{(impact, cost): how many}. One statement."""
    return Counter(rows.order_by().values_list("impact", "cost"))


def named(keys: Collection[str]) -> dict[str, Assumption]:
    """One statement."""
    rows = Assumption.objects.filter(key__in=keys, removed_at=None).select_related("owner", "customer")
    return {row.key: row for row in rows}


assert {one.name for one in CORNERS} >= {"first", UNRATED.name}
