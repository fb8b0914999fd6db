"""What the page of an assumption shows beside its fields, and all assumptions as a matrix."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.http import urlencode

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.talk import subjects
from handrail.kit.steps import Step
from handrail.kit.words import say
from handrail.record.assumptions import checks, proving, queries
from handrail.record.assumptions.checks import CORNERS, FIRST, MOST, UNRATED
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.states import OPEN, expired
from handrail.record.decisions import grounds
from handrail.record.decisions.models import Decision

from . import decided
from .answers import at
from .kinds.assumptions import ASSUMPTION

BRIEF = ("impact", "cost", "owner", "due_on", "expires_on", "settled_on", "source")


@dataclass(frozen=True, slots=True)
class Way:
    """One step from here, and what a form of it asks."""

    step: Step
    label: str
    url: str
    proven: bool
    """Evidence shows it already: the form's words may stay empty."""


def beside(row: Assumption) -> dict[str, Any]:
    """At most seven statements."""
    leaning = grounds.decisions_on(row)
    return {
        "assumption": row,
        "ways": {one.step.name: one for one in ways(row)},
        "expired": expired(row.state, row.expires_on, today()),
        "broken": queries.is_broken(row),
        "advice": say(checks.advice(row.impact, row.cost).label),
        "why": checks.reason(row.impact, row.cost),
        "leaning": leaning,
        "around": around(row.subject),
        "brief": decided.cells(ASSUMPTION, row, BRIEF),
    }


def ways(row: Assumption) -> list[Way]:
    if row.removed_at is not None:
        return []
    found = []
    for step, verdicts in proving.possible(row):
        proven = any(v.code == "assumption.shown" and v.passed for v in verdicts)
        found.append(Way(step, say(step.label), at("assumption-act", row.key, step.name), proven))
    return found


def around(subject: str) -> tuple[str, str] | None:
    """(what it is called, where it is): the project or plan that it is about. One statement."""
    kind, _, key = subject.partition(":")
    if kind not in ("project", "plan"):
        return None
    found = subjects.found([subject]).get(subject)
    return (found.title, at(kind, key)) if found is not None else None


@dataclass(frozen=True, slots=True)
class Under:
    """Something a decision leans on."""

    row: Assumption
    url: str
    broken: bool
    expired: bool


def under(decision: Decision) -> list[Under]:
    """What a decision leans on, what is broken first. Two statements."""
    rows = grounds.leaned_on(decision.key)
    found = [
        Under(
            row,
            at("assumption", row.key),
            queries.is_broken(row),
            expired(row.state, row.expires_on, today()),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: not one.broken)


MOST_OFFERED = 200


def to_lean_on(decision: Decision, there: Sequence[Under]) -> list[tuple[str, str]]:
    """Assumptions that it may lean on: of its customer or project, and of nobody. One statement."""
    rows = reading.present(Assumption).exclude(pk__in=[one.row.pk for one in there])
    if decision.customer_id is not None:
        rows = rows.filter(customer__in=[decision.customer_id]) | rows.filter(customer=None)
    return [(one.key, one.title) for one in queries.ranked(rows)[:MOST_OFFERED]]


# -- the matrix ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Square:
    """One cell: so many of this impact and cost; its list is one click away."""

    impact: int
    cost: int
    count: int
    url: str
    look: str
    words: str


@dataclass(frozen=True, slots=True)
class Corner:
    label: str
    look: str
    count: int
    url: str


def matrix(given: dict[str, str]) -> dict[str, Any]:
    """Rows by impact, the highest first; columns by cost. `given` are the filters that each list keeps. One
    statement."""
    rows = wanted(given)
    counts = queries.counted(rows)
    squares = [
        [square(impact, cost, counts.get((impact, cost), 0), given) for cost in range(1, MOST + 1)]
        for impact in range(MOST, 0, -1)
    ]
    by_corner = {one.name: 0 for one in CORNERS}
    for (impact, cost), count in counts.items():
        by_corner[checks.advice(impact, cost).name] += count
    corners = [
        Corner(say(one.label), one.name, by_corner[one.name], shelf(given, corner=one.name))
        for one in CORNERS
    ]
    return {
        "squares": [(line[0].impact, line) for line in squares],
        "costs": range(1, MOST + 1),
        "corners": corners,
        "count": sum(counts.values()),
        "unrated": by_corner[UNRATED.name],
        "first": list(queries.ranked(rows.filter(queries.corner(FIRST.name), state__in=OPEN))[:5]),
    }  # fmt: skip


def square(impact: int, cost: int, count: int, given: dict[str, str]) -> Square:
    advice = checks.advice(impact, cost)
    url = shelf(given, impact=str(impact), cost=str(cost)) if count else ""
    return Square(impact, cost, count, url, advice.name, say(advice.label))


def wanted(given: dict[str, str]) -> Any:
    rows = queries.listing()
    state = given.get("state", "")
    if state != "all":
        rows = rows.filter(state=state or "open")
    if given.get("customer"):
        rows = rows.filter(customer__key=given["customer"])
    if given.get("subject"):
        rows = rows.filter(subject=given["subject"])
    return rows


def shelf(given: dict[str, str], **more: str) -> str:
    return f"{at('assumptions')}?{urlencode({**{k: v for k, v in given.items() if v}, **more})}"
