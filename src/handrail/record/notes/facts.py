"""What a judgement needs to know about a note; and how long each kind is good for. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from handrail.kit.verdict import Titled, Where

SPANS: dict[str, int | None] = {
    "positioning": 90,
    "asset_ownership": 180,
    "release_notes": 30,
    "support_prep": 60,
    "risk": 30,
    "learning": 365,
    "account": 90,
    "meeting": None,
    "free": None,
}
"""How many days a note of each kind is good for, unless its writer says otherwise; None does not age."""
KINDS = tuple(SPANS)
AGELESS = 90
"""Days for which a note that does not age by its kind is good once more, where it has been given a day."""
LONGEST = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFacts(Titled):
    record: ClassVar[str] = "note"
    key: str
    title: str
    kind: str = "free"
    fresh_until: date | None = None
    at: Where | None = None

    def is_fresh(self, today: date) -> bool:
        """On its last day it still is."""
        return self.fresh_until is None or self.fresh_until >= today


def good_until(kind: str, today: date) -> date | None:
    """The day that a new note of this kind is offered."""
    days = SPANS.get(kind)
    return today + timedelta(days=days) if days else None


def good_again(kind: str, today: date) -> date:
    """The day until which a note is good that somebody has just confirmed."""
    return today + timedelta(days=SPANS.get(kind) or AGELESS)
