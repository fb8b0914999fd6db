"""What a playbook says, as plain values; and what can be seen of a project that follows one. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """One thing that is wrong with a playbook's text: where, what, and what to write instead."""

    line: int
    column: int
    code: str
    severity: str
    message: str
    fix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A check of a stage."""

    side: str
    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageOf:
    """`key` stays when the title changes: by it a newer text finds the stage again."""

    title: str
    key: str = ""
    input: str = ""
    output: str = ""
    signal: str = ""
    entry_rule: str = ""
    exit_rule: str = ""
    most: int | None = None
    checks: tuple[Asked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardOf:
    """A card that every project starts with. `due` and `review` are days from the go-live day."""

    title: str
    stage: str = ""
    track: str = ""
    owner: str = ""
    due: int | None = None
    review: int | None = None
    next_action: str = ""
    text: str = ""
    checklist: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOf:
    key: str
    title: str
    does: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """When people meet, as an RFC 5545 rule, and what they ask there."""

    title: str
    rule: str
    asks: str = ""
    kind: str = ""
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOf:
    title: str
    says: str = ""
    unit: str = ""
    direction: str = "up"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteOf:
    """A note that a project starts with. `fresh` is for how many days it counts as up to date."""

    title: str
    kind: str = "free"
    text: str = ""
    fresh: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageOf:
    """Who is told what, when and by whom, and what is done with what comes back."""

    title: str
    to: str = ""
    audience: str = "customers"
    due: int | None = None
    owner: str = ""
    channel: str = ""
    text: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOf:
    """How many days from the go-live day a customer is at a step of the rollout."""

    step: str
    due: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point of the checklist. With a `sign` it is looked up in the project; without, a person ticks it."""

    says: str
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole playbook. `sections` are its text for people: heading and Markdown, in order."""

    name: str
    title: str
    says: str = ""
    kind: str = "free"
    version: int = 1
    industry: str = ""
    role: str = ""
    objective: str = ""
    outcome: str = ""
    unit: str = ""
    direction: str = "up"
    days_before: int = 42
    days_after: int = 14
    backwards: str = "reason"
    skipping: str = "ask"
    improvement: str = ""
    expected: str = ""
    failure: str = ""
    recovery: str = ""
    tracks: tuple[str, ...] = ()
    cohorts: tuple[str, ...] = ()
    roles: tuple[RoleOf, ...] = ()
    stages: tuple[StageOf, ...] = ()
    cards: tuple[CardOf, ...] = ()
    cadence: tuple[Cadence, ...] = ()
    measures: tuple[MeasureOf, ...] = ()
    notes: tuple[NoteOf, ...] = ()
    messages: tuple[MessageOf, ...] = ()
    rollout: tuple[StepOf, ...] = ()
    checklist: tuple[Point, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the signs of a checklist look at."""

    workflow_owner: str = ""
    sign_off: str = ""
    post_launch: str = ""
    outcome: bool = False
    stages: tuple[tuple[str, bool], ...] = ()
    active: int = 0
    unowned: tuple[str, ...] = ()
    customers: int = 0
    messages: int = 0
    messages_open: int = 0
    notes: int = 0
    reviews: tuple[str, ...] = ()
