"""Reading handoffs and promises. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import F, QuerySet

from handrail.house.ledger import reading
from handrail.record.tasks.deadlines import OPEN as OPEN_TASKS
from handrail.record.tasks.models import Task

from .facts import Ground, Item
from .models import Handoff, Promise

SIDE = "handoff"
"""The key in a task's further fields that says whose part of a handoff it is: "give" or "take"."""


def listing(**filters: Any) -> QuerySet[Handoff]:
    """One statement."""
    return reading.listing(Handoff, **filters)


def promises(**filters: Any) -> QuerySet[Promise]:
    """One statement."""
    return reading.listing(Promise, **filters)


def get(key: str, *, lock: bool = False) -> Handoff:
    """One statement; NotFound where there is none."""
    return reading.find(Handoff, key, lock=lock)


def of_customers(ids: Collection[int]) -> dict[int, list[Handoff]]:
    """One statement; the newest first."""
    return reading.of_customers(reading.present(Handoff).order_by("-pk"), ids)


def promises_of(ids: Collection[int]) -> dict[int, list[Promise]]:
    """One statement; what is open first, in the order of their dates."""
    rows = reading.present(Promise).order_by(F("settled_on").asc(nulls_first=True), "made_on", "pk")
    return reading.of_customers(rows, ids)


def subject(row: Handoff) -> str:
    return f"handoff:{row.key}"


def tasks_of(row: Handoff) -> list[Task]:
    """Everything to do about it: its open items, and each side's own part. One statement."""
    rows = reading.present(Task).filter(customer_id=row.customer_id, subject=subject(row))
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk"))


def items_of(tasks: Sequence[Task]) -> list[Task]:
    """The open items alone."""
    return [task for task in tasks if SIDE not in task.fields]


def side_of(tasks: Sequence[Task], side: str) -> list[Task]:
    return [task for task in tasks if task.fields.get(SIDE) == side]


def promises_in(row: Handoff) -> list[Promise]:
    """What is confirmed with it: the promises of its plan, and those of no plan. One statement."""
    rows = promises_of([row.customer_id]).get(row.customer_id, [])
    return [one for one in rows if row.plan_id is None or one.plan_id in (None, row.plan_id)]


def ground_of(row: Handoff, tasks: Sequence[Task], promises: Sequence[Promise]) -> Ground:
    return Ground(
        ticked=frozenset(row.checklist),
        context=row.context,
        cadence=row.cadence,
        items=[item(task) for task in items_of(tasks) if task.state in OPEN_TASKS],
        promises=[item(one) for one in promises if one.state == "open"],
    )


def item(row: Any) -> Item:
    return Item(row.title, row.owner_id is not None, row.due_on)
