"""The health score on a page: the number, how it went, and what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from handrail.watch.health.checks.score import GREEN, WEEK, YELLOW, as_of
from handrail.watch.health.models import Standing

from .words import Words

NAMES: dict[str, Words] = {
    "plan": _("Success plan"),
    "usage": _("Usage"),
    "support": _("Support"),
    "touch": _("Contact"),
    "survey": _("Surveys"),
    "sentiment": _("Your feeling"),
    "risks": _("Risks"),
    "renewal": _("Renewal"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One part of the score: its number, its share, and the criteria that cost it something."""

    name: Words
    weight: int
    value: int | None
    tone: str
    reasons: Sequence[Any]


def tone(value: int | None) -> str:
    if value is None:
        return ""
    return "good" if value >= GREEN else "warn" if value >= YELLOW else "bad"


def moved(standing: Standing, day: date) -> int | None:
    """How far the score went in a week; None where one of the two is not known."""
    then = as_of(standing.trail, (day - timedelta(days=WEEK)).isoformat())
    before = then[1] if then is not None else None
    return standing.score - before if isinstance(before, int) and standing.score is not None else None


def of_standing(standing: Standing, day: date, criteria: Sequence[Any]) -> dict[str, Any]:
    """`criteria` are the spoken ones, in the order in which they were judged."""
    return {
        "score": standing.score,
        "score_tone": tone(standing.score),
        "score_moved": moved(standing, day),
        "score_parts": [part(told, criteria) for told in standing.parts if told["weight"]],
        "score_trail": [(date.fromisoformat(on), value, state) for on, value, state in standing.trail[-8:]],
    }


def part(told: dict[str, Any], criteria: Sequence[Any]) -> Shown:
    reasons = [criteria[place] for place in told["failed"] if place < len(criteria)]
    return Shown(NAMES[told["name"]], told["weight"], told["value"], tone(told["value"]), reasons)
