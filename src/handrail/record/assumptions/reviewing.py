"""Whether somebody looks after what a project rests on, for who asks before they commit to it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handrail.house.ledger.rows import today
from handrail.kit.words import say

from .models import Assumption
from .queries import about
from .states import expired


def reviewed(subject: str) -> Iterator[tuple[str, str, str]]:
    """Of each assumption about "project:spring": its key, its title, and what is missing in words or "". One
    statement."""
    now = today()
    for row in about(subject):
        yield row.key, row.title, missing(row, now)


def missing(row: Assumption, now: date) -> str:
    """What has turned out wrong comes first: an owner does not mend it."""
    if row.state == "invalidated":
        return say("it does not hold")
    if expired(row.state, row.expires_on, now):
        return say("its day has passed")
    if row.owner_id is None:
        return say("nobody owns it")
    return say("it has no day") if row.due_on is None and row.expires_on is None else ""
