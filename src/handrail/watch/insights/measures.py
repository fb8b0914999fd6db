"""What is measured: each defined in one place, with the sentence that says what its number counts. Pure, no Django."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from handrail.kit.words import alone, mark, numbered, say

PERCENT, COUNT, DAYS = "percent", "count", "days"
RELEASED = 30
"""Days after a go-live in which a support case counts as one of the release."""
TENTH = Decimal("0.1")
SPANS = (4, 12, 26, 52)
"""Weeks that a page may look back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """`says` is the whole definition: what is counted, when it counts as good, and on which day; `formula` how the
    number comes of it. `target` is where a workspace begins. A `percent` is the good ones of all; a `count` is how
    many there are, and `days` the one in the middle: of both, less is better.

    `grouped`: the good ones of all in each group of records, and how far the last group is behind the first.
    """

    name: str
    title: str
    says: str
    formula: str
    unit: str
    target: Decimal
    good: str = ""
    bad: str = ""
    grouped: bool = False

    @property
    def more_is_better(self) -> bool:
        return self.unit == PERCENT

    @property
    def direction(self) -> str:
        return "up" if self.more_is_better else "down"


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
            formula=mark("Tasks done in time ÷ tasks due"),
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
            formula=mark("Number of spells in which something was blocked"),
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
            formula=mark("Reviews opened within a day ÷ reviews planned"),
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
            formula=mark("Notes vouched for again ÷ notes whose last good day came"),
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
            formula=mark("Complete handoffs ÷ handoffs due"),
            unit=PERCENT,
            target=Decimal(95),
            good=mark("complete"),
            bad=mark("something is missing"),
        ),
        Measure(
            name="resolution",
            title=mark("Time to resolution after release"),
            says=mark(
                "Of the support cases that were solved in the time and were opened within thirty days after a project "
                "went live for their customer: how many days they were open."
            ),
            formula=mark("The middle one of the days from opened to solved"),
            unit=DAYS,
            target=Decimal(5),
            bad=mark("solved"),
        ),
        Measure(
            name="adoption-consistency",
            title=mark("Adoption consistency across cohorts"),
            says=mark(
                "Readings of usage that came in for the time, where their metric has a target, by the cohort in which "
                "their customer is rolled out (without one: by its tier)."
            ),
            formula=mark(
                "Share of readings that reach their target, in the cohort where it is lowest ÷ where it is highest"
            ),
            unit=PERCENT,
            target=Decimal(80),
            good=mark("reaches its target"),
            bad=mark("misses its target"),
            grouped=True,
        ),
        Measure(
            name="support-escalations",
            title=mark("Support escalation frequency"),
            says=mark("How often customers escalated a support case in the time."),
            formula=mark("Number of escalations of support cases"),
            unit=COUNT,
            target=Decimal(0),
            bad=mark("escalated"),
        ),
        Measure(
            name="customer-confidence",
            title=mark("Customer confidence"),
            says=mark(
                "Of the results of surveys in the time, how many reach the target of their metric; where it has none: "
                "an NPS of 0, 4 of 5, 7 of 10, 70 %."
            ),
            formula=mark("Results that show confidence ÷ results of surveys"),
            unit=PERCENT,
            target=Decimal(70),
            good=mark("confident"),
            bad=mark("not confident"),
        ),
        Measure(
            name="decision-closure",
            title=mark("Decision closure rate"),
            says=mark(
                "Of the decisions that were due in the time, how many were decided by the end of that day. A later "
                "change moves no day that is over."
            ),
            formula=mark("Decisions made in time ÷ decisions due"),
            unit=PERCENT,
            target=Decimal(85),
            good=mark("decided in time"),
            bad=mark("late or open"),
        ),
        Measure(
            name="exception-states",
            title=mark("Exception-state completion quality"),
            says=mark(
                "Of the projects that were to go live in the time, how many had their expected path, the most likely "
                "failure and the recovery written down by then."
            ),
            formula=mark("Projects with all three written ÷ projects that were to go live"),
            unit=PERCENT,
            target=Decimal(100),
            good=mark("all three written"),
            bad=mark("something is missing"),
        ),
        Measure(
            name="implementation-lag",
            title=mark("Review-to-implementation lag"),
            says=mark(
                "Of the tasks that carry a constraint of an approved decision and were done in the time: how many days "
                "after the approval."
            ),
            formula=mark("The middle one of the days from approved to done"),
            unit=DAYS,
            target=Decimal(14),
            bad=mark("done"),
        ),
        Measure(
            name="stakeholder-escalations",
            title=mark("Stakeholder escalation frequency"),
            says=mark("How often something was raised in the time to somebody who had to answer for it."),
            formula=mark("Number of things that were raised"),
            unit=COUNT,
            target=Decimal(2),
            bad=mark("raised"),
        ),
        Measure(
            name="signals-proven",
            title=mark("Acceptance signals proven in time"),
            says=mark(
                "Of the acceptance signals that were to be proven in the time, how many were by the end of that day: "
                "by a metric at its target, a test that passed, or a piece of evidence. Somebody's word does not count."
            ),
            formula=mark("Signals proven in time ÷ signals due"),
            unit=PERCENT,
            target=Decimal(90),
            good=mark("proven in time"),
            bad=mark("late or not proven"),
        ),
        Measure(
            name="handed-on",
            title=mark("Work handed on without coming back"),
            says=mark(
                "Of the moves of cards from one stage of their board to another in the time, how many went on. A card "
                "that goes back has to be asked about once more."
            ),
            formula=mark("Moves onwards ÷ all moves"),
            unit=PERCENT,
            target=Decimal(90),
            good=mark("went on"),
            bad=mark("came back"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class Counted:
    """One record that a number counts, on the day on which it counts, or from it on to `until`, both in. `value` is
    what it adds, where that is more than itself: its days; `group` is the cohort it stands for."""

    kind: str
    pk: int
    on: date
    good: bool
    until: date | None = None
    value: Decimal | None = None
    group: str = ""


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


MOST_WEEKS = 106
"""Of more than two years a point is a month."""


def steps(period: Period) -> list[Period]:
    """Its weeks from Monday to Sunday, or its months where it is long; the first and the last one end where it does."""
    return parted(period, monthly=(period.last - period.first).days > 7 * MOST_WEEKS)


def parted(period: Period, *, monthly: bool) -> list[Period]:
    starts = [period.first]
    while (start := following(starts[-1], monthly)) <= period.last:
        starts.append(start)
    lasts = [*(start - timedelta(days=1) for start in starts[1:]), period.last]
    return [Period(*both) for both in zip(starts, lasts, strict=True)]


def following(day: date, monthly: bool) -> date:
    """The first day of the next month, or the next Monday."""
    if monthly:
        return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    return day + timedelta(days=7 - day.weekday())


def weeks(last: date, count: int) -> list[Period]:
    """So many weeks from Monday to Sunday, the one with `last` in it comes last and ends there."""
    return parted(Period(last - timedelta(days=last.weekday(), weeks=count - 1), last), monthly=False)


def whole(periods: Sequence[Period]) -> Period:
    return Period(periods[0].first, periods[-1].last)


def point(measure: Measure, period: Period, rows: Iterable[Counted]) -> Point:
    return series(measure, [period], rows)[0]


def value_of(measure: Measure, rows: Sequence[Counted]) -> Decimal | None:
    """None where there is no data. One cohort alone is neither ahead nor behind: that is no data either."""
    if measure.unit == COUNT:
        return Decimal(len(rows))
    if measure.unit == DAYS:
        known = [row.value for row in rows if row.value is not None]
        return Decimal(median(known)).quantize(TENTH) if known else None
    if measure.grouped:
        shares = shares_of(rows).values()
        behind = len(shares) > 1 and max(shares) > 0
        return (100 * min(shares) / max(shares)).quantize(TENTH) if behind else None
    return (Decimal(100 * sum(row.good for row in rows)) / len(rows)).quantize(TENTH) if rows else None


def shares_of(rows: Iterable[Counted]) -> dict[str, Decimal]:
    """{group: the part of its records that is good, 0 to 1}, by name."""
    found: dict[str, list[bool]] = {}
    for row in rows:
        found.setdefault(row.group, []).append(row.good)
    return {name: Decimal(sum(some)) / len(some) for name, some in sorted(found.items())}


def series(measure: Measure, periods: Sequence[Period], rows: Iterable[Counted]) -> list[Point]:
    """A point for each of the periods, which follow one another. Each record is looked at once."""
    firsts, lasts = [one.first for one in periods], [one.last for one in periods]
    inside: list[list[Counted]] = [[] for _one in periods]
    for row in rows:
        for place in range(bisect_left(lasts, row.on), bisect_right(firsts, row.until or row.on)):
            inside[place].append(row)
    return [
        Point(period, sum(row.good for row in some), len(some), value_of(measure, some))
        for period, some in zip(periods, inside, strict=True)
    ]


def reached(measure: Measure, value: Decimal | None, target: Decimal | None) -> bool | None:
    """None where there is no data, or no target."""
    if value is None or target is None:
        return None
    return value >= target if measure.more_is_better else value <= target


def spoken(measure: Measure, value: Decimal | None) -> str:
    if value is None:
        return say("no data")
    number = numbered(f"{value.normalize():f}")
    if measure.unit == DAYS:
        return alone("%(n)s day", "%(n)s days", 1 if value == 1 else 2, n=number)
    return say("%(n)s %%", n=number) if measure.unit == PERCENT else number
