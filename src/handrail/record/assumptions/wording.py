"""The sentences of a judged step, by code, in the language of whoever is listening. No Django."""

from __future__ import annotations

from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.words import mark

NAMES = {
    "open": mark("Open"),
    "validated": mark("Confirmed"),
    "invalidated": mark("Does not hold"),
}
PHRASES: dict[str, tuple[str, str, str]] = {
    "assumption.no_step": NO_STEP,
    "assumption.no_way": (
        mark("There is a way there"),
        "",
        mark("An assumption does not go from “%(came)s” to “%(goes)s”."),
    ),
    "assumption.shown": (
        mark("Something shows it"),
        mark("It is said what shows it."),
        mark("Nothing shows it yet: no word of what was found, and no piece of evidence."),
    ),
    "assumption.reason": (
        mark("A reason is given"),
        mark("The reason is given."),
        mark("No reason is given."),
    ),
}
REMEDIES: dict[str, str] = {
    "say-finding": mark("Write in a sentence what you found, or add a piece of evidence."),
    "give-reason": mark("Write in a sentence why."),
}

said = Phrasebook(PHRASES, REMEDIES, NAMES).said
