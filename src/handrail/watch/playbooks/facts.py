"""What a playbook says, as plain values; and what can be seen of a project that follows one. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
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
    learned: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleOf:
    key: str
    title: str
    does: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a review asks each time; `measure` or `risk` is the title of what it is read from."""

    says: str
    measure: str = ""
    risk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """When people meet and what they ask there. `due` is the day of the first time, from the go-live day, and without a
    `rule` of the only one; `until` the last day."""

    title: str
    rule: str = ""
    asks: str = ""
    kind: str = ""
    minutes: int | None = None
    at: str = ""
    due: int | None = None
    until: int | None = None
    owner: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureOf:
    """With an `owner` it becomes a metric of the project; `signal` says what reaching its target means. `computed` is
    the measure of the product that feeds it; without, somebody does."""

    title: str
    says: str = ""
    formula: str = ""
    computed: str = ""
    cohort: str = ""
    purpose: str = "value"
    unit: str = ""
    direction: str = "up"
    owner: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None
    signal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionOf:
    """A decision that every project takes. `needs` are the titles of those that come first."""

    title: str
    question: str = ""
    context: str = ""
    owner: str = ""
    due: int | None = None
    category: str = ""
    options: tuple[str, ...] = ()
    acceptance: tuple[str, ...] = ()
    scope_in: str = ""
    scope_out: str = ""
    impact: str = ""
    metric: str = ""
    evidence: bool = False
    proceeds: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskOf:
    """What may go wrong in every project; `review` is a day, counted from the go-live day."""

    title: str
    text: str = ""
    category: str = ""
    owner: str = ""
    likelihood: int | None = None
    impact: int | None = None
    closeness: int | None = None
    mitigation: str = ""
    fallback: str = ""
    metric: str = ""
    review: int | None = None
    learned: str = ""


NAMED = {"stage": "stage", "metric": "measure"}
"""Fields of a piece that name another part of the playbook by its title, and of which noun that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A record of a room that the playbook knows only by the name of its section; `values` are its own fields. What
    they name by its title, a `stage` or a `metric`, is of the same playbook."""

    section: str
    title: str
    noun: str = ""
    owner: str = ""
    due: int | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """What has worked elsewhere, and in which steps."""

    title: str
    when: str = ""
    steps: tuple[str, ...] = ()


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
    """A point of the checklist. With a `sign` it is looked up in the project; without, a person ticks it. `learned`
    names the standard of a retrospective that it comes from."""

    says: str
    sign: str = ""
    learned: str = ""


EVERY_PROJECT = ("workflow_owner", "sign_off", "post_launch")
"""Roles that each project has a place for, whatever it was made from."""


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
    decisions: tuple[DecisionOf, ...] = ()
    risks: tuple[RiskOf, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    pieces: tuple[Piece, ...] = ()
    notes: tuple[NoteOf, ...] = ()
    messages: tuple[MessageOf, ...] = ()
    rollout: tuple[StepOf, ...] = ()
    checklist: tuple[Point, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()

    @property
    def by_section(self) -> dict[str, list[Piece]]:
        """{section: what it holds}, of those that other rooms keep."""
        found: dict[str, list[Piece]] = {}
        for one in self.pieces:
            found.setdefault(one.section, []).append(one)
        return found

    @property
    def further_roles(self) -> tuple[RoleOf, ...]:
        """Those that something is given to, beside the three that every project has."""
        parts = (
            self.cards, self.cadence, self.measures, self.decisions, self.risks, self.pieces, self.messages,
        )  # fmt: skip
        owners = {one.owner for some in parts for one in some} - {*EVERY_PROJECT}
        return tuple(one for one in self.roles if one.key in owners)


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
