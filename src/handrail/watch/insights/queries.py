"""Measures with their goals and points. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

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


def goals() -> dict[str, Goal]:
    """One statement."""
    return {row.measure: row for row in reading.present(Goal)}


def measure(name: str) -> Measure:
    """NotFound where there is none."""
    if name not in MEASURES:
        raise NotFound(say("There is no measure “%(name)s”.", name=name))
    return MEASURES[name]


def result(one: Measure, periods: Sequence[Period], goal: Goal | None) -> Result:
    """One statement."""
    rows = counted(one.name, whole(periods))
    return Result(one, goal, series(one, periods, rows), point(one, whole(periods), rows), rows)


def results(count: int) -> list[Result]:
    """All measures over so many weeks up to today. Two statements and one for each measure."""
    known, periods = goals(), weeks(today(), count)
    return [result(one, periods, known.get(one.name)) for one in MEASURES.values()]
