"""Every version of a note's text: who wrote it, when, and what it changed, line by line and word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import SequenceMatcher

from handrail.house.ledger.models import Event
from handrail.kit.web.numbers import whole
from handrail.record.notes.models import Note

from . import past, story
from .kinds.notes import NOTE

PAGE = 20
AROUND = 1
"""Lines that stayed, shown on either side of a change."""
MOST_LINES = 1_000_000
MOST_WORDS = 40_000
"""How many pairs of lines, or of words in a line, are compared: more would keep the page waiting."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a line: "same", "gone" or "new"."""

    how: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a difference; `gap` stands for lines that stayed and are left out."""

    how: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    event: int
    who: str
    kind: str
    moment: datetime
    why: str
    now: bool
    first: bool
    rows: list[Row] = field(default_factory=list)
    added: int = 0
    gone: int = 0


def of_note(row: Note, before: str) -> tuple[list[Version], str]:
    """A page of versions, and the mark of the next page. One statement."""
    texts = story.about(NOTE, row).filter(changes__has_key="text")
    events = list(story.told(texts, whole(before, 18))[: PAGE + 1])
    more = str(events[PAGE - 1].id) if len(events) > PAGE else ""
    return [version(event, row) for event in events[:PAGE]], more


def held(row: Note) -> str:
    """What the page saw, for who puts a version back."""
    return json.dumps(row.text)


def version(event: Event, row: Note) -> Version:
    old, new = (str(value or "") for value in event.changes["text"])
    who, by = story.author(event)
    rows = list(difference(old.splitlines(), new.splitlines()))
    return Version(
        event.id, who, by, event.at, past.why(event), new == row.text, event.changes["text"][0] is None, rows,
        sum(one.how == "new" for one in rows), sum(one.how == "gone" for one in rows),
    )  # fmt: skip


def difference(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Lines that went and came, with the words that differ; of those that stayed the nearest."""
    if len(old) * len(new) > MOST_LINES:
        yield from (
            Row(how, (Piece(how, line),)) for how, some in (("gone", old), ("new", new)) for line in some
        )
        return
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for number, group in enumerate(matcher.get_grouped_opcodes(AROUND)):
        if number or group[0][1]:
            yield Row("gap")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (Row("same", (Piece("same", line),)) for line in old[i1:i2])
            else:
                yield from changed(old[i1:i2], new[j1:j2])


def changed(old: Sequence[str], new: Sequence[str]) -> Iterator[Row]:
    """Lines that face each other are compared by their words."""
    pairs = [words(a, b) for a, b in zip(old, new, strict=False)]
    yield from (Row("gone", gone) for gone, _new in pairs)
    yield from (Row("gone", (Piece("gone", line),)) for line in old[len(pairs) :])
    yield from (Row("new", come) for _gone, come in pairs)
    yield from (Row("new", (Piece("new", line),)) for line in new[len(pairs) :])


_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    left, right = _WORDS.findall(old), _WORDS.findall(new)
    if len(left) * len(right) > MOST_WORDS:
        return (Piece("gone", old),), (Piece("new", new),)
    gone, come = [], []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        gone.append(Piece("same" if tag == "equal" else "gone", "".join(left[i1:i2])))
        come.append(Piece("same" if tag == "equal" else "new", "".join(right[j1:j2])))
    return tuple(p for p in gone if p.words), tuple(p for p in come if p.words)
