"""What a judgement needs to know about a card, the board it is on, and the move that somebody asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, Literal

from handrail.kit.gating import NOWHERE as NOWHERE
from handrail.kit.gating import Check
from handrail.kit.verdict import Titled, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts(Titled):
    """People are members' keys; `reviewer_name` is how a refusal calls the one who is asked."""

    record: ClassVar[str] = "card"
    key: str
    title: str
    state: str = "open"
    owner: str = ""
    due_on: date | None = None
    next_action: str = ""
    text: str = ""
    priority: str = ""
    customer: str = ""
    track: str = ""
    labels: tuple[str, ...] = ()
    checklist: tuple[tuple[str, bool], ...] = ()
    collaborators: tuple[str, ...] = ()
    reviewer: str = ""
    reviewer_name: str = ""
    review_on: date | None = None
    review: str = ""
    context_owner: str = ""
    blocked_by: tuple[str, ...] = ()
    own: Mapping[str, Any] = field(default_factory=dict)
    at: Where | None = None


Why = Literal["before", "risk", "link"]


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something open that holds a card up: a card that comes first, a risk, or what is said to block it (`link` names
    who says so). What whoever asks may not see has neither key nor title."""

    why: Why
    kind: str = ""
    key: str = ""
    title: str = ""
    link: str = ""


CheckFacts = Check


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """`most` cards at once; None has no limit. `end` is the rank of its last card."""

    key: str
    title: str
    most: int | None = None
    enter: tuple[CheckFacts, ...] = ()
    leave: tuple[CheckFacts, ...] = ()
    end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFacts:
    """`known` is what the checks' kinds had to look up, by the check's key; `locked`, whether what comes into the
    project may be kept out."""

    stages: tuple[StageFacts, ...]
    backwards: Literal["free", "reason", "never"] = "reason"
    skipping: Literal["free", "ask", "never"] = "ask"
    known: Mapping[str, Any] = field(default_factory=dict)
    locked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """`came` and `goes` are places in the board's stages; `there` counts the cards that would be there before it.

    One that was taken off the board and comes back (`returns`) comes from the stage that it left."""

    card: CardFacts
    came: int
    goes: int
    there: int = 0
    returns: bool = False
    reason: str = ""
    today: date
