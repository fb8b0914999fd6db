"""The dates that a decision promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told

OPEN = ("proposed", "in_review")
DUE = Kind(
    name="decision.due",
    words="Decision",
    says=Says(
        before="This is to be decided in %(days)s days.",
        tomorrow="This is to be decided tomorrow.",
        today="This is to be decided today.",
        after="This was to be decided %(days)s days ago.",
    ),
    offsets=("-3d", "0d"),
    step="Decide",
    path="decisions/{key}/",
)
KINDS = (DUE,)


def decision(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state in OPEN:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
