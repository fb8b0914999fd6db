"""What a way of working should keep and what it should shorten, by what it has caught and what it cost. No Django.

The rule of the playbooks: what reduces stale work, gaps, blocked items and repeated exceptions is kept; what adds work
without better decisions is proposed for shortening. A check that never said no is neither: perhaps nobody tries any
more what it stops. That is for people to say, so it is asked, and nothing is proposed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

KEEP, SHORTEN, ASK, EARLY = "keep", "shorten", "ask", "early"
ISSUES = frozenset({"blocked", "overdue", "gap", "stale", "silent", "repeated", "survived"})
"""Reasons of an agenda that count as something to reduce."""
OUTCOMES = ("decided", "action", "redated")
"""Endings with which a review has changed something."""
ENOUGH_TRIES, ENOUGH_PASSED, ENOUGH_TIMES = 3, 20, 4
FEW = 0.2
SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One answer of one check to one attempt to move a card. `through` where it was let through all the same."""

    card: str
    title: str
    stage: str
    kind: str
    passed: bool
    through: bool
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A review that was held: how its points ended, and how many of them were something to reduce."""

    key: str
    title: str
    on: date
    issues: int
    points: int
    outcomes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One check or one rhythm, what becomes of it by the rule, and the numbers that this rests on."""

    noun: str
    title: str
    stage: str = ""
    advice: str
    reason: str
    numbers: dict[str, Any] = field(default_factory=dict)
    records: tuple[tuple[str, str], ...] = ()
    """What can be opened: (kind:key, title)."""


def findings(tries: Iterable[Try], held: Iterable[Held]) -> list[Finding]:
    """Proposals first, then what is kept, then what is asked, then what is too early to say."""
    order = {SHORTEN: 0, KEEP: 1, ASK: 2, EARLY: 3}
    found = [*of_checks(tries), *of_rhythms(held)]
    return sorted(found, key=lambda one: (order[one.advice], one.noun, one.stage, one.title))


# -- checks -------------------------------------------------------------------------------------------------


def of_checks(tries: Iterable[Try]) -> list[Finding]:
    groups: dict[tuple[str, str], list[Try]] = defaultdict(list)
    for one in tries:
        groups[one.stage, one.kind].append(one)
    return [of_check(stage, kind, some) for (stage, kind), some in groups.items()]


def of_check(stage: str, kind: str, tries: Sequence[Try]) -> Finding:
    """By cards, not by attempts: whoever tries five times was stopped once."""
    stopped: dict[str, Try] = {}
    righted, through = set(), set()
    for one in sorted(tries, key=lambda one: one.place):
        if not one.passed:
            stopped.setdefault(one.card, one)
            if one.through:
                through.add(one.card)
        elif one.card in stopped and one.card not in through:
            righted.add(one.card)
    advice, reason = judged(len(stopped), len(righted), len(through), len(tries))
    seen = through if advice == SHORTEN else righted or stopped.keys()
    return Finding(
        noun="check", title=kind, stage=stage, advice=advice, reason=reason,
        numbers={
            "asked": len(tries), "stopped": len(stopped), "righted": len(righted), "through": len(through)
        },
        records=tuple((f"card:{key}", stopped[key].title) for key in sorted(seen)[:SHOWN]),
    )  # fmt: skip


def judged(stopped: int, righted: int, through: int, asked: int) -> tuple[str, str]:
    if through >= ENOUGH_TRIES and through > righted:
        return SHORTEN, "let_through"
    if righted:
        return KEEP, "righted"
    if not stopped and asked >= ENOUGH_PASSED:
        return ASK, "never_no"
    return EARLY, "too_few"


# -- rhythms ------------------------------------------------------------------------------------------------


def of_rhythms(held: Iterable[Held]) -> list[Finding]:
    groups: dict[str, list[Held]] = defaultdict(list)
    for one in held:
        groups[one.title].append(one)
    return [of_rhythm(title, sorted(some, key=lambda one: one.on)) for title, some in groups.items()]


def of_rhythm(title: str, times: Sequence[Held]) -> Finding:
    """Whether there is less to reduce than there was, and whether what is looked at leads to anything."""
    half = len(times) // 2
    before, after = sum(one.issues for one in times[:half]), sum(one.issues for one in times[-half:] if half)
    points, outcomes = sum(one.points for one in times), sum(one.outcomes for one in times)
    numbers = {
        "times": len(times), "half": half, "before": before, "after": after, "points": points,
        "outcomes": outcomes,
    }  # fmt: skip
    advice, reason = judged_rhythm(len(times), before, after, points, outcomes)
    return Finding(
        noun="review", title=title, advice=advice, reason=reason, numbers=numbers,
        records=tuple((f"review:{one.key}", one.on.isoformat()) for one in reversed(times[-SHOWN:])),
    )  # fmt: skip


def judged_rhythm(times: int, before: int, after: int, points: int, outcomes: int) -> tuple[str, str]:
    if times < ENOUGH_TIMES:
        return EARLY, "too_few_times"
    if after < before:
        return KEEP, "fewer"
    if not points:
        return ASK, "nothing_there"
    if outcomes <= points * FEW:
        return SHORTEN, "no_outcome"
    return ASK, "no_fewer"
