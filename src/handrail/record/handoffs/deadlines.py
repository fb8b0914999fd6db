"""The dates that a handoff and a promise promise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

from .facts import OPEN

HANDOFF = Kind(
    name="handoff.due",
    words=mark("Handoff"),
    says=Says(
        before=mark("This handoff is to be accepted in %(days)s days."),
        tomorrow=mark("This handoff is to be accepted tomorrow."),
        today=mark("This handoff is to be accepted today."),
        yesterday=mark("This handoff was to be accepted yesterday."),
        after=mark("This handoff was to be accepted %(days)s days ago."),
    ),
    offsets=("-2d", "0d"),
    step=mark("Open the handoff"),
    path="handoffs/{key}/",
)
PROMISE = Kind(
    name="promise.due",
    words=mark("Promise"),
    says=Says(
        before=mark("This was promised to the customer for in %(days)s days."),
        tomorrow=mark("This was promised to the customer for tomorrow."),
        today=mark("This was promised to the customer for today."),
        yesterday=mark("This was promised to the customer for yesterday."),
        after=mark("This was promised to the customer for %(days)s days ago."),
    ),
    offsets=("-7d", "0d"),
    step=mark("Open the promise"),
    path="promises/{key}/",
)
KINDS = (HANDOFF, PROMISE)


def handoff(row: Any) -> Iterator[Promise]:
    """It waits for whoever takes over; once it was returned, for whoever gives."""
    if row.due_on and row.state in OPEN:
        tell = (row.giver_id, *told(row)) if row.state == "returned" else (*told(row), row.giver_id)
        yield Promise(HANDOFF.name, row.due_on, row.title, tell)


def promise(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state == "open":
        yield Promise(PROMISE.name, row.due_on, row.title, told(row))
