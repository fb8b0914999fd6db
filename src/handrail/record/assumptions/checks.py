"""Which assumption to test first, and why: high impact and cheap to find out comes first. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handrail.kit.verdict import Evidence, Verdict
from handrail.kit.words import mark, say

from .facts import AssumptionFacts
from .states import broken, expired

MOST = 5
HIGH, CHEAP = 4, 2
"""From this impact on it matters a lot; up to this cost it is cheap to find out."""


def rank(impact: int | None, cost: int | None) -> int | None:
    """1 to 25: what it moves, times how little it costs to find out. None while one of both is not rated."""
    if impact is None or cost is None:
        return None
    return impact * (MOST + 1 - cost)


@dataclass(frozen=True, slots=True)
class Advice:
    """One of the four corners of the matrix: a word for it, and the reason in a sentence."""

    name: str
    label: str
    reason: str


FIRST = Advice(
    "first", mark("Test first"),
    mark("Much depends on it (impact %(impact)s of 5), and it is cheap to find out (cost %(cost)s of 5)."),
)  # fmt: skip
PLAN = Advice(
    "plan", mark("Plan the test"),
    mark("Much depends on it (impact %(impact)s of 5), but finding out is dear (cost %(cost)s of 5): plan it early."),
)  # fmt: skip
QUICK = Advice(
    "quick", mark("Settle on the way"),
    mark("Little depends on it (impact %(impact)s of 5), and it is cheap to find out (cost %(cost)s of 5)."),
)  # fmt: skip
LATER = Advice(
    "later", mark("Leave for later"),
    mark("Little depends on it (impact %(impact)s of 5), and finding out is dear (cost %(cost)s of 5)."),
)  # fmt: skip
UNRATED = Advice(
    "unrated",
    mark("Rate it first"),
    mark("Nobody has said yet how much depends on it and what finding out costs."),
)
CORNERS = (FIRST, PLAN, QUICK, LATER, UNRATED)


def advice(impact: int | None, cost: int | None) -> Advice:
    if impact is None or cost is None:
        return UNRATED
    if impact >= HIGH:
        return FIRST if cost <= CHEAP else PLAN
    return QUICK if cost <= CHEAP else LATER


def reason(impact: int | None, cost: int | None) -> str:
    """Why it stands where it stands, as a sentence in the language of whoever reads it."""
    return say(advice(impact, cost).reason, impact=impact, cost=cost)


def stands(one: AssumptionFacts, today: date) -> Verdict:
    """Whether something may lean on it."""
    evidence = (Evidence("assumption", one.key, "state", one.state, label=one.label),)
    if not broken(one.state, one.expires_on, today):
        return Verdict("assumption.stands", True, {}, evidence)
    if expired(one.state, one.expires_on, today):
        said = {"day": one.expires_on.isoformat() if one.expires_on else ""}
        return Verdict("assumption.expired", False, said, evidence, "renew-assumption")
    return Verdict("assumption.broken", False, {}, evidence, "drop-assumption")
