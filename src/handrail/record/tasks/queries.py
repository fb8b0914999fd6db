"""Reading tasks. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal

from django.db.models import F, QuerySet

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member

from .deadlines import OPEN as OPEN
from .facts import TaskFacts
from .models import Task

FACT_STATES: dict[str, Literal["active", "blocked", "done", "dropped"]] = {
    "open": "active",
    "in_progress": "active",
    "blocked": "blocked",
    "done": "done",
    "dropped": "dropped",
}


def listing(**filters: Any) -> QuerySet[Task]:
    """One statement."""
    return reading.listing(Task, **filters)


def get(key: str) -> Task:
    """One statement; NotFound where there is none."""
    return reading.find(Task, key)


def of_customers(ids: Collection[int]) -> dict[int, list[Task]]:
    """One statement; what is due first comes first."""
    return reading.of_customers(by_due(reading.present(Task)), ids)


def open_tasks(owner: Member | None = None) -> QuerySet[Task]:
    """What is not done, what is due first first; of one member, or of all. One statement."""
    rows = by_due(reading.present(Task).filter(state__in=OPEN))
    return rows if owner is None else rows.filter(owner=owner)


def by_due(rows: QuerySet[Task]) -> QuerySet[Task]:
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def facts_of_customers(ids: Collection[int]) -> dict[int, tuple[TaskFacts, ...]]:
    """Two statements."""
    rows, owners = by_due(Task.objects.filter(customer_id__in=ids, removed_at=None)), reading.member_keys()
    return {
        customer: tuple(task_facts(row, owners.get(row.owner_id, "")) for row in group)
        for customer, group in reading.grouped(rows, "customer_id").items()
    }


def task_facts(row: Task, owner: str) -> TaskFacts:
    return TaskFacts(
        key=row.key,
        title=row.title,
        owner=owner,
        owner_text=row.owner_text,
        due_on=row.due_on,
        state=FACT_STATES[row.state],
    )
