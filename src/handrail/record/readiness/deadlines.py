"""The day by which a signal is to be proven."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

from .facts import PROVEN

DUE = Kind(
    name="signal.due",
    words=mark("Acceptance signal"),
    says=Says(
        before=mark("This is to be proven in %(days)s days."),
        tomorrow=mark("This is to be proven tomorrow."),
        today=mark("This is to be proven today."),
        yesterday=mark("This was to be proven yesterday."),
        after=mark("This was to be proven %(days)s days ago."),
    ),
    offsets=("-3d", "0d"),
    step=mark("Show it"),
    path="signals/{key}/",
)
KINDS = (DUE,)


def signal(row: Any) -> Iterator[Promise]:
    if row.due_on and row.standing != PROVEN and row.project.removed_at is None:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
