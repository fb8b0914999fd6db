"""What a judgement needs to know about a risk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from handrail.kit.verdict import Titled, Where

RiskState = Literal[
    "identified", "assessed", "mitigating", "monitoring", "mitigated", "accepted", "materialised", "closed"
]
CLOSED = frozenset({"mitigated", "accepted", "closed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFacts(Titled):
    """Likelihood, impact and closeness are 1 to 5; `severity` is the word a register used, lower case."""

    record: ClassVar[str] = "risk"
    key: str
    title: str
    likelihood: int | None = None
    impact: int | None = None
    closeness: int | None = None
    severity: str = ""
    state: RiskState = "identified"
    owner: str = ""
    owner_text: str = ""
    mitigation: str = ""
    fallback: str = ""
    review_on: date | None = None
    at: Where | None = None
    marks: Mapping[str, Where] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.state not in CLOSED

    @property
    def exposure(self) -> int | None:
        """Likelihood x impact x closeness, 1 to 125; None while one of them is not rated."""
        if self.likelihood is None or self.impact is None or self.closeness is None:
            return None
        return self.likelihood * self.impact * self.closeness
