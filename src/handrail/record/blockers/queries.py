"""Reading blockers. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BooleanField, F, Func, Q, QuerySet, TextField, Value

from handrail.house.escalations.acting import week
from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member

from . import effects
from .models import Blocker
from .states import OPEN as OPEN

SOON = 2
"""Working days."""


def listing(**filters: Any) -> QuerySet[Blocker]:
    """One statement."""
    return reading.listing(Blocker, **filters)


def get(key: str) -> Blocker:
    """One statement; NotFound where there is none."""
    return reading.find(Blocker, key)


def by_due(rows: QuerySet[Blocker]) -> QuerySet[Blocker]:
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def open_blockers(owner: Member | None = None) -> QuerySet[Blocker]:
    """What holds work up; of one member, or of all. One statement."""
    rows = by_due(reading.present(Blocker).filter(state__in=OPEN))
    return rows if owner is None else rows.filter(owner=owner)


def of_customers(ids: Collection[int]) -> dict[int, list[Blocker]]:
    """One statement; what is due first comes first."""
    return reading.of_customers(by_due(reading.present(Blocker)), ids)


def naming(names: Iterable[str]) -> QuerySet[Blocker]:
    """Those that hold up one of these records, by kind:key, what is due first first. One statement."""
    return by_due(reading.present(Blocker).filter(holds_up(*names)))


def holds_up(*names: str) -> Q:
    """It names one of these records. No index serves that (under row security none of this kind is used): whatever else
    is asked for, such as what is open, is found first, and each of those is looked up among the names."""
    return Q(Naming(F("blocks"), Value(sorted(set(map(effects.named, names))), ArrayField(TextField()))))


class Naming(Func):
    """Whether one of the texts of a JSON list is in an array. However long that is, it is hashed once."""

    template = "EXISTS (SELECT 1 FROM jsonb_array_elements_text(%(expressions)s::text[]))"
    arg_joiner = ") AS named (name) WHERE named.name = ANY ("
    output_field = BooleanField()


# -- what is urgent -----------------------------------------------------------------------------------------


def soon_day() -> date:
    """Until when something falls due within two working days."""
    return week().day_after(today(), SOON)


def is_urgent(row: Blocker, soon: date) -> bool:
    """It touches a customer's live work, or falls due within two working days."""
    return row.state in OPEN and (
        row.customer_id is not None or (row.due_on is not None and row.due_on <= soon)
    )
