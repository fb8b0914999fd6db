"""One number beside the declared verdict: the average of the parts that anything is known of, by a workspace's weights.

A criterion that holds counts 100, one that fails 40, one that means danger 0. A part is the average of its criteria
that have data; what has none counts for nothing. With a danger it stays below green, and where it would be green
without enough evidence there is no number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from handrail.kit.verdict import Verdict

from .standing import WEIGHTS, Weight

PARTS = ("plan", "usage", "support", "touch", "survey", "sentiment", "risks", "renewal")
GREEN, YELLOW = 75, 50
"""From where on a number is good, and from where on it is neither good nor bad."""
FAILED, DANGER = 40, 0
OF: dict[str, str] = {
    "plan.engaged": "touch",
    "customer.touched": "touch",
    "customer.not_silent": "touch",
    "customer.sponsor": "touch",
    "customer.usage_fresh": "usage",
    "customer.usage_on_target": "usage",
    "customer.usage_steady": "usage",
    "customer.survey": "survey",
    "customer.survey_floor": "survey",
    "customer.sentiment": "sentiment",
    "customer.no_critical_case": "support",
    "customer.no_old_critical_case": "support",
    "customer.no_old_case": "support",
    "customer.few_cases": "support",
    "customer.requests_answered": "support",
    "customer.renewal_known": "renewal",
    "customer.renewal_ready": "renewal",
    "customer.renewal_settled": "renewal",
}
EVIDENCE = "customer.evidence"


@dataclass(frozen=True, slots=True)
class PartScore:
    """`value` None says that nothing is known. `failed` are the places of the criteria that cost it something."""

    name: str
    weight: int
    value: int | None
    failed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """`value` None says that too little is known. `capped`: by the average alone it would be green."""

    value: int | None
    parts: tuple[PartScore, ...]
    capped: bool = False


def part_of(verdict: Verdict) -> str:
    code = verdict.code
    return OF.get(code) or {"plan": "plan", "risks": "risks"}.get(code.partition(".")[0], "")


def score(criteria: Sequence[Verdict], weights: Mapping[str, int]) -> Score:
    parts = tuple(scored(name, criteria, weights.get(name, 0)) for name in PARTS)
    counted = [(one.value, one.weight) for one in parts if one.value is not None and one.weight]
    if not counted:
        return Score(None, parts)
    value = round(sum(value * weight for value, weight in counted) / sum(weight for _v, weight in counted))
    if value < GREEN:
        return Score(value, parts)
    if any(v.passed is False and worth(v) == DANGER for v in criteria if part_of(v)):
        return Score(GREEN - 1, parts, capped=True)
    if not any(v.passed for v in criteria if v.code == EVIDENCE):
        return Score(None, parts, capped=True)
    return Score(value, parts)


def scored(name: str, criteria: Sequence[Verdict], weight: int) -> PartScore:
    known = [
        (place, worth(v)) for place, v in enumerate(criteria) if part_of(v) == name and v.passed is not None
    ]
    if not known:
        return PartScore(name, weight, None)
    value = round(sum(points for _place, points in known) / len(known))
    return PartScore(name, weight, value, tuple(place for place, points in known if points < 100))


def worth(verdict: Verdict) -> int:
    if verdict.passed:
        return 100
    return DANGER if WEIGHTS.get(verdict.code) is Weight.RISK else FAILED


# -- over time ----------------------------------------------------------------------------------------------

Entry = list[Any]
"""A day, the score from that day on (or None), and the state: what a standing keeps of its past."""
KEPT = 60
WEEK = 7


def followed(trail: Sequence[Entry], day: str, value: int | None, state: str) -> list[Entry]:
    """The trail with today's answer, where it is another than before; several of one day are the last one."""
    before = [list(entry) for entry in trail if entry[0] != day]
    if before and before[-1][1:] == [value, state]:
        return before[-KEPT:]
    return [*before, [day, value, state]][-KEPT:]


def as_of(trail: Sequence[Entry], day: str) -> Entry | None:
    """What held at the end of that day; None where nothing was judged yet."""
    return next((entry for entry in reversed(trail) if str(entry[0]) <= day), None)


def weights_told(parts: Sequence[PartScore]) -> Iterator[dict[str, object]]:
    for one in parts:
        yield {"name": one.name, "weight": one.weight, "value": one.value, "failed": list(one.failed)}
