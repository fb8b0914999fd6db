"""Every change of a task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from handrail import wiring
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore, today

from . import telling
from .models import Task


def add_tasks(rows: Sequence[Task], *, tell: bool = True) -> Sequence[Task]:
    """Whoever is given one hears of it, unless they hear of it otherwise."""
    with transaction.atomic():
        made = add(rows, lambda row: row.title)
        if tell:
            telling.given(rows)
    return made


def edit_task(row: Task, values: Values, *, revision: int | None = None) -> bool:
    was, state, owner = row.customer_id, row.state, row.owner_id
    with transaction.atomic():
        changed = edit(row, dated(row, values), revision=revision)
        follow([row] if row.customer_id != was else [])
        follow_done([row] if row.state == "done" != state else [])
        telling.given([row] if row.owner_id != owner else [])
    return changed


def edit_tasks(pairs: Iterable[tuple[Task, Values]], *, tell: bool = True) -> int:
    pairs = [(row, dated(row, values)) for row, values in pairs]
    was = {row.pk: (row.customer_id, row.state, row.owner_id) for row, _ in pairs}
    with transaction.atomic():
        changed = edit_many(pairs)
        follow([row for row, _ in pairs if row.customer_id != was[row.pk][0]])
        follow_done([row for row, _ in pairs if row.state == "done" != was[row.pk][1]])
        telling.given([row for row, _ in pairs if tell and row.owner_id != was[row.pk][2]])
    return changed


def follow(rows: Sequence[Task]) -> None:
    """Tell the rooms above whose rows repeat a task's customer."""
    for dotted in wiring.FOLLOWED["task"] if rows else ():
        wiring.load(dotted)(rows)


def follow_done(rows: Sequence[Task]) -> None:
    """Tell the rooms above what was finished just now. Taking something back finishes nothing anew."""
    if undoing.taking_back():
        return
    for dotted in wiring.DONE if rows else ():
        wiring.load(dotted)(rows)


def remove_tasks(rows: Sequence[Task]) -> int:
    return remove(rows)


def restore_tasks(rows: Sequence[Task]) -> int:
    for name in wiring.TASKS_BACK:
        wiring.load(name)(rows)
    return restore(rows)


def finish(rows: Sequence[Task]) -> int:
    return edit_tasks((row, {"state": "done"}) for row in rows if row.state != "done")


def reopen(rows: Sequence[Task]) -> int:
    return edit_tasks((row, {"state": "open"}) for row in rows if row.state in ("done", "dropped"))


def dated(row: Task, values: Values) -> Values:
    """A task that is done was done on a day: today, unless the writer knows another."""
    if "done_on" in values or values.get("state", row.state) == row.state:
        return values
    return {**values, "done_on": today() if values["state"] == "done" else None}
