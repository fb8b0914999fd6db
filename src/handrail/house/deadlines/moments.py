"""From promised days to moments, in the calendar of a place: pure, and right on the days that clocks change.

A day is shifted in the local calendar and turned into a moment afterwards: "7 days before, at nine" is nine
o'clock on both sides of a change to summer time, and a year after 29 February is 28 February.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from handrail.kit.words import say

Due = date | datetime
Schedule = tuple[tuple[datetime, str], ...]
"""When a promise speaks: moments in UTC, each with its offset, the earliest first."""

_OFFSET = re.compile(r"([+-]?)(\d{1,4})(mo|[mhdwy])")
_CALENDAR = {"d": "days", "w": "weeks", "mo": "months", "y": "years"}
_ELAPSED = {"m": "minutes", "h": "hours"}


@dataclass(frozen=True, slots=True)
class Offset:
    """A distance from the date: "-7d" is seven days before, "0d" the day itself, "+60d" sixty days after.

    Minutes and hours are time that passes; days, weeks, months and years are steps in the calendar.
    """

    number: int
    unit: str

    @classmethod
    def read(cls, text: str) -> Offset:
        found = _OFFSET.fullmatch(text.strip()) if isinstance(text, str) else None
        if found is None:
            raise ValueError(
                say("Write distances such as -7d (7 days before), 0d (the day) or +2w (2 weeks after).")
            )
        return cls(int(found[2]) * (-1 if found[1] == "-" else 1), found[3])

    def __str__(self) -> str:
        return f"{'+' if self.number > 0 else ''}{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose calendar: a time zone, and when a day's work starts there."""

    zone: str = "UTC"
    starts: time = time(9)


def moment(due: Due, offset: Offset, place: Place) -> datetime | None:
    """The moment that lies `offset` from `due`, in UTC. None where the calendar has no such day."""
    try:
        if isinstance(due, datetime) and (offset.unit in _ELAPSED or not offset.number):
            return due.astimezone(UTC) + timedelta(**{_ELAPSED.get(offset.unit, "days"): offset.number})
        wall = wall_of(due, place)
        if offset.unit in _CALENDAR:
            return instant(wall + relativedelta(**{_CALENDAR[offset.unit]: offset.number}), place.zone)  # type: ignore[arg-type]
        return instant(wall, place.zone) + timedelta(**{_ELAPSED[offset.unit]: offset.number})
    except (OverflowError, ValueError):
        return None


def wall_of(due: Due, place: Place) -> datetime:
    """What the clock on the wall shows when it is due."""
    if isinstance(due, datetime):
        return due.astimezone(ZoneInfo(place.zone)).replace(tzinfo=None)
    return datetime.combine(due, place.starts)


@lru_cache(maxsize=16_384)
def instant(wall: datetime, zone: str) -> datetime:
    """When the clock on the wall shows this: the first time where it does twice, the jump where it never does."""
    there = ZoneInfo(zone)
    early, late = (wall.replace(tzinfo=there, fold=fold).astimezone(UTC) for fold in (0, 1))
    return early if early <= late else jump(late, early, there)


def jump(before: datetime, after: datetime, there: ZoneInfo) -> datetime:
    """The second between the two in which the clock was put forward."""
    start = before.astimezone(there).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        middle = middle.replace(microsecond=0)
        if middle <= before:
            break
        if middle.astimezone(there).utcoffset() == start:
            before = middle
        else:
            after = middle
    return after


@lru_cache(maxsize=16_384)
def schedule(due: Due, offsets: tuple[str, ...], place: Place) -> Schedule:
    """Every moment at which it speaks, once each, the earliest first."""
    found = {at: offset for offset in offsets if (at := moment(due, Offset.read(offset), place))}
    return tuple(sorted(found.items()))


def following(planned: Schedule, now: datetime) -> tuple[datetime | None, str]:
    """The first moment after `now` and its offset. What lies in the past never speaks."""
    return next(((at, offset) for at, offset in planned if at > now), (None, ""))


def ordered(offsets: Iterable[str]) -> tuple[str, ...]:
    """Offsets in the way they are written, the earliest first, each once."""
    known = {str(one): one for one in map(Offset.read, offsets)}
    return tuple(sorted(known, key=lambda text: distance(known[text])))


def distance(offset: Offset) -> timedelta:
    """Roughly: a month of thirty days is enough to put offsets in order."""
    length = {"m": 1, "h": 60, "d": 1_440, "w": 10_080, "mo": 43_200, "y": 525_600}[offset.unit]
    return timedelta(minutes=offset.number * length)
