"""What a judgement needs to know about an acceptance signal and the gate that it stands at. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from handrail.kit.verdict import Where

KINDS = ("metric", "test", "evidence")
"""What shows that a signal holds: a metric at its target, a test that passes, a piece of evidence."""
PROVEN, CLAIMED, MISSING, SILENT = "proven", "claimed", "missing", "silent"
STANDINGS = (PROVEN, CLAIMED, MISSING)
SHADES = (PROVEN, CLAIMED, MISSING, SILENT)
"""How a gate stands: as its worst signal; silent where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A metric and what was last read of it."""

    key: str
    name: str
    unit: str = ""
    direction: str = "up"
    target: Decimal | None = None
    value: Decimal | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The last result of a test that was sent."""

    key: str
    name: str
    passed: bool
    at: datetime
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    key: str
    kind: str
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalFacts:
    """`wants` is the kind of evidence that counts; empty: any. `claim` are the words of somebody who says it holds."""

    record: ClassVar[str] = "signal"
    key: str
    title: str
    kind: str = "evidence"
    metric: Measured | None = None
    target: Decimal | None = None
    test: str = ""
    result: Sent | None = None
    wants: str = ""
    proofs: tuple[Proof, ...] = ()
    claim: str = ""
    at: Where | None = None

    @property
    def label(self) -> str:
        return self.title or self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFacts:
    """A stage with the signals that are asked at it."""

    record: ClassVar[str] = "stage"
    key: str
    title: str
    signals: tuple[SignalFacts, ...] = ()
    at: Where | None = None

    @property
    def label(self) -> str:
        return self.title or self.key
