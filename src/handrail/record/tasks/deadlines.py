"""The dates that a task promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

OPEN = ("open", "in_progress", "blocked")
DUE = Kind(
    name="task.due",
    words=mark("Task"),
    says=Says(
        before=mark("You said this would be done in %(days)s days."),
        tomorrow=mark("You said this would be done tomorrow."),
        today=mark("You said this would be done today."),
        yesterday=mark("This was to be done yesterday."),
        after=mark("This was to be done %(days)s days ago."),
    ),
    offsets=("-1d", "0d"),
    step=mark("Open the task"),
    path="tasks/{key}/",
)
KINDS = (DUE,)


def task(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state in OPEN:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
