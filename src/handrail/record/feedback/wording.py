"""The sentences of a judged step, by code, in the language of whoever is listening. No Django."""

from __future__ import annotations

from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.words import mark

NAMES = {
    "open": mark("Open"),
    "answered": mark("Answered"),
    "decided": mark("Decided"),
    "declined": mark("Declined"),
    "card": mark("Became a card"),
}
PHRASES: dict[str, tuple[str, str, str]] = {
    "feedback.no_step": NO_STEP,
    "feedback.no_way": (
        mark("There is a way there"),
        "",
        mark("Feedback does not go from “%(came)s” to “%(goes)s”."),
    ),
    "feedback.owner": (
        mark("%(owner)s says so"),
        mark("This waits for you."),
        mark("Only %(owner)s, who owns this, answers it and says how it ends."),
    ),
    "feedback.nobody": (
        mark("Who owns it says so"),
        "",
        mark("Nobody owns this, so nobody can say how it ends."),
    ),
    "feedback.decided": (
        mark("It is said what was decided"),
        mark("It is said what was decided."),
        mark("It is not said what was decided."),
    ),
    "feedback.reason": (mark("A reason is given"), mark("The reason is given."), mark("No reason is given.")),
    "feedback.work": (
        mark("There is work for it"),
        mark("It became work."),
        mark("It is not said which work it became."),
    ),
}
REMEDIES: dict[str, str] = {
    "name-owner": mark("Name the one person it waits for."),
    "hand-over": mark("Ask them, or make it yours: then it waits for you."),
    "say-decided": mark("Write it in a sentence, or name the decision."),
    "give-reason": mark("Write in a sentence why."),
    "name-work": mark("Say what is to be done, or name the task."),
}

said = Phrasebook(PHRASES, REMEDIES, NAMES).said
