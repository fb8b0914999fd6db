"""Which dates move with the go-live day, and where to. One pure function, for the preview and for the change itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from .facts import AFTER, AS_IT_FALLS, BEFORE, Change, Dated, Days

LONGEST_WAY = 31
"""Where a whole month is free, a date stays where it falls."""


def shift(
    dates: Iterable[Dated],
    was: date | None,
    to: date,
    *,
    weekends: str = AS_IT_FALLS,
    days: Days = Days(),  # noqa: B008 - frozen
    along: Collection[str] = (),
) -> list[Change]:
    """What becomes of each date when the go-live day moves from `was` to `to`; `along` are refs that shall come too."""
    return [changed(one, was, to, weekends, days, along) for one in dates]


def changed(
    one: Dated, was: date | None, to: date, weekends: str, days: Days, along: Collection[str]
) -> Change:
    if not one.open:
        return Change(one, one.on, "done")
    if one.days is not None and one.on == one.set_on:
        there = settled(plus(to, one.days), weekends, days)
        return Change(one, there, "same" if there == one.on else "moves")
    if one.ref in along and one.on is not None and was is not None:
        there = settled(plus(one.on, (to - was).days), weekends, days)
        return Change(one, there, "same" if there == one.on else "along")
    return Change(one, one.on, "free" if one.days is None else "hand")


def settled(day: date, weekends: str, days: Days) -> date:
    """The day itself, or the nearest working day before or after it."""
    way = {BEFORE: -1, AFTER: 1}.get(weekends, 0)
    if not way:
        return day
    for step in range(LONGEST_WAY):
        there = plus(day, way * step)
        if there.isoweekday() in days.working and there not in days.holidays:
            return there
    return day


def plus(day: date, number: int) -> date:
    """Never past the ends of the calendar."""
    try:
        return day + timedelta(days=number)
    except OverflowError:
        return date.max if number > 0 else date.min
