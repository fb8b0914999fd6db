"""Reading deadlines: calendar, "today", iCal, the next date of a customer. Every function says how many statements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from django.db.models import QuerySet

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current

from .models import Deadline
from .moments import instant

TURNS = ("rule.turn", "goal.look", "briefing.turn")
"""Turns of our own work, of which nobody is told."""
INNER = ("plan.updated", *TURNS)
"""No date that anybody waits for, and so not for a calendar: clocks that started in the past, turns."""


def day_starts(day: date, zone: str) -> datetime:
    """Local midnight as a moment: the edge of a day in a calendar. OverflowError past the calendar's ends."""
    return instant(datetime.combine(day, time.min), zone)


def all_deadlines() -> QuerySet[Deadline]:
    return Deadline.objects.filter(workspace_id=current().workspace_id)


def between(start: datetime, end: datetime, owner: Member | None = None) -> QuerySet[Deadline]:
    """Dates from `start` (in) to `end` (out), of one member or of everybody, the earliest first. One statement."""
    rows = all_deadlines().filter(due_at__gte=start, due_at__lt=end).exclude(name__in=INNER)
    rows = rows if owner is None else rows.filter(owner=owner)
    return rows.order_by("due_at", "pk")


def of_customers(ids: Collection[int], **filters: Any) -> QuerySet[Deadline]:
    """Dates about these customers, the earliest first. One statement."""
    return (
        all_deadlines().filter(about_id__in=ids, **filters).exclude(name__in=INNER).order_by("due_at", "pk")
    )


def of_subject(kind: str, pk: int) -> QuerySet[Deadline]:
    """What one record promises. One statement."""
    return all_deadlines().filter(subject_kind=kind, subject_id=pk).order_by("due_at", "pk")


def troubled() -> QuerySet[Deadline]:
    """Those that could not fire and wait for another try. One statement."""
    return all_deadlines().filter(attempts__gt=0).order_by("pk")
