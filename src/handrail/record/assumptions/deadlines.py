"""The dates that an assumption promises: when it is to be tested, and until when it is good."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

from .states import OPEN, STANDING

DUE = Kind(
    name="assumption.due",
    words=mark("Assumption to be tested"),
    says=Says(
        before=mark("You wanted to know in %(days)s days whether this holds."),
        tomorrow=mark("You wanted to know by tomorrow whether this holds."),
        today=mark("You wanted to know today whether this holds."),
        yesterday=mark("You wanted to know yesterday whether this holds."),
        after=mark("You wanted to know %(days)s days ago whether this holds."),
    ),
    offsets=("-3d", "0d"),
    step=mark("Say whether it holds"),
    path="assumptions/{key}/",
)
EXPIRES = Kind(
    name="assumption.expires",
    words=mark("An assumption runs out"),
    says=Says(
        before=mark("This is good for %(days)s more days: look whether it still holds."),
        tomorrow=mark("This is good until tomorrow: look whether it still holds."),
        today=mark("This is good until today: look whether it still holds."),
        yesterday=mark("This was good until yesterday, and nobody has confirmed it."),
        after=mark("This was good until %(days)s days ago, and nobody has confirmed it."),
    ),
    offsets=("-7d",),
    missed="+1d",
    step=mark("Look whether it still holds"),
    path="assumptions/{key}/",
)
KINDS = (DUE, EXPIRES)


def assumption(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state in OPEN:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
    if row.expires_on and row.state in STANDING:
        yield Promise(EXPIRES.name, row.expires_on, row.title, told(row))
