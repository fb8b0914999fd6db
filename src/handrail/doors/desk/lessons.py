"""In words: what a newer playbook would change in a project, and what a way of working should keep or shorten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from handrail.kit.words import say
from handrail.record.projects import gates
from handrail.ui.dates import written
from handrail.watch.playbooks.differing import ADD, CHANGE, HELD, OURS, Offer
from handrail.watch.playbooks.facts import Book
from handrail.watch.playbooks.improving import ASK, KEEP, SHORTEN, Finding
from handrail.watch.playbooks.inheriting import gaps

from .answers import at
from .words import Words, choice

NOUNS: dict[str, Words] = {
    "stage": pgettext_lazy("of a board", "Stage"),
    "check": gettext_lazy("Check"),
    "card": gettext_lazy("Card"),
    "note": gettext_lazy("Note"),
    "review": gettext_lazy("Rhythm"),
    "message": gettext_lazy("Message"),
    "decision": gettext_lazy("Decision"),
    "risk": gettext_lazy("Risk"),
    "measure": gettext_lazy("Metric"),
    "assumption": gettext_lazy("Assumption"),
    "drill": gettext_lazy("Drill"),
    "signal": gettext_lazy("Acceptance signal"),
    "point": gettext_lazy("Point of the checklist"),
}
WAYS: dict[str, Words] = {
    "add": pgettext_lazy("what a newer playbook does", "Is added"),
    "change": pgettext_lazy("what a newer playbook does", "Is changed"),
    "remove": pgettext_lazy("what a newer playbook does", "Goes"),
}
FIELDS: dict[str, Words] = {
    "title": gettext_lazy("Name"),
    "input": gettext_lazy("Input"),
    "output": gettext_lazy("Output"),
    "signal": gettext_lazy("Review signal"),
    "entry_rule": gettext_lazy("Enters when"),
    "exit_rule": gettext_lazy("Leaves when"),
    "most": gettext_lazy("Cards at most"),
    "params": gettext_lazy("What it asks"),
    "track": gettext_lazy("Track"),
    "next_action": gettext_lazy("Next step"),
    "text": gettext_lazy("Text"),
    "checklist": gettext_lazy("Checklist"),
    "due": gettext_lazy("Days from go-live"),
    "kind": gettext_lazy("Kind"),
    "rule": gettext_lazy("Repeats"),
    "minutes": gettext_lazy("Minutes"),
    "to": gettext_lazy("To whom"),
    "audience": gettext_lazy("Meant for"),
    "channel": gettext_lazy("By way of"),
    "response": gettext_lazy("What is done with what comes back"),
    "at": gettext_lazy("Time of day"),
    "until": gettext_lazy("Last day from go-live"),
    "review": gettext_lazy("Looked at, days from go-live"),
    "question": gettext_lazy("Question"),
    "context": gettext_lazy("Context"),
    "category": gettext_lazy("Category"),
    "acceptance": gettext_lazy("Acceptance criteria"),
    "scope_in": gettext_lazy("In scope"),
    "scope_out": gettext_lazy("Out of scope"),
    "impact": gettext_lazy("Impact"),
    "metric": gettext_lazy("Metric"),
    "evidence": gettext_lazy("Needs evidence"),
    "proceeds": gettext_lazy("Before it is proven"),
    "likelihood": gettext_lazy("Likelihood"),
    "closeness": gettext_lazy("Closeness to the customer"),
    "mitigation": gettext_lazy("Mitigation"),
    "fallback": gettext_lazy("Fallback"),
    "says": gettext_lazy("What is counted"),
    "formula": gettext_lazy("How the number comes of it"),
    "computed": gettext_lazy("Computed as"),
    "cohort": gettext_lazy("Counted for"),
    "purpose": gettext_lazy("What it shows"),
    "unit": gettext_lazy("Unit"),
    "direction": gettext_lazy("Direction"),
    "baseline": gettext_lazy("Baseline"),
    "target": gettext_lazy("Target"),
    "sign": gettext_lazy("Read from"),
    "cost": gettext_lazy("What finding out costs"),
    "test": gettext_lazy("Test"),
    "scenario": gettext_lazy("Scenario"),
    "wants": gettext_lazy("Kind of evidence"),
}


# -- a newer playbook ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One offer as a line of the page."""

    one: Offer
    title: str
    noun: Words
    way: Words
    lines: list[tuple[Words, str, str, str]]
    """Each field: its name, what the project has, what the newer text says, what the team has made of it."""
    why: str = ""


def told(found: Iterable[Offer]) -> list[Told]:
    return [
        Told(
            one,
            title_of(one.noun, one.title, one.stage),
            NOUNS[one.noun],
            WAYS[one.way],
            lines(one),
            why(one),
        )
        for one in found
    ]


def title_of(noun: str, title: str, stage: str) -> str:
    if noun == "check":
        known = gates.gates().get(title)
        label = say(known.label) if known is not None else title
        return f"{stage}: {label}" if stage else label
    return title


def lines(one: Offer) -> list[tuple[Words, str, str, str]]:
    if one.way == CHANGE:
        return [
            (FIELDS[each.name], plain(each.here), plain(each.to), plain(each.was) if each.ours else "")
            for each in one.fields
        ]
    if one.way == ADD:
        return [(FIELDS[name], "", plain(value), "") for name, value in one.values.items()]
    return []


def why(one: Offer) -> str:
    if one.stands == HELD:
        return one.why
    if one.stands == OURS:
        return _("You have made something else of it: yours stays unless you choose the newer one.")
    return ""


def plain(value: Any) -> str:
    if value in (None, "", [], (), {}):
        return "–"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {plain(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(plain(one) for one in value)
    return str(choice(value)) if isinstance(value, str) else str(value)


# -- keep or shorten ----------------------------------------------------------------------------------------

ADVICE: dict[str, tuple[Words, str]] = {
    SHORTEN: (gettext_lazy("Shorten?"), "warn"),
    KEEP: (pgettext_lazy("what becomes of a rule", "Keep"), "good"),
    ASK: (gettext_lazy("Talk about it"), "accent"),
}
REASONS: dict[str, Words] = {
    "let_through": gettext_lazy(
        "It stopped %(stopped)s cards, and %(through)s of them were let through all the same: work without a better "
        "decision."
    ),
    "righted": gettext_lazy(
        "It stopped %(stopped)s cards, and %(righted)s of them were put right and went on."
    ),
    "never_no": gettext_lazy(
        "It was asked %(asked)s times and never said no. Whether everybody keeps to it or nobody needs it can not be "
        "seen from here."
    ),
    "fewer": gettext_lazy(
        "There is less that is stale, blocked, late or without an owner: %(before)s points in the first %(half)s "
        "reviews, %(after)s in the last %(half)s."
    ),
    "no_outcome": gettext_lazy(
        "%(outcomes)s of %(points)s points in %(times)s reviews led to a decision, an action or a new date."
    ),
    "no_fewer": gettext_lazy(
        "%(outcomes)s of %(points)s points led to something, and there is not less to look at: %(before)s points in "
        "the first %(half)s reviews, %(after)s in the last %(half)s."
    ),
    "nothing_there": gettext_lazy("It was held %(times)s times, and there was never anything to look at."),
}


@dataclass(frozen=True, slots=True)
class Lesson:
    title: str
    advice: Words
    tone: str
    says: str
    opens: list[tuple[str, str]]
    """(address, words) of the records behind it."""
    check: str = ""
    stage: str = ""
    """Of a check that is proposed for shortening: it can be taken out at once."""


def lessons(found: Iterable[Finding]) -> list[Lesson]:
    """What can be said; what is too early to say is left out."""
    return [lesson(one) for one in found if one.advice in ADVICE]


def lesson(one: Finding) -> Lesson:
    advice, tone = ADVICE[one.advice]
    title = title_of("check", one.title, one.stage) if one.noun == "check" else one.title
    check = one.title if one.noun == "check" and one.advice == SHORTEN else ""
    return Lesson(
        title,
        advice,
        tone,
        str(REASONS[one.reason]) % one.numbers,
        [opened(*it) for it in one.records],
        check,
        one.stage,
    )


def opened(named: str, words: str) -> tuple[str, str]:
    kind, _, key = named.partition(":")
    if kind == "review":
        return at("review", key), written(date.fromisoformat(words), "j M")
    return at("card", key), words


# -- standards that nobody has a day or a role for ----------------------------------------------------------


def bare(book: Book) -> list[tuple[str, str]]:
    """(the standard, what its text does not say yet), of those that the playbook carries."""
    words: dict[tuple[str, ...], str] = {
        ("owner",): _("nobody's, until its text names a role"),
        ("day",): _("without a day"),
    }
    both = _("nobody's, and without a day")
    return [(one.title, words.get(one.lacks, both)) for one in gaps(book)]
