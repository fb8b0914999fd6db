"""The sentences of a judged step, by code, in the language of whoever is listening. No Django."""

from __future__ import annotations

from typing import Any

from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.words import mark, say

from . import effects
from .states import NAMES

PHRASES: dict[str, tuple[str, str, str]] = {
    "blocker.no_step": NO_STEP,
    "blocker.no_way": (mark("There is a way there"), "", mark("A blocker does not go from “%(came)s” to “%(goes)s”.")),
    "blocker.owned": (mark("Somebody owns it"), mark("It has an owner."), mark("Nobody owns this blocker.")),
    "blocker.owner": (
        mark("%(owner)s says so"),
        mark("You own this."),
        mark("Only %(owner)s arms the fallback, and lets it take effect."),
    ),
    "blocker.nobody": (mark("Who owns it says so"), "", mark("Nobody owns this blocker, so nobody can say so.")),
    "blocker.fallback": (
        mark("There is a fallback"),
        mark("It is said what happens instead."),
        mark("It is not said yet what happens instead."),
    ),
    "blocker.named": (
        mark("It is said what it holds up"),
        mark("It says what it holds up."),
        mark("It does not say what it holds up."),
    ),
    "blocker.ahead": (
        mark("Its date is ahead"), mark("It is due on %(due)s."), mark("Its date has passed: it was due on %(due)s."),
    ),
    "blocker.no_date": (mark("Its date is ahead"), "", mark("It has no date by which it is to be solved.")),
    "blocker.passed": (
        mark("Its date has passed"),
        mark("It was due on %(due)s."),
        mark("It is due on %(due)s, which is still ahead."),
    ),
    "blocker.unseen": (
        mark("The customer sees nothing of it"),
        mark("Nothing that the customer sees is changed."),
        mark("The customer would see it: %(what)s."),
    ),
    "blocker.reason": (mark("A reason is given"), mark("The reason is given."), mark("No reason is given.")),
}  # fmt: skip
REMEDIES: dict[str, str] = {
    "name-owner": mark("Name its owner."),
    "ask-owner": mark("Ask them, or have it handed to you."),
    "write-fallback": mark("Write the fallback, or say what it changes."),
    "name-blocked": mark("Choose the cards, milestones, decisions, the project or the plan."),
    "set-date": mark("Set a date that is ahead."),
    "wait": mark("Wait until then, or let the fallback take effect yourself."),
    "give-word": mark("Let it take effect yourself, or solve it in another way."),
    "give-reason": mark("Say why, in a sentence."),
}

said = Phrasebook(PHRASES, REMEDIES, NAMES).said


def instead(row: Any) -> str:
    """What is done if it is not solved in time: in its words, else what changes. Empty where nobody has said."""
    return row.fallback.strip() or ", ".join(
        say(effects.LABELS[one.do]) for one in effects.of_row(row.effects)
    )
