"""Reading blockers. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from handrail.house.escalations.acting import week
from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.record.projects.models import Card, Project

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
    """Those that hold up one of these records, by kind:key, what is open first. One statement."""
    rows = reading.present(Blocker).filter(blocks__has_any_keys=sorted(set(names)))
    return by_due(rows)


def names_of(project: Project) -> list[str]:
    """What a blocker can name of a project: itself, and what is on its boards. One statement."""
    cards = Card.objects.filter(board__project=project, removed_at=None)
    keys = cards.values_list("task__key", flat=True)
    return [f"project:{project.key}", *(f"{kind}:{key}" for key in keys for kind in ("task", "card"))]


# -- what is urgent -----------------------------------------------------------------------------------------


def soon_day() -> date:
    """Until when something falls due within two working days."""
    return week().day_after(today(), SOON)


def is_urgent(row: Blocker, soon: date) -> bool:
    """It touches a customer's live work, or falls due within two working days."""
    return row.state in OPEN and (
        row.customer_id is not None or (row.due_on is not None and row.due_on <= soon)
    )
