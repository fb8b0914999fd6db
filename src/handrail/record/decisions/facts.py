"""What a judgement needs to know about a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from handrail.kit.verdict import Where

DecisionState = Literal["proposed", "in_review", "approved", "rejected", "superseded", "reverted"]
PROCEEDS = ("before", "after")
"""Whether the work that leans on it may go on before it is validated, or only after."""
DEPENDENCY_STATES = ("open", "met", "dropped")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFacts:
    """`owner` is a member's key; when empty, `owner_text` keeps the words that named no one person."""

    record: ClassVar[str] = "decision"
    key: str
    title: str
    question: str = ""
    owner: str = ""
    owner_text: str = ""
    due_on: date | None = None
    state: DecisionState = "proposed"
    at: Where | None = None

    @property
    def label(self) -> str:
        return self.title or self.question or self.key
