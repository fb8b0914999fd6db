"""What the page of a decision shows beside its fields: what comes next, what it waits for and what waits for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from handrail.house.ledger import reading
from handrail.kit import phrases
from handrail.kit.verdict import Verdict
from handrail.kit.words import say
from handrail.record.decisions import deciding, graph, queries, wording
from handrail.record.decisions.models import Constraint, Decision, Dependency
from handrail.record.decisions.states import OPEN, Step
from handrail.record.projects.models import Card, Project

from . import assumed, blocked, controls
from .answers import at, me
from .kinds import Kind
from .kinds.work import CONSTRAINT, DEPENDENCY
from .values import Cell

BRIEF = ("owner", "delegate", "due_on", "metric_text", "proceeds", "evidence_needed", "category")
SCOPE = ("customer_impact", "scope_in", "scope_out", "acceptance", "implications")
MOST_HELD = 12


@dataclass(frozen=True, slots=True)
class Way:
    """One step from here, and the checks that do not hold yet."""

    step: Step
    label: str
    url: str
    missing: list[phrases.Said]
    held_up: bool = False
    """By nothing but feedback that is not over."""

    @property
    def free(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Waits:
    row: Dependency
    url: str
    other_url: str
    settled: bool
    """What it waits for is there: decided, or said to be met."""


@dataclass(frozen=True, slots=True)
class Bound:
    row: Constraint
    url: str
    cards: list[tuple[str, str]]
    """(title, address) of the work that carries it."""


def beside(row: Decision) -> dict[str, Any]:
    """At most sixteen statements, whatever hangs on it."""
    held, needs = graph.held_up_by(row), queries.needs_of(row)
    leans = assumed.under(row)
    open_ = row.state in OPEN and row.removed_at is None
    return {
        "decision": row,
        "open": open_,
        "ways": (steps := {one.step.name: one for one in ways(row)}),
        "held_up": "approve" in steps and steps["approve"].held_up,
        "decides": me().pk in (row.owner_id, row.delegate_id),
        "asked_me": row.asked_by_id == me().pk,
        "held": held[:MOST_HELD],
        "held_all": len(held),
        "waits": [waiting(one) for one in needs],
        "bound": bound(queries.constraints_of(row)),
        "holds": row.state == "approved",
        "leans": leans,
        "shaken": any(one.broken for one in leans),
        "to_lean_on": assumed.to_lean_on(row, leans) if row.removed_at is None else [],
        "project": project_of(row),
        **blocked.naming("decision", row.key),
        "members": controls.members(),
        "others": others(row, {one.needs_id for one in needs}) if open_ else [],
        "successors": successors(row) if row.state == "approved" else [],
        "picture_url": f"{at('decision-picture')}?of={row.key}",
        "needs_url": f"{at('new', DEPENDENCY)}?decision={row.key}",
        "constraint_url": f"{at('new', CONSTRAINT)}?decision={row.key}",
    }


def ways(row: Decision) -> Iterable[Way]:
    if row.removed_at is not None:
        return
    for step, verdicts in deciding.possible(row):
        missing = [
            wording.said(verdict) for verdict in verdicts if not verdict.passed and not typed_in(verdict)
        ]
        held_up = {one.code for one in verdicts if not one.passed} - set(TYPED) == {"decision.feedback"}
        yield Way(step, say(step.label), at("decision-act", row.key, step.name), missing, held_up)


TYPED = ("decision.answer", "decision.reason", "decision.no_successor", "decision.successor")


def typed_in(verdict: Verdict) -> bool:
    """What the form of the step asks for itself."""
    return verdict.code in TYPED


def waiting(one: Dependency) -> Waits:
    other = one.needs
    settled = one.state != "open" or (other is not None and other.state == "approved")
    return Waits(
        one,
        at("record", DEPENDENCY, one.key),
        at("decision", other.key) if other is not None else "",
        settled,
    )


def bound(rows: Sequence[Constraint]) -> list[Bound]:
    """With the work that carries each. Two statements."""
    if not rows:
        return []
    carried = queries.carried_by(rows)
    keys = {key for keys in carried.values() for key in keys}
    cards = {card.key: card.task.title for card in reading.present(Card).filter(key__in=keys)} if keys else {}
    return [
        Bound(
            row,
            at("record", CONSTRAINT, row.key),
            [(cards[k], at("card", k)) for k in carried[row.key] if k in cards],
        )
        for row in rows
    ]


def project_of(row: Decision) -> Project | None:
    kind, _, key = row.subject.partition(":")
    return reading.present(Project).filter(key=key).first() if kind == "project" else None


def others(row: Decision, there: set[int | None]) -> list[tuple[str, str]]:
    """Decisions that it may wait for, those of the same customer or project first. One statement."""
    rows = reading.present(Decision).exclude(pk__in=[row.pk, *(pk for pk in there if pk)])
    near = rows.filter(customer=row.customer_id) if row.customer_id else rows
    return [(one.key, one.title) for one in queries.by_due(near)[:200]]


def successors(row: Decision) -> list[tuple[str, str]]:
    rows = reading.present(Decision).filter(state="approved").exclude(pk=row.pk)
    rows = rows.filter(customer=row.customer_id) if row.customer_id else rows
    return [(one.key, one.title) for one in rows.order_by("-decided_on", "-pk")[:200]]


def cells(kind: Kind, row: Any, names: Sequence[str]) -> list[Cell]:
    return [Cell(kind, row, field) for field in kind.some(names)]
