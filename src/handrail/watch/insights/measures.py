"""What is measured: each defined in one place, with the sentence that says what its number counts. Pure, no Django."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from handrail.kit.words import mark, say

PERCENT, COUNT = "percent", "count"
SPANS = (4, 12, 26, 52)
"""Weeks that a page may look back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`says` is the whole definition: what is counted, when it counts as good, and on which day. `target` is where a
    workspace begins. A `percent` is the good ones of all; a `count` is how many there are, and fewer are better."""

    name: str
    title: str
    says: str
    unit: str
    target: Decimal
    good: str
    bad: str

    @property
    def more_is_better(self) -> bool:
        return self.unit == PERCENT


MEASURES = {
    one.name: one
    for one in (
        Measure(
            name="follow-up",
            title=mark("Follow-up completion"),
            says=mark(
                "Of the tasks that were due in the time, how many were done by the end of that day. A later change "
                "moves no day that is over. Tasks dropped by then do not count; what is not due yet does not either."
            ),
            unit=PERCENT,
            target=Decimal(90),
            good=mark("done in time"),
            bad=mark("late or open"),
        ),
        Measure(
            name="onboarding-blockers",
            title=mark("Onboarding blockers"),
            says=mark(
                "How often cards on boards of onboarding projects were blocked in the time. What was blocked before "
                "and still was counts too; what has become of it since changes nothing."
            ),
            unit=COUNT,
            target=Decimal(0),
            good="",
            bad=mark("blocked"),
        ),
        Measure(
            name="risk-reviews",
            title=mark("Account-risk reviews held in time"),
            says=mark(
                "Of the weekly reviews of the whole workspace that were planned in the time, how many were opened "
                "within a day. What was called off with a reason by then does not count."
            ),
            unit=PERCENT,
            target=Decimal(100),
            good=mark("held in time"),
            bad=mark("late or missed"),
        ),
        Measure(
            name="note-freshness",
            title=mark("Note freshness"),
            says=mark(
                "Of the notes whose last good day was in the time, how many somebody had vouched for again by then."
            ),
            unit=PERCENT,
            target=Decimal(80),
            good=mark("vouched for"),
            bad=mark("went stale"),
        ),
        Measure(
            name="handoff",
            title=mark("Handoff quality"),
            says=mark(
                "Of the handoffs that were to be accepted in the time, how many were by the end of that day, with "
                "every point of the checklist done and every promise with an owner, and without going back before."
            ),
            unit=PERCENT,
            target=Decimal(95),
            good=mark("complete"),
            bad=mark("something is missing"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Counted:
    """One record that a number counts, on the day on which it counts, or from it on to `until`, both in."""

    kind: str
    pk: int
    on: date
    good: bool
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to its last, both in."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a measure. `value` None says that nothing counted in it: no data, which is not zero percent."""

    period: Period
    good: int
    all: int
    value: Decimal | None


def weeks(last: date, count: int) -> list[Period]:
    """So many weeks from Monday to Sunday, the one with `last` in it comes last and ends there."""
    monday = last - timedelta(days=last.weekday())
    starts = [monday - timedelta(weeks=back) for back in reversed(range(count))]
    return [Period(start, min(start + timedelta(days=6), last)) for start in starts]


def whole(periods: Sequence[Period]) -> Period:
    return Period(periods[0].first, periods[-1].last)


def point(measure: Measure, period: Period, rows: Iterable[Counted]) -> Point:
    return series(measure, [period], rows)[0]


def value_of(measure: Measure, good: int, count: int) -> Decimal | None:
    if measure.unit == COUNT:
        return Decimal(count)
    return (Decimal(100 * good) / count).quantize(Decimal("0.1")) if count else None


def series(measure: Measure, periods: Sequence[Period], rows: Iterable[Counted]) -> list[Point]:
    """A point for each of the periods, which follow one another. Each record is looked at once."""
    firsts, lasts = [one.first for one in periods], [one.last for one in periods]
    good, count = [0] * len(periods), [0] * len(periods)
    for row in rows:
        for place in range(bisect_left(lasts, row.on), bisect_right(firsts, row.until or row.on)):
            count[place] += 1
            good[place] += row.good
    return [Point(*told, value_of(measure, *told[1:])) for told in zip(periods, good, count, strict=True)]


def reached(measure: Measure, value: Decimal | None, target: Decimal | None) -> bool | None:
    """None where there is no data, or no target."""
    if value is None or target is None:
        return None
    return value >= target if measure.more_is_better else value <= target


def spoken(measure: Measure, value: Decimal | None) -> str:
    if value is None:
        return say("no data")
    number = f"{value.normalize():f}"
    return say("%(n)s %%", n=number) if measure.unit == PERCENT else number
