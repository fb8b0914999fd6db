"""What of a fallback the customer would see: said by who wrote it, or changed in something whose audience they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handrail import wiring
from handrail.kit.words import say
from handrail.record.plans import audience
from handrail.record.projects.models import Card
from handrail.record.tasks.models import Task

from . import effects
from .effects import Effect
from .models import Blocker

SHOWN: frozenset[str] = Task.SHARED | Card.SHARED | {"stage"}
"""What of a card somebody sees who looks at its board from outside: the columns, and where it stands."""


def by_customer(row: Blocker, names: dict[str, str]) -> tuple[str, ...]:
    """In words, each thing once; empty where nothing of it is seen. One statement where cards are changed.

    `names` are what records are called, by kind:key.
    """
    found = [say("The customer sees what happens instead.")] if row.customer_sees else []
    told = list(effects.of_row(row.effects))
    outside = shown_outside([one.key for one in told if one.kind == "task" and one.column in SHOWN])
    for one in told:
        if is_seen(one, outside):
            found.append(names.get(one.on, one.key))
    return tuple(dict.fromkeys(found))


def is_seen(one: Effect, outside: set[str]) -> bool:
    if one.kind == "milestone":
        return audience.of("milestone", one.column) == "customer"
    return one.key in outside and one.column in SHOWN


def shown_outside(keys: Sequence[str]) -> set[str]:
    """Which of these cards stand on a board that somebody outside looks at."""
    if not keys:
        return set()
    found: Any = wiring.load(wiring.CARDS_SHOWN_OUTSIDE)(keys)
    return set(found)
