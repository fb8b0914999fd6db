"""What a judgement needs to know about a handoff. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

KINDS = ("sa_to_ca", "ae_to_csm", "csm_to_csm")
STATES = ("requested", "returned", "accepted")
OPEN = ("requested", "returned")
PROMISE_STATES = ("open", "criterion", "kept", "released")
POINTS = ("context", "items", "cadence", "promises")
"""The checklist, in its order."""


@dataclass(frozen=True, slots=True)
class Item:
    """An open item, or a promise that is not settled: somebody's, by a day."""

    title: str
    owned: bool
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """All that is asked before a handoff is accepted."""

    ticked: frozenset[str] = frozenset()
    context: str = ""
    cadence: str = ""
    items: Sequence[Item] = ()
    promises: Sequence[Item] = ()
