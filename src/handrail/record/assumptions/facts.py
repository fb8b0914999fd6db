"""What a judgement needs to know about an assumption."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from handrail.kit.verdict import Titled, Where

AssumptionState = Literal["open", "validated", "invalidated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionFacts(Titled):
    """`impact` and `cost` are 1 to 5; None while nobody has rated them."""

    record: ClassVar[str] = "assumption"
    key: str
    title: str
    impact: int | None = None
    cost: int | None = None
    owner: str = ""
    owner_text: str = ""
    due_on: date | None = None
    expires_on: date | None = None
    state: AssumptionState = "open"
    at: Where | None = None
