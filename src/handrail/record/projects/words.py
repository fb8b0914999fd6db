"""The sentences of a judged move, by code. Later rooms bring those of their own kinds with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from handrail.kit.verdict import Verdict
from handrail.kit.words import mark, say

from .own import REQUIRED


@dataclass(frozen=True, slots=True)
class Phrases:
    """%-templates over the verdict's params: what is asked, and why it holds or does not. `more` are sentences for
    what does not hold, each for a param that is there and not empty."""

    title: str
    passed: str
    failed: str
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    title: str
    reason: str
    fix: str


PHRASES: dict[str, Phrases] = {
    "board.back_reason": Phrases(
        mark("Moving back takes a reason"),
        mark("The reason is given."),
        mark("Going back to “%(stage)s” takes a reason, and none is given."),
    ),
    "board.back_never": Phrases(
        mark("Cards do not move back"), "", mark("On this board no card goes back to “%(stage)s”.")
    ),
    "board.skips": Phrases(
        mark("No stage is skipped"), "", mark("“%(next)s” comes before “%(stage)s” on this board.")
    ),
    "board.room": Phrases(
        mark("There is room"),
        mark("“%(stage)s” has room for another card."),
        mark("“%(stage)s” takes %(most)s cards at once, and it is full."),
    ),
    "project.scope": Phrases(
        mark("It is in the scope that was agreed"),
        "",
        mark("The scope of “%(project)s” is locked: nothing comes in without a scope change."),
    ),
    "card.unknown_check": Phrases(
        mark("A check that is not known here"), "", mark("Nobody can say whether “%(kind)s” holds.")
    ),
    "card.fields": Phrases(
        mark("Filled in: %(fields)s"), mark("Everything is filled in."), mark("Still empty: %(missing)s.")
    ),
    "card.checklist": Phrases(
        mark("The checklist is done"),
        mark("All %(all)s points are ticked."),
        mark("%(done)s of %(all)s points are ticked."),
    ),
    "card.in_order": Phrases(
        mark("Nothing holds it up"),
        mark("What it waits for is done, and no open risk or blocker is connected with it."),
        "",
        (
            ("left", mark("Not done yet: %(left)s.")),
            ("risks", mark("Open risk: %(risks)s.")),
            ("blocks", mark("Blocked by: %(blocks)s.")),
            ("hidden", mark("You may not see %(hidden)s of them.")),
        ),
    ),
    "card.in_order_hidden": Phrases(
        mark("What it waits for is done"),
        "",
        mark("Not done yet: %(left)s (%(hidden)s of them you may not see)."),
    ),
    "card.no_reviewer": Phrases(mark("The reviewer has approved"), "", mark("Nobody is named as reviewer.")),
    "card.changes_asked": Phrases(
        mark("The reviewer has approved"), "", mark("%(reviewer)s asks for changes.")
    ),
    "card.reviewed": Phrases(
        mark("The reviewer has approved"),
        mark("%(reviewer)s has approved."),
        mark("%(reviewer)s has not approved yet."),
    ),
    "card.no_decision": Phrases(
        mark("A decision is approved"),
        "",
        mark("There is no decision “%(decision)s”, or you may not see it."),
    ),
    "card.decided": Phrases(
        mark("“%(decision)s” is approved"), mark("It is approved."), mark("It is not approved yet.")
    ),
    "card.no_reading": Phrases(
        mark("“%(metric)s” has reached its target"),
        "",
        mark("It is not known: there is no target, or nobody has read a value."),
    ),
    "card.at_target": Phrases(
        mark("“%(metric)s” has reached its target"),
        mark("It is at %(value)s; the target is %(target)s."),
        mark("It is at %(value)s; the target is %(target)s."),
    ),
    "card.expression": Phrases("%(says)s", mark("This holds."), mark("This does not hold.")),
    "card.unclear": Phrases("%(says)s", "", mark("This can not be worked out: %(problem)s")),
}
REMEDIES: dict[str, str] = {
    "ask-scope-change": mark("Ask for a scope change: what, why, and what is given up for it."),
    "say-why": mark("Say why it goes back."),
    "stay": mark("Leave it where it is, or ask the workflow owner to change the rule."),
    "go-by-the-next": mark("Move it to the next stage first."),
    "make-room": mark("Finish or move a card of that stage first."),
    "take-check-off": mark("Ask the workflow owner to switch this check off."),
    "fill-in": mark("Fill in what is missing."),
    "tick": mark("Do what is left and tick it."),
    "do-before": mark("Settle that first, or take it off if it holds nothing up."),
    "write-checklist": mark("Write the checklist, and do what it says."),
    "name-reviewer": mark("Name a reviewer and a day."),
    "ask-reviewer": mark("Ask the reviewer to approve."),
    "rework": mark("Do what was asked for, and ask the reviewer again."),
    "decide": mark("Decide it, or ask its owner to."),
    "choose-decision": mark("Ask the workflow owner to name a decision that is there."),
    "read-metric": mark("Add a reading, and a target where there is none."),
    "reach-target": mark("Wait until the target is reached, or ask the workflow owner to let it through."),
    "write-note": mark("Write one, or connect one that is there."),
    "confirm-note": mark("Look whether it is still true, and confirm it."),
    "carry-constraint": mark("Connect it with what an approved decision asks for."),
    "renew-constraint": mark("Look at what counts now: carry that, and take the old one off."),
    "make-true": mark("Change the card so that this holds."),
    "correct-check": mark("Ask the workflow owner to correct the check."),
}
FIELDS: dict[str, str] = {
    "owner": mark("owner"),
    "due_on": mark("due date"),
    "next_action": mark("next action"),
    "text": mark("details"),
    "priority": mark("priority"),
    "customer": mark("customer"),
    "track": mark("track"),
    "labels": mark("labels"),
    "checklist": mark("checklist"),
    "collaborators": mark("collaborators"),
    "reviewer": mark("reviewer"),
    "review_on": mark("review date"),
    "context_owner": mark("context owner"),
}


def said(verdict: Verdict, more: Mapping[str, Phrases] | None = None) -> Said:
    """A verdict in words, in the listener's language. An unknown code is said as it is."""
    phrases = PHRASES.get(verdict.code) or (more or {}).get(verdict.code)
    fix = "" if verdict.passed else say(REMEDIES.get(verdict.remedy, verdict.remedy))
    if phrases is None:
        return Said(verdict.code, "", fix)
    params = {name: spoken(value) for name, value in verdict.params.items()}
    reason = say(phrases.passed, **params) if verdict.passed else failing(phrases, params)
    return Said(say(phrases.title, **params), reason, fix)


def failing(phrases: Phrases, params: Mapping[str, Any]) -> str:
    sentences = [phrases.failed, *(words for name, words in phrases.more if params.get(name))]
    return " ".join(say(words, **params) for words in sentences if words)


def spoken(value: Any) -> Any:
    """Names of fields as a person reads them."""
    if isinstance(value, list | tuple):
        return ", ".join(say(FIELDS.get(str(item), str(item).removeprefix(REQUIRED))) for item in value)
    return value
