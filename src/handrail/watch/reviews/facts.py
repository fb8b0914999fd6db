"""What an agenda is made of: what the record knows of each thing, in plain values. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

KINDS = (
    "weekly", "daily", "midpoint", "evidence", "week_two", "checkpoint", "month_one", "prediction", "value", "refresh",
    "qbr", "retrospective",
)  # fmt: skip
ENDINGS = ("open", "decided", "action", "redated", "unchanged", "carried")
Name = tuple[str, int]
"""A record by kind and id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A record that is not over. `running` says that work has begun, `pressing` that its priority is high; `moved_on`
    is the last day on which anybody changed it, `blocked_on` since when it is blocked, `asked_on` when a decision was
    asked for."""

    kind: str
    pk: int
    key: str
    title: str
    customer: int | None = None
    owned: bool = True
    blocked: bool = False
    pressing: bool = False
    running: bool = True
    due_on: date | None = None
    moved_on: date | None = None
    blocked_on: date | None = None
    asked_on: date | None = None
    lacks: str = ""
    """Of a risk that is high: "mitigation" or "fallback", where nobody has written it."""

    @property
    def name(self) -> Name:
        return self.kind, self.pk


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """A stage that asks nothing: no exit rule, no check that is switched on."""

    pk: int
    key: str
    title: str
    board: str
    customer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetThrough:
    """A card that was let through a check since the last review."""

    kind: str
    pk: int
    key: str
    title: str
    stage: str
    by: str
    why: str
    on: date
    customer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtRisk:
    """A customer at risk, since when, and the codes of the criteria that say so."""

    pk: int
    key: str
    title: str
    since: date
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What an earlier review left open, or a point that somebody had added. `let_through` says who let it through and
    why: that does not fade with the record."""

    title: str
    kind: str = ""
    pk: int | None = None
    key: str = ""
    customer: int | None = None
    carried: int = 0
    let_through: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that one agenda looks at. `soon` is two working days ahead, `before` when the last
    review was, `seen` how many of the last two reviews
    had an exception of that code on that record."""

    today: date
    soon: date
    before: date | None = None
    things: tuple[Thing, ...] = ()
    silent: tuple[Silent, ...] = ()
    let_through: tuple[LetThrough, ...] = ()
    at_risk: tuple[AtRisk, ...] = ()
    left: tuple[Left, ...] = ()
    seen: Mapping[tuple[Name, str], int] = field(default_factory=dict)
    cycle: Cycle = field(default_factory=lambda: Cycle())


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Any record, by its kind."""

    kind: str
    pk: int
    key: str
    title: str
    customer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal(Record):
    """A metric, or a measure of the product: what was read last and the time before. What is computed says which
    `measure` it is; `live` where that was done just now, over the four weeks from `first` to `on`, with as many records
    as it counts, and `was` is how it stood a week before."""

    unit: str = ""
    direction: str = "up"
    baseline: Decimal | None = None
    target: Decimal | None = None
    was: Decimal | None = None
    now: Decimal | None = None
    on: date | None = None
    measure: str = ""
    live: bool = False
    first: date | None = None
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Record):
    """An acceptance signal that is not proven: the code of its verdict, with the gate that it stands at."""

    code: str
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minded(Record):
    """A risk, and what is done about it."""

    state: str
    open: bool
    mitigation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken(Record):
    """A decision: by when, when, and whether something supports it."""

    open: bool
    approved: bool = False
    due_on: date | None = None
    decided_on: date | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Held(Record):
    """What was taken for true: open, validated or invalidated."""

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Came(Record):
    """Something open that was written down after the launch."""

    on: date
    owned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a review asks each time, and what its answer is read from."""

    says: str
    signal: Signal | None = None
    risk: Minded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """What the reviews of one project look at, from its first decision to its retrospective."""

    questions: tuple[Question, ...] = ()
    signals: tuple[Signal, ...] = ()
    risks: tuple[Minded, ...] = ()
    decisions: tuple[Taken, ...] = ()
    assumptions: tuple[Held, ...] = ()
    came: tuple[Came, ...] = ()
    shown: tuple[Shown, ...] = ()
    taught: tuple[Point, ...] = ()
    """What the way of working itself has shown; made above."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is on the agenda: a code of the catalogue, and plain values that stand in its sentence."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def stored(self) -> dict[str, Any]:
        return {"code": self.code, "params": dict(self.params)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing of an agenda, with everything that put it there."""

    title: str
    reasons: tuple[Reason, ...]
    kind: str = ""
    pk: int | None = None
    key: str = ""
    customer: int | None = None
    carried: int = 0
    weight: int = 0
