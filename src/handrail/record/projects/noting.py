"""The check that asks for context: a note of a kind is linked with the card and still fresh."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from handrail.kit.refusals import Problem
from handrail.kit.verdict import Verdict, cite
from handrail.kit.words import mark, say
from handrail.record.notes import checks as notes
from handrail.record.notes import queries
from handrail.record.notes.facts import KINDS

from .facts import CardFacts, CheckFacts
from .gates import Gate
from .params import Params
from .words import Phrases


def refs(key: str) -> tuple[str, str]:
    """A card bears its task's key: what is linked with either is linked with both."""
    return f"card:{key}", f"task:{key}"


def notes_of(asked: Sequence[CheckFacts], cards: Sequence[CardFacts]) -> Mapping[str, Any]:
    """Two statements for all cards and checks."""
    linked = queries.linked_with({ref for card in cards for ref in refs(card.key)})
    found = {
        card.key: tuple(queries.facts_of(row) for ref in refs(card.key) for row in linked.get(ref, ()))
        for card in cards
    }
    return {check.key: found for check in asked}


def noted(card: CardFacts, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    """`known` is {card's key: its notes}."""
    mine = (known or {}).get(card.key, ())
    return notes.fresh(mine, str(params.get("note_kind", "")), today, cite(card))


def known_kind(params: Params) -> Iterator[Problem]:
    kind = params.get("note_kind", "")
    if kind not in ("", *KINDS):
        words = say("There is no kind of note called “%(kind)s”.", kind=str(kind)[:40])
        yield Problem("params", words, say("Write one of: %(known)s.", known=", ".join(KINDS)))


PHRASES: dict[str, Phrases] = {
    "note.none": Phrases(
        mark("A note is there and still true"),
        "",
        mark("No note of the kind that is asked for is linked with this card."),
    ),
    "note.ageless": Phrases(
        mark("A note is there and still true"), mark("“%(note)s” is linked and does not age."), ""
    ),
    "note.fresh": Phrases(
        mark("A note is there and still true"),
        mark("“%(note)s” is linked and good until %(day)s."),
        mark("Nobody vouches for “%(note)s” since %(day)s."),
    ),
}
NOTE = Gate(
    name="fresh_note", label=mark("A note is there and still true"), judge=noted, takes=("note_kind",),
    learn=notes_of, problems=known_kind, phrases=PHRASES,
)  # fmt: skip
