"""The dates that a task promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.house.deadlines.kinds import gettext_noop as _

OPEN = ("open", "in_progress", "blocked")
DUE = Kind(
    name="task.due",
    words=_("Task"),
    says=Says(
        before=_("You said this would be done in %(days)s days."),
        tomorrow=_("You said this would be done tomorrow."),
        today=_("You said this would be done today."),
        yesterday=_("This was to be done yesterday."),
        after=_("This was to be done %(days)s days ago."),
    ),
    offsets=("-1d", "0d"),
    step=_("Open the task"),
    path="tasks/{key}/",
)
KINDS = (DUE,)


def task(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state in OPEN:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
