"""Measures with their goals and points. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.kit.refusals import NotFound
from handrail.kit.words import say
from handrail.record.metrics.facts import band_of
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Project

from . import whose
from .counting import counted
from .measures import COUNT, MEASURES, Counted, Measure, Period, Point, point, reached, series, weeks, whole
from .models import Goal
from .together import Together

SPAN, WEEK = timedelta(weeks=4), timedelta(weeks=1)
"""Over how long a number is read that stands for now."""


@dataclass(frozen=True, slots=True)
class Result:
    """A measure over some time: its goal, a point for each week, one for all of it, and what was counted."""

    measure: Measure
    goal: Goal | None
    points: list[Point]
    total: Point
    rows: list[Counted]

    @property
    def target(self) -> Decimal:
        return self.goal.target if self.goal is not None else self.measure.target

    @property
    def reached(self) -> bool | None:
        return reached(self.measure, self.total.value, self.target)

    @property
    def band(self) -> str:
        """Where all of this time is: "inside", "below", "above"; empty where there is no band, or no data."""
        goal = self.goal
        return band_of(self.total.value, goal.low, goal.high) if goal is not None else ""


def goals() -> dict[str, Goal]:
    """One statement."""
    return {row.measure: row for row in reading.present(Goal)}


def measure(name: str) -> Measure:
    """NotFound where there is none."""
    if name not in MEASURES:
        raise NotFound(say("There is no measure “%(name)s”.", name=name))
    return MEASURES[name]


def of_goal(goal: Goal | None) -> whose.Whose | None:
    """The cohort that it names. One statement where it names one."""
    return whose.of_cohort(goal.cohort) if goal is not None else None


def asked_of(goal: Goal | None, metric: Metric | None, project: Project | None) -> whose.Whose | None:
    """Of a computed metric, of a project, or of the cohort of the goal. Up to four statements."""
    if metric is not None:
        return whose.of_metric(metric)
    return whose.of_a_project(project, goal.cohort if goal is not None else "") if project else of_goal(goal)


def rows_of(one: Measure, period: Period, goal: Goal | None) -> list[Counted]:
    """What a number counts: of the cohort that the goal names. One statement; with a cohort a few more."""
    return counted(one.name, period, of_goal(goal))


def result(
    one: Measure, periods: Sequence[Period], goal: Goal | None, of: whose.Whose | None = None
) -> Result:
    """Of those that are asked for, or of all. The statements of `counted`."""
    rows = counted(one.name, whole(periods), of)
    return Result(one, goal, series(one, periods, rows), point(one, whole(periods), rows), rows)


@dataclass(frozen=True, slots=True)
class Lately:
    """A measure over the last four weeks, and as it was a week before; what it counts."""

    period: Period
    value: Decimal | None
    before: Decimal | None
    count: int


def lately(one: Measure, of: whose.Whose | None) -> Lately:
    """One statement; where it is not everybody's, one more for each kind of record."""
    return lately_in(Together([one.name], whole(last_two())), one, of)


def last_two() -> tuple[Period, Period]:
    """The four weeks up to a week ago, and those up to today."""
    then, now = (Period(last - SPAN + timedelta(days=1), last) for last in (today() - WEEK, today()))
    return then, now


def lately_in(together: Together, one: Measure, of: whose.Whose | None) -> Lately:
    """The same of measures that are asked for together, over the whole of `last_two`. Where there is no customer yet,
    that there is nothing bad is no news."""
    then, now = last_two()
    if of is not None and not of.customers and one.unit == COUNT:
        return Lately(now, None, None, 0)
    found = series(one, [then, now], together.counted(one.name, of))
    return Lately(now, found[1].value, found[0].value, found[1].all)


def results(count: int) -> list[Result]:
    """All measures over so many weeks up to today. The statements of `results_over`."""
    return results_over(weeks(today(), count))


def results_over(periods: Sequence[Period]) -> list[Result]:
    """All measures over any time. Two statements and one for each measure."""
    known = goals()
    return [result(one, periods, goal := known.get(one.name), of_goal(goal)) for one in MEASURES.values()]
