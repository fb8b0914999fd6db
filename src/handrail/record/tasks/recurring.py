"""The next task, as it is made when the one before is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import prefetch_related_objects

from handrail.house.ledger import duties
from handrail.house.ledger.rows import today

from .models import Task
from .repeating import next_day, rest

COPIED = ("title", "text", "next_action", "customer", "priority", "subject", "fields")


def next_ones(rows: Sequence[Task]) -> list[Task]:
    """What follows on these, whose rules have a day left. Two statements for any number."""
    prefetch_related_objects(rows, "owner", "customer")
    return [made for row in rows if (made := next_of(row)) is not None]


def next_of(row: Task) -> Task | None:
    day = next_day(row.recurs, row.due_on or today(), today())
    return copy_of(row, due_on=day, recurs=rest(row.recurs)) if day is not None else None


def copy_of(row: Task, *, due_on: date | None, recurs: str = "") -> Task:
    """The same to be done once more, by the same person or, where they left, by nobody yet."""
    copied = {name: getattr(row, name) for name in COPIED} | duties.heir(row)
    return Task(due_on=due_on, recurs=recurs, **copied)
