"""The dates that a decision promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

OPEN = ("proposed", "in_review")
DUE = Kind(
    name="decision.due",
    words=mark("Decision"),
    says=Says(
        before=mark("This is to be decided in %(days)s days."),
        tomorrow=mark("This is to be decided tomorrow."),
        today=mark("This is to be decided today."),
        yesterday=mark("This was to be decided yesterday."),
        after=mark("This was to be decided %(days)s days ago."),
    ),
    offsets=("-3d", "0d"),
    step=mark("Decide"),
    path="decisions/{key}/",
)
KINDS = (DUE,)


def decision(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state in OPEN:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
