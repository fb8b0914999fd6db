"""What a judgement needs to know about a metric: what it should be, and what was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from handrail.kit.verdict import Where

MetricKind = Literal["value", "usage", "survey", "work"]
Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFacts:
    on: date
    value: Decimal
    source: str = ""
    at: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricFacts:
    """`direction` is where better lies; `readings` are ordered by date, the newest last."""

    record: ClassVar[str] = "metric"
    key: str
    name: str = ""
    kind: MetricKind = "value"
    unit: str = ""
    direction: Direction = "up"
    baseline: Decimal | None = None
    target: Decimal | None = None
    owner: str = ""
    readings: tuple[ReadingFacts, ...] = ()
    at: Where | None = None
    marks: Mapping[str, Where] = field(default_factory=dict)

    @property
    def label(self) -> str:
        return self.name or self.key


BANDS = ("", "inside", "below", "above")
"""Where a number is; empty: nothing says where it should be, or there is no data."""


def band_of(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> str:
    """Both ends are inside."""
    if value is None or (low is None and high is None):
        return ""
    if low is not None and value < low:
        return "below"
    return "above" if high is not None and value > high else "inside"


def ends_of(
    low: Decimal | None, high: Decimal | None, target: Decimal | None, direction: str
) -> tuple[Decimal | None, Decimal | None]:
    """The lowest and the highest it may be: its own ends; where nobody set any, its target is the one that counts."""
    if low is not None or high is not None or target is None:
        return low, high
    return (None, target) if direction == "down" else (target, None)


def turn_of(before: str, after: str, *, ends: bool = True) -> str:
    """What the history calls a reading: it left its band, came back, or was only read. Without `ends` of its own it is
    on its way to a target: it has left that only once it was there."""
    if after in OUTSIDE and after != before and (ends or before):
        return "left_band"
    return "came_back" if after == "inside" and before in OUTSIDE else "read"


OUTSIDE = ("below", "above")
