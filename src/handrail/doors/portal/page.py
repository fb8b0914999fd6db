"""The customer's page, made ready for its template: only plain values that the projection has let through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from handrail.house.ledger.rows import today
from handrail.house.talk import queries as talk
from handrail.house.talk import telling
from handrail.house.talk.models import Comment
from handrail.kit import marks
from handrail.record.agreed import projection, queries
from handrail.record.agreed.checks import Change
from handrail.record.agreed.models import Agreement, DateRequest
from handrail.record.plans.deadlines import OPEN_MILESTONES
from handrail.record.plans.models import Plan
from handrail.record.plans.sections import day
from handrail.ui.dates import written

from . import branding, words

DAY = re.compile(r"^\d{4}-\d{2}-\d{2}$")
Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    label: Any
    value: Any

    @property
    def shape(self) -> str:
        if not isinstance(self.value, list):
            return "text"
        return "table" if any(isinstance(row, dict) for row in self.value) else "list"

    @property
    def rows(self) -> list[list[str]]:
        return [list(row.values()) if isinstance(row, dict) else [row] for row in self.value]


@dataclass(frozen=True, slots=True)
class Block:
    name: str
    title: Any
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Asked:
    """Another date that was proposed, and what became of it."""

    name: str
    due_on: date
    words: str
    state: str
    reply: str


@dataclass(frozen=True, slots=True)
class Stone:
    """A milestone with what the customer may do about it."""

    told: Shown
    late: bool
    asked: list[Asked]

    @property
    def theirs(self) -> bool:
        return bool(self.told["side"] == "customer")

    @property
    def done(self) -> bool:
        return bool(self.told["state"] == "done")

    @property
    def open(self) -> bool:
        return self.told["state"] in OPEN_MILESTONES


@dataclass(frozen=True, slots=True)
class Stretch:
    """An adoption phase with its milestones; without a phase, those of none."""

    phase: Shown | None
    stones: list[Stone]


@dataclass(frozen=True, slots=True)
class Value:
    told: Shown
    points: list[float]
    target: float | None
    newest: Any
    progress: int | None


@dataclass(frozen=True, slots=True)
class Said:
    key: str
    who: str
    ours: bool
    at: datetime
    text: str
    html: SafeString
    settled: bool
    excerpt: str
    state: str = ""
    """Of what they asked an answer to: open, answered, or how it ended."""
    until: datetime | None = None
    answers: list[Said] = field(default_factory=list)

    @property
    def unanswered(self) -> bool:
        """The customer had the last word, and nobody has settled it."""
        return not self.settled and not (self.answers[-1] if self.answers else self).ours


@dataclass(frozen=True, slots=True)
class Signed:
    name: str
    title: str
    mail: str
    at: datetime
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class Differs:
    section: Any
    title: str
    label: Any
    before: Any
    after: Any
    kind: str


@dataclass(frozen=True, slots=True)
class Page:
    """All that a template of the customer's view may know."""

    brand: branding.Brand
    told: Shown
    today: date
    digest: str
    blocks: dict[str, Block]
    stretches: list[Stretch]
    values: list[Value]
    ours: list[Shown]
    theirs: list[Shown]
    threads: list[Said]
    signed: list[Signed]
    holds: bool
    changes: list[Differs]
    terms: dict[str, Any]

    @property
    def stones(self) -> list[Stone]:
        return [stone for stretch in self.stretches for stone in stretch.stones]

    @property
    def waiting(self) -> list[Stone]:
        """What the customer has to do next, the first date first."""
        found = [stone for stone in self.stones if stone.theirs and stone.open]
        return sorted(found, key=lambda stone: (stone.told["due_on"] or date.max, stone.told["title"]))

    @property
    def agenda(self) -> list[Point]:
        """What there is to talk about; each of it the customer sees on this page, too."""
        return agenda(self)

    @property
    def done(self) -> int:
        return sum(1 for stone in self.stones if stone.done)


def of_plan(plan: Plan) -> Page:
    """Sixteen statements at most, however long the plan is."""
    told = projection.of_plan(plan)
    return of_consent(plan, told, queries.consent_of(plan, told))


def of_consent(plan: Plan, told: Shown, consent: queries.Consent) -> Page:
    """The same of what is read already: three statements."""
    return Page(
        brand=branding.here(),
        told=told,
        today=today(),
        digest=consent.digest,
        blocks=blocks(told),
        stretches=stretches(told, queries.date_requests_of(plan)),
        values=[value(one) for one in told["values"]],
        ours=[one for one in told["responsibilities"] if one["side"] != "customer"],
        theirs=[one for one in told["responsibilities"] if one["side"] == "customer"],
        threads=threads(plan),
        signed=[signed(one) for one in consent.signers],
        holds=consent.holds,
        changes=[differs(one) for one in consent.changes],
        terms=consent.terms,
    )


def blocks(told: Shown) -> dict[str, Block]:
    found = {}
    for name in projection.TEXTS:
        lines = [Line(words.field(name, key), readable(value)) for key, value in told[name].items()]
        if lines:
            found[name] = Block(name, words.SECTIONS[name], lines)
    return found


def readable(value: Any) -> Any:
    """A day as people write it."""
    if isinstance(value, str) and DAY.match(value) and (found := day(value)):
        return written(found, "j M Y")
    return value


# -- milestones ---------------------------------------------------------------------------------------------


def stretches(told: Shown, proposals: list[DateRequest]) -> list[Stretch]:
    asked: dict[int, list[Asked]] = {}
    for one in proposals:
        if one.state != "withdrawn":
            asked.setdefault(one.milestone.key, []).append(asked_of(one))
    stones = [
        stone(one, asked.get(one["key"], [])) for one in told["milestones"] if one["state"] != "dropped"
    ]
    found = [
        Stretch(phase, [one for one in stones if one.told["phase_key"] == phase["key"]])
        for phase in told["phases"]
    ]
    known = {phase["key"] for phase in told["phases"]}
    rest = [one for one in stones if one.told["phase_key"] not in known]
    return [*found, *([Stretch(None, rest)] if rest else [])]


def stone(told: Shown, asked: list[Asked]) -> Stone:
    late = bool(told["due_on"] and told["due_on"] < today() and told["state"] in OPEN_MILESTONES)
    return Stone(told, late, asked)


def asked_of(row: DateRequest) -> Asked:
    return Asked(row.name, row.due_on, row.words, row.state, row.reply)


# -- value --------------------------------------------------------------------------------------------------


def value(told: Shown) -> Value:
    readings = told["readings"]
    baseline, target = told["baseline"], told["target"]
    newest = readings[-1]["value"] if readings else None
    start = [] if baseline is None else [float(baseline)]
    return Value(
        told=told,
        points=start + [float(one["value"]) for one in readings],
        target=None if target is None else float(target),
        newest=newest,
        progress=progress(baseline, target, newest),
    )


def progress(baseline: Any, target: Any, newest: Any) -> int | None:
    if None in (baseline, target, newest) or baseline == target:
        return None
    way: float = (newest - baseline) / (target - baseline)
    return max(0, min(100, round(way * 100)))


# -- what was said and agreed -------------------------------------------------------------------------------


def threads(plan: Plan) -> list[Said]:
    rows = talk.shared_of([f"plan:{plan.key}"])
    names = {key: name for key, name, _here in telling.everybody()} if rows else {}
    asked = projection.asked_in([row.pk for row in rows if row.parent_id is None])
    found: dict[int, Said] = {}
    for row in rows:
        said = said_of(row, names, asked.get(row.pk, {}))
        if row.parent_id is None:
            found[row.pk] = said
        elif row.parent_id in found:
            found[row.parent_id].answers.append(said)
    return list(found.values())


def said_of(row: Comment, names: dict[str, str], asked: Shown) -> Said:
    names = names if row.by_id else {}
    html = mark_safe(marks.html(row.text, names))  # noqa: S308 - cleaned by marks.html
    who = row.voice or (row.by.name if row.by else "Handrail")
    text, settled = marks.spoken(row.text, names), row.resolved_at is not None
    state, until = asked.get("state", ""), asked.get("due_at")
    return Said(row.key, who, not row.voice, row.created_at, text, html, settled, row.title, state, until)


def signed(row: Agreement) -> Signed:
    return Signed(row.name, row.title, row.mail, row.at, row.number, row.digest)


def differs(change: Change) -> Differs:
    section, label = words.SECTIONS.get(change.section, change.section), ""
    if change.field:
        label = str(words.field(change.section, change.field))
    before, after = (words.value(change.field, side) for side in (change.before, change.after))
    return Differs(section, change.title, label, before, after, change.kind)


# -- the next review ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Point:
    """Something to talk about at the next review with the customer."""

    title: str
    why: Any
    due_on: date | None = None


def agenda(seen: Page) -> list[Point]:
    """What is late, what was proposed, what comes before the next review, what was asked, what has changed."""
    until = seen.told["next_review_on"] or seen.today + timedelta(days=14)
    late = [Point(one.told["title"], _("late"), one.told["due_on"]) for one in seen.stones if one.late]
    asked = [
        Point(one.told["title"], _("another date is proposed"), wish.due_on)
        for one in seen.stones
        for wish in one.asked
        if wish.state == "open"
    ]
    soon = [
        Point(one.told["title"], _("due before you meet again"), one.told["due_on"])
        for one in seen.stones
        if one.open and not one.late and one.told["due_on"] and one.told["due_on"] <= until
    ]
    said = [Point(one.excerpt, _("asked, not answered yet")) for one in seen.threads if one.unanswered]
    changed = [
        Point(str(one.title or one.section), _("changed since it was agreed to")) for one in seen.changes
    ]
    return [*late, *asked, *soon, *said, *changed]
