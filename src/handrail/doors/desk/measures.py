"""Measures as a page shows them: a number that says why, a chart with its table, and the records behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import npgettext

from handrail.house.ledger import reading
from handrail.house.ledger.reading import model_of
from handrail.house.workspaces.scope import current
from handrail.kit.words import say
from handrail.record.metrics.facts import OUTSIDE
from handrail.ui.dates import written
from handrail.watch.insights.measures import (
    PERCENT,
    TENTH,
    Counted,
    Period,
    Point,
    reached,
    shares_of,
    spoken,
)
from handrail.watch.insights.queries import Result

from . import kinds
from .answers import address, at
from .values import name as name_of
from .words import choice


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
    """One measure with everything that its panel says. `of` is what narrows it in an address: a project, a metric."""

    result: Result
    weeks: int
    of: Mapping[str, str] = field(default_factory=dict)

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
    def formula(self) -> str:
        return say(self.measure.formula)

    @property
    def cohort(self) -> str:
        goal = self.result.goal
        return cohort(goal.cohort) if goal is not None and goal.cohort else ""

    @property
    def low(self) -> Decimal | None:
        return self.result.goal.low if self.result.goal is not None else None

    @property
    def high(self) -> Decimal | None:
        return self.result.goal.high if self.result.goal is not None else None

    @property
    def band(self) -> str:
        """From where to where it may move without anybody looking; empty where nobody said."""
        low, high = (spoken(self.measure, one) if one is not None else "" for one in (self.low, self.high))
        if low and high:
            return _("%(low)s to %(high)s") % {"low": low, "high": high}
        return _("at least %s") % low if low else _("at most %s") % high if high else ""

    @property
    def unseen(self) -> bool:
        """The number here is the reader's own; whether it stays in its band is looked at over all customers."""
        return bool(self.band and current().hidden)

    @property
    def groups(self) -> list[tuple[str, str]]:
        """Each cohort with its share, where cohorts are compared."""
        shares = shares_of(self.result.rows) if self.measure.grouped else {}
        return [(name, spoken(self.measure, (100 * share).quantize(TENTH))) for name, share in shares.items()]

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
        if self.result.band in OUTSIDE:
            return _("outside its band"), "bad"
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
        said: dict[str, Any] = {"title": self.title, "now": self.now, "target": self.target}
        if self.weeks:
            words = _("%(title)s by week, the last %(weeks)s weeks: %(now)s, target %(target)s")
            return words % {**said, "weeks": self.weeks}
        period = self.result.total.period
        first, last = (written(day, "j M Y") for day in (period.first, period.last))
        words = _("%(title)s from %(first)s to %(last)s: %(now)s, target %(target)s")
        return words % {**said, "first": first, "last": last}

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
        asked = urlencode({"from": period.first.isoformat(), "to": period.last.isoformat(), **self.of})
        return f"{at('insight', self.measure.name)}?{asked}"


def cohort(name: str) -> str:
    """A cohort in words: the tier, or the name that a rollout gave it."""
    kind, _colon, rest = name.partition(":")
    return str(choice(rest)) if kind == "tier" else rest


def number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


@dataclass(frozen=True, slots=True)
class Shown:
    """One record that a number counted."""

    row: Counted
    title: str
    url: str
    customer: Any

    @property
    def days(self) -> str:
        value = self.row.value
        return (
            ""
            if value is None
            else npgettext("alone", "%(n)s day", "%(n)s days", int(value)) % {"n": int(value)}
        )


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
    beside = [name for name in ("customer", "metric") if name in reading.names(model_of(kind))]
    return {row.pk: row for row in rows.select_related(*beside)}


def told(kind_name: str, row: Any) -> tuple[str, str, Any]:
    if kind_name == "review":
        return str(row), at("review", row.key), None
    if kind_name == "escalation":
        return row.title, at("raised-one", row.key), None
    if kind_name == "reading":
        told = f"{row.metric.name}: {row.value.normalize():f} {row.metric.unit}".rstrip()
        return told, address(kinds.BY_NAME["metric"], row.metric), row.customer
    kind = kinds.BY_NAME[kind_name]
    return name_of(kind, row), address(kind, row), row.customer
