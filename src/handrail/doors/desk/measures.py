"""Measures as a page shows them: a number that says why, a chart with its table, and the records behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from handrail.house.ledger.reading import model_of
from handrail.kit.words import say
from handrail.ui.dates import written
from handrail.watch.insights.measures import PERCENT, Counted, Period, Point, reached, spoken
from handrail.watch.insights.queries import Result

from . import kinds
from .answers import address, at
from .values import name as name_of


@dataclass(frozen=True, slots=True)
class Line:
    """One period in the table behind a chart."""

    point: Point
    words: str
    good: int
    all: int
    url: str
    met: bool | None

    @property
    def first(self) -> Any:
        return self.point.period.first


@dataclass(frozen=True, slots=True)
class Board:
    """One measure with everything that its panel says."""

    result: Result
    weeks: int

    @property
    def measure(self) -> Any:
        return self.result.measure

    @property
    def title(self) -> str:
        return say(self.measure.title)

    @property
    def says(self) -> str:
        return say(self.measure.says)

    @property
    def now(self) -> str:
        return spoken(self.measure, self.result.total.value)

    @property
    def target(self) -> str:
        return spoken(self.measure, Decimal(self.result.target))

    @property
    def wish(self) -> str:
        words = _("at least %s") if self.measure.more_is_better else _("at most %s")
        return words % self.target

    @property
    def tag(self) -> tuple[str, str]:
        met = self.result.reached
        if met is None:
            return _("no data"), "outline"
        return (_("target reached"), "good") if met else (_("target missed"), "warn")

    @property
    def percent(self) -> bool:
        return bool(self.measure.unit == PERCENT)

    @property
    def points(self) -> list[tuple[str, float | None]]:
        return [(written(one.period.first, "j M"), number(one.value)) for one in self.result.points]

    @property
    def target_number(self) -> float:
        return float(self.result.target)

    @property
    def label(self) -> str:
        words = _("%(title)s by week, the last %(weeks)s weeks: %(now)s, target %(target)s")
        return words % {"title": self.title, "weeks": self.weeks, "now": self.now, "target": self.target}

    @property
    def lines(self) -> list[Line]:
        return [
            Line(
                point=one,
                words=spoken(self.measure, one.value),
                good=one.good,
                all=one.all,
                url=self.url_of(one.period),
                met=reached(self.measure, one.value, self.result.target),
            )
            for one in reversed(self.result.points)
        ]

    @property
    def url(self) -> str:
        return self.url_of(self.result.total.period)

    @property
    def bad_words(self) -> str:
        return say(self.measure.bad)

    @property
    def good_words(self) -> str:
        return say(self.measure.good)

    def url_of(self, period: Period) -> str:
        asked = urlencode({"from": period.first.isoformat(), "to": period.last.isoformat()})
        return f"{at('insight', self.measure.name)}?{asked}"


def number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


@dataclass(frozen=True, slots=True)
class Shown:
    """One record that a number counted."""

    row: Counted
    title: str
    url: str
    customer: Any


def shown(rows: Sequence[Counted]) -> list[Shown]:
    """One statement for each kind. What was removed since counts, so it is named."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        wanted.setdefault(row.kind, set()).add(row.pk)
    there = {kind: in_bulk(kind, ids) for kind, ids in wanted.items()}
    pairs = ((row, there[row.kind].get(row.pk)) for row in rows)
    return [Shown(row, *told(row.kind, found)) for row, found in pairs if found is not None]


def in_bulk(kind: str, ids: set[int]) -> dict[int, Any]:
    rows: Any = model_of(kind)._default_manager.filter(pk__in=ids)
    return {row.pk: row for row in rows.select_related("customer")}


def told(kind_name: str, row: Any) -> tuple[str, str, Any]:
    if kind_name == "review":
        return str(row), at("review", row.key), None
    kind = kinds.BY_NAME[kind_name]
    return name_of(kind, row), address(kind, row), row.customer
