"""Measures with their goals and points. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.kit.refusals import NotFound
from handrail.kit.words import say
from handrail.record.metrics.facts import band_of

from . import whose
from .counting import counted
from .measures import MEASURES, Counted, Measure, Period, Point, point, reached, series, weeks, whole
from .models import Goal


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


def rows_of(one: Measure, period: Period, goal: Goal | None) -> list[Counted]:
    """What a number counts: of the cohort that the goal names. One statement; with a cohort a few more."""
    return counted(one.name, period, whose.of_cohort(goal.cohort) if goal is not None else None)


def result(one: Measure, periods: Sequence[Period], goal: Goal | None) -> Result:
    """The statements of `rows_of`."""
    rows = rows_of(one, whole(periods), goal)
    return Result(one, goal, series(one, periods, rows), point(one, whole(periods), rows), rows)


def results(count: int) -> list[Result]:
    """All measures over so many weeks up to today. The statements of `results_over`."""
    return results_over(weeks(today(), count))


def results_over(periods: Sequence[Period]) -> list[Result]:
    """All measures over any time. Two statements and one for each measure."""
    known = goals()
    return [result(one, periods, known.get(one.name)) for one in MEASURES.values()]
