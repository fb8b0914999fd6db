"""The sentences of a judged step, by code, in the language of whoever is listening. No Django."""

from __future__ import annotations

from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.words import mark

NAMES = {
    "proposed": mark("Proposed"),
    "in_review": mark("In review"),
    "approved": mark("Approved"),
    "rejected": mark("Rejected"),
    "superseded": mark("Replaced"),
    "reverted": mark("Taken back"),
}
PHRASES: dict[str, tuple[str, str, str]] = {
    "decision.no_step": NO_STEP,
    "decision.no_way": (
        mark("There is a way there"),
        "",
        mark("A decision does not go from “%(came)s” to “%(goes)s”."),
    ),
    "decision.owned": (
        mark("Somebody decides it"),
        mark("It has an owner."),
        mark("Nobody owns this decision."),
    ),
    "decision.decider": (
        mark("%(owner)s says so"),
        mark("You decide this."),
        mark("Only %(owner)s decides this, or who stands in for them."),
    ),
    "decision.nobody": (
        mark("Who owns it says so"),
        "",
        mark("Nobody owns this decision, so nobody can decide it."),
    ),
    "decision.answer": (
        mark("There is an answer"),
        mark("The answer is written."),
        mark("The answer is not written yet."),
    ),
    "decision.evidence": (
        mark("Evidence supports it"),
        mark("Pieces of evidence: %(pieces)s."),
        mark("This decision asks for evidence, and there is none."),
    ),
    "decision.evidence_demanded": (
        mark("Evidence supports it"),
        mark("Pieces of evidence: %(pieces)s."),
        mark("This workspace approves nothing like this without evidence, and there is none."),
    ),
    "decision.evidence_free": (
        mark("Evidence supports it"),
        mark("Evidence is welcome here, not asked for."),
        "",
    ),
    "decision.reason": (mark("A reason is given"), mark("The reason is given."), mark("No reason is given.")),
    "decision.successor": (
        mark("Another decision stands in its place"),
        mark("What replaces it is approved."),
        mark("What is to replace it is not approved itself."),
    ),
    "decision.no_successor": (
        mark("Another decision stands in its place"),
        "",
        mark("It is not said which decision replaces it."),
    ),
    "decision.feedback": (
        mark("No feedback holds it up"),
        mark("Nothing that was asked holds it up."),
        mark("Feedback holds it up: %(titles)s."),
    ),
    "decision.sound": (
        mark("What it leans on holds"),
        mark("No assumption that it leans on is broken."),
        mark("It leans on what does not hold any more: %(assumptions)s."),
    ),
    "decision.shaken": (
        mark("An assumption that it leans on broke"),
        mark("It leans on what does not hold any more: %(assumptions)s."),
        mark("No assumption that it leans on is broken."),
    ),
}
REMEDIES: dict[str, str] = {
    "name-decider": mark("Name the one person who decides."),
    "ask-decider": mark("Ask for approval: they are told."),
    "write-answer": mark("Write the answer."),
    "add-evidence": mark("Add a piece of evidence: a link, a note, a reading."),
    "give-reason": mark("Write in a sentence why."),
    "name-successor": mark("Name an approved decision that stands in its place."),
    "end-feedback": mark("Open it below: whoever owns it says how it ends."),
    "renew-assumptions": mark("Confirm the assumption again, or take the connection with it away."),
    "ask-decider-again": mark("Whoever decides it can open it again, with a reason."),
}

said = Phrasebook(PHRASES, REMEDIES, NAMES).said
