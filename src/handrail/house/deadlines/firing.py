"""What is to be done about a deadline whose moment has come: pure, no Django and no database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .kinds import Kind
from .moments import Schedule

LATE, OVERTAKEN, TOLD, NOBODY = "too late", "overtaken", "told today", "nobody to tell"
HELD = "held back by a rule"
"""Why a reminder did not come, as the history says it."""


@dataclass(frozen=True, slots=True)
class Passed:
    """One offset whose moment has passed, and why it does not speak; empty where it does.

    `further`: the house has nothing to say of it, a rule waits for it.
    """

    at: datetime
    offset: str
    skipped: str = ""
    further: bool = False


def passed(
    planned: Schedule,
    waiting: str,
    missed: str,
    kind: Kind,
    now: datetime,
    own: Collection[str] | None = None,
) -> list[Passed]:
    """The offsets from `waiting` on whose moments have passed, each with what becomes of it.

    Of several reminders only the last speaks (the others are overtaken by it), and none after its time. That a
    promise is missed is always said, and then a reminder is not needed any more. `own` are the offsets at which the
    house speaks: all, where it is not given.
    """
    due = [(at, offset) for at, offset in since(planned, waiting) if at <= now]
    ours = [offset for _at, offset in due if own is None or offset in own]
    broken = missed in ours
    last = next((offset for offset in reversed(ours) if offset != missed), "")
    return [
        Passed(at, offset, silence(offset == missed, broken or offset != last, now - at > kind.late))
        if offset in ours
        else Passed(at, offset, LATE if now - at > kind.late else "", further=True)
        for at, offset in due
    ]


def silence(says_missed: bool, overtaken: bool, late: bool) -> str:
    if says_missed:
        return ""
    return OVERTAKEN if overtaken else LATE if late else ""


def since(planned: Schedule, waiting: str) -> Schedule:
    """From the offset that it waits for; all of it where that offset is not there (any more)."""
    place = next((n for n, (_at, offset) in enumerate(planned) if offset == waiting), 0)
    return planned[place:]


@dataclass(frozen=True, slots=True)
class Words:
    """A template of the catalogue and what is filled in."""

    reason: str
    days: int


def words(kind: Kind, due: date, today: date) -> Words:
    """Why it comes, counted from the day on which it is read about first."""
    days = (due - today).days
    if days > 1:
        return Words(kind.says.before, days)
    if days == 1:
        return Words(kind.says.tomorrow, 1)
    if days == 0:
        return Words(kind.says.today, 0)
    return Words(kind.says.yesterday if days == -1 else kind.says.after, -days)


def pause(attempts: int) -> timedelta:
    """How far a deadline that can not fire is pushed ahead: seconds at first, at most an hour."""
    return timedelta(seconds=min(3600, 5 * 2 ** min(attempts, 12)))
