"""The dates that a blocker promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

from .states import OPEN

DUE = Kind(
    name="blocker.due",
    words=mark("Blocker"),
    says=Says(
        before=mark("This is to be solved in %(days)s days, before its fallback is due."),
        tomorrow=mark("This is to be solved by tomorrow evening; then its fallback is due."),
        today=mark("This is to be solved today; then its fallback is due."),
        yesterday=mark("This was to be solved by yesterday, and its fallback is not armed."),
        after=mark("This was to be solved %(days)s days ago, and its fallback is not armed."),
    ),
    offsets=("-2d", "0d"),
    missed="+1d",
    step=mark("Open the blocker"),
    path="blockers/{key}/",
)
KINDS = (DUE,)


def blocker(row: Any) -> Iterator[Promise]:
    """Until it is solved. What waits for a word, or was refused, has had its date."""
    if row.due_on and row.state in OPEN:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
