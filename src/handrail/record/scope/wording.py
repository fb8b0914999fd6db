"""The sentences of a judged step and of the gate before the lock, by code. No Django."""

from __future__ import annotations

from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.words import mark

NAMES = {
    "asked": mark("Asked for"),
    "weighed": mark("Weighed"),
    "accepted": mark("Accepted"),
    "declined": mark("Declined"),
    "withdrawn": mark("Withdrawn"),
}
PHRASES: dict[str, tuple[str, str, str]] = {
    "scopechange.no_step": NO_STEP,
    "scopechange.no_way": (
        mark("There is a way there"),
        "",
        mark("A scope change does not go from “%(came)s” to “%(goes)s”."),
    ),
    "scopechange.decider": (
        mark("%(owner)s says so"),
        mark("You decide this."),
        mark("Only %(owner)s decides this."),
    ),
    "scopechange.nobody": (
        mark("Who owns it says so"),
        "",
        mark("Nobody owns this, so nobody can decide it."),
    ),
    "scopechange.asker": (
        mark("Who asked says so"),
        mark("You asked for this, or decide it."),
        mark("Only %(who)s takes this back."),
    ),
    "scopechange.why": (mark("It says why"), mark("It says why."), mark("It is not said why.")),
    "scopechange.metric": (
        mark("The metric that it touches"),
        mark("It says which metric it touches."),
        mark("It is not said which metric it touches."),
    ),
    "scopechange.cost": (
        mark("What it costs"),
        mark("The cost is written."),
        mark("The cost is not written."),
    ),
    "scopechange.given_up": (
        mark("What is given up for it"),
        mark("It says what is given up for it."),
        mark("It is not said what is given up for it."),
    ),
    "scopechange.place": (
        mark("A board for its cards"),
        mark("There is a board for its cards."),
        mark("The project has no board with a stage."),
    ),
    "scopechange.reason": (
        mark("A reason is given"),
        mark("The reason is given."),
        mark("No reason is given."),
    ),
    "commitment.expected": (
        mark("The expected path is written"),
        mark("The expected path is written."),
        mark("The expected path is not written."),
    ),
    "commitment.failure": (
        mark("The likeliest failure is written"),
        mark("The likeliest failure is written."),
        mark("The likeliest failure is not written."),
    ),
    "commitment.recovery": (
        mark("The recovery is written"),
        mark("The recovery is written."),
        mark("The recovery is not written."),
    ),
    "commitment.owned": (
        mark("Every open card has an owner"),
        mark("Every open card has an owner."),
        mark("Open cards that nobody owns: %(n)s."),
    ),
    "commitment.said": (
        mark("Everybody has said what they can take"),
        mark("Everybody with open cards has said what they can take."),
        mark("Not said yet: %(who)s."),
    ),
    "commitment.fits": (
        mark("Nobody has more than they can take"),
        mark("Nobody has more open cards than they can take."),
        mark("More open cards than they can take: %(who)s."),
    ),
    "commitment.assumptions": (
        mark("The assumptions are reviewed"),
        mark("Every assumption has an owner and a day, and none has run out."),
        mark("To be looked at: %(titles)s."),
    ),
    "commitment.no_assumption": (
        mark("The assumptions are reviewed"),
        "",
        mark("Nothing is written about what this project rests on."),
    ),
}
REMEDIES: dict[str, str] = {
    "ask-decider": mark("Ask them to decide it."),
    "ask-asker": mark("Ask them to take it back."),
    "write-why": mark("Write why it is needed."),
    "write-metric": mark("Name a metric, or write what it does to one."),
    "write-cost": mark("Write what it costs: days, money, attention."),
    "write-given-up": mark("Write what goes out or comes later; if nothing does, write that."),
    "write-reason": mark("Write in a sentence why."),
    "make-board": mark("Make a board with a stage first."),
    "write-expected": mark("Write on the project how it is meant to go."),
    "write-failure": mark("Write on the project how it will most likely fail."),
    "write-recovery": mark("Write on the project what you do then."),
    "name-owners": mark("Give each card one owner."),
    "say-capacity": mark("Ask them, and write it into the table."),
    "make-it-fit": mark("Give cards to somebody else, take some out, or ask them again."),
    "write-assumptions": mark("Write down what has to be true for this to work."),
    "review-assumptions": mark("Give each an owner and a day, and settle what has run out."),
}

said = Phrasebook(PHRASES, REMEDIES, NAMES).said
