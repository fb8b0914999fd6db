"""A board as another tool told it: the same shape for all of them. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.shapes.kinds import clean
from handrail.kit.words import say

from ..remarks import Remark

MOST_BYTES = 64 * 1024 * 1024
MOST_CARDS = 20_000
MOST_LANES = 200
MOST_TEXT = 100_000
MOST_POINTS = 1_000


@dataclass(slots=True)
class Lane:
    """What becomes a stage."""

    ident: str
    title: str
    archived: bool = False


@dataclass(slots=True)
class Item:
    """What becomes a card. `people` in their order: the first one owns it. `line` 0: the file has no lines."""

    ident: str
    title: str
    lane: str
    line: int = 0
    text: str = ""
    due: date | datetime | None = None
    done: bool = False
    archived: bool = False
    priority: str = ""
    people: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    checklist: list[dict[str, Any]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Foreign:
    """`ident` names the board in its own tool; "" where its file does not tell."""

    system: str
    filename: str
    ident: str = ""
    title: str = ""
    lanes: list[Lane] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    flags: list[Remark] = field(default_factory=list)
    refused: list[Remark] = field(default_factory=list)

    def flag(self, code: str, message: str, *, line: int = 0, found: str = "", fix: str = "") -> None:
        self.flags.append(Remark(code, message, self.filename, line, "", found, "", fix))

    def refuse(self, code: str, message: str, *, line: int = 0, found: str = "", fix: str = "") -> None:
        self.refused.append(Remark(code, message, self.filename, line, "", found, "", fix))


SYSTEMS = {"trello": "Trello", "jira": "Jira", "asana": "Asana", "github": "GitHub"}


def unusable(message: str, fix: str) -> Invalid:
    """The file as a whole is no board."""
    return Invalid([Problem("files", message, fix)])


def text_of(raw: Any, most: int = MOST_TEXT) -> str:
    """A text, or a number as one; anything else says nothing."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    return clean(str(raw)).replace("\r\n", "\n").strip()[:most]


def line_of(raw: Any, most: int) -> str:
    return " ".join(text_of(raw, MOST_TEXT).split())[:most].strip()


def dicts(raw: Any) -> Iterator[dict[str, Any]]:
    for item in raw if isinstance(raw, list) else ():
        if isinstance(item, dict):
            yield item


def fold(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", words.casefold())


def point(text: str, done: bool) -> dict[str, Any]:
    return {"text": text[:500], "done": done}


def once(board: Foreign) -> None:
    """Of two items with one id the first counts; a board has so many cards and no more."""
    seen: dict[str, Item] = {}
    for item in board.items:
        if item.ident in seen:
            words = say("This card stands twice in the file; the first was taken.")
            board.flag("twice", words, line=item.line, found=item.title[:80])
        seen.setdefault(item.ident, item)
    board.items = list(seen.values())
    if len(board.items) > MOST_CARDS or len(board.lanes) > MOST_LANES:
        raise unusable(
            say(
                "The file has %(cards)s cards in %(lanes)s lists.",
                cards=f"{len(board.items):,}",
                lanes=f"{len(board.lanes):,}",
            ),
            say(
                "Up to %(cards)s cards and %(lanes)s lists come in at once: split it.",
                cards=f"{MOST_CARDS:,}",
                lanes=MOST_LANES,
            ),
        )
