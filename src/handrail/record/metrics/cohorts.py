"""Whose number it is: everybody's, that of the customers of a tier, or of a cohort of a rollout. No Django."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.shapes import LINE, Unreadable
from handrail.kit.words import say
from handrail.record.customers.facts import Tier

TIER, ROLLOUT = "tier:", "cohort:"
TIERS = tuple(name for name in get_args(Tier) if name)


def flaw(name: str) -> Problem | None:
    """A cohort may be named before anybody is in it; it has to be named as one."""
    if not name or name.removeprefix(TIER) in TIERS or (name.startswith(ROLLOUT) and name != ROLLOUT):
        return None
    known = ", ".join((*(f"{TIER}{tier}" for tier in TIERS), f"{ROLLOUT}NAME"))
    return Problem("cohort", say("There is no such cohort."), say("Write one of: %(known)s.", known=known))


def refuse_unknown(name: str) -> None:
    if problem := flaw(name):
        raise Invalid([problem])


def read(raw: Any) -> str:
    text = str(LINE.read(raw))
    if problem := flaw(text):
        raise Unreadable(problem.message, problem.fix)
    return text


COHORT = replace(LINE, name="cohort", read=read)
