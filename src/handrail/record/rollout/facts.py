"""The dates of a project as the judgement of a moved go-live day needs them. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

AS_IT_FALLS, BEFORE, AFTER = "falls", "before", "after"
WEEKENDS = (AS_IT_FALLS, BEFORE, AFTER)

ONLY_HUNG = frozenset({"cadence"})
"""Kinds whose dates are spoken of only where they hang on the go-live day: a rhythm began on some day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One date of one record. `days` from the go-live day where it hangs on it, and the day that this came to last."""

    kind: str
    id: int
    key: str
    field: str
    title: str
    on: date | None
    days: int | None = None
    set_on: date | None = None
    open: bool = True

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.key}:{self.field}"


@dataclass(frozen=True, slots=True)
class Days:
    """On which days of the week people work here (1 is Monday), and which days are holidays."""

    working: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one date, and why: moves, along (by wish), hand, free, done, same."""

    one: Dated
    to: date | None
    why: str

    @property
    def moves(self) -> bool:
        return self.why in ("moves", "along")
