"""A board that Trello exported as JSON. No Django."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson

from handrail.kit.words import say

from .foreign import MOST_POINTS, Foreign, Item, Lane, dicts, line_of, once, point, text_of, unusable

MOST_ACTIONS = 1_000


def is_trello(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")


def read(name: str, data: bytes) -> Foreign:
    """Raises `Invalid` where the file is no board; a card that can not be read is a remark."""
    raw = loaded(data)
    board = Foreign("trello", name, line_of(raw.get("id"), 80), line_of(raw.get("name"), 300) or name)
    board.lanes = lanes_of(board, raw)
    known = {lane.ident: lane for lane in board.lanes}
    told = Told(raw)
    for number, card in sorted(enumerate(raw["cards"], 1), key=lambda pair: place(pair[1])):
        item = item_of(board, card, number, known, told)
        if item is not None:
            board.items.append(item)
    if len(list(dicts(raw.get("actions")))) >= MOST_ACTIONS:
        words = say(
            "Trello writes only the last %(n)s events into a file: older comments are not in it.",
            n=MOST_ACTIONS,
        )
        board.flag("events", words)
    once(board)
    return board


def loaded(data: bytes) -> dict[str, Any]:
    try:
        raw = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as trouble:
        raise unusable(
            say(
                "This is no JSON: %(problem)s (line %(line)s, column %(column)s).",
                problem=trouble.msg.partition(":")[0],
                line=trouble.lineno,
                column=trouble.colno,
            ),
            say("Export the board again: in Trello, Share, Export as JSON."),
        ) from None
    if not isinstance(raw, dict) or not all(isinstance(raw.get(key), list) for key in ("lists", "cards")):
        raise unusable(
            say("This JSON is no board of Trello: it has no lists and cards."),
            say("Export the board again: in Trello, Share, Export as JSON."),
        )
    return raw


def lanes_of(board: Foreign, raw: Mapping[str, Any]) -> list[Lane]:
    found: dict[str, tuple[float, Lane]] = {}
    for one in dicts(raw["lists"]):
        ident, title = line_of(one.get("id"), 80), line_of(one.get("name"), 120)
        if ident and ident not in found:
            lane = Lane(ident, title or say("(without a name)"), one.get("closed") is True)
            found[ident] = (place(one), lane)
    if not found:
        board.refuse(
            "no_lists", say("The board has no lists."), fix=say("Add one in Trello and export again.")
        )
    return [lane for _, lane in sorted(found.values(), key=lambda pair: pair[0])]


def place(one: Any) -> float:
    pos = one.get("pos") if isinstance(one, dict) else None
    return (
        float(pos) if isinstance(pos, int | float) and not isinstance(pos, bool) and abs(pos) < 1e300 else 0.0
    )


class Told:
    """What the file tells beside its cards: people, checklists and comments, by the ids that cards name."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.people = {
            line_of(one.get("id"), 80): line_of(one.get("fullName"), 200) or line_of(one.get("username"), 200)
            for one in dicts(raw.get("members"))
        }
        self.checklists: dict[str, list[Any]] = defaultdict(list)
        for one in dicts(raw.get("checklists")):
            self.checklists[line_of(one.get("idCard"), 80)].append(one)
        self.comments: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for action in dicts(raw.get("actions")):
            if action.get("type") == "commentCard":
                self.comment(action)

    def comment(self, action: Mapping[str, Any]) -> None:
        said = action.get("data")
        card = said.get("card") if isinstance(said, dict) else None
        who = action.get("memberCreator")
        text = text_of(said.get("text")) if isinstance(said, dict) else ""
        if isinstance(card, dict) and text:
            name = line_of(who.get("fullName"), 200) if isinstance(who, dict) else ""
            day = line_of(action.get("date"), 40)
            head = ", ".join(filter(None, (name, day[:10])))
            self.comments[line_of(card.get("id"), 80)].append((day, f"{head}: {text}" if head else text))


def item_of(board: Foreign, card: Any, number: int, lanes: Mapping[str, Lane], told: Told) -> Item | None:
    if not isinstance(card, dict):
        board.refuse(
            "no_card", say("Card %(n)s of the file is no card.", n=number), fix=say("Export the board again.")
        )
        return None
    title, ident = line_of(card.get("name"), 500), line_of(card.get("id"), 80)
    found, lane = title[:80] or ident, lanes.get(line_of(card.get("idList"), 80))
    if not ident or lane is None:
        words = say("Card %(n)s has no id or is in no list of the file.", n=number)
        board.refuse("no_list", words, found=found, fix=say("Export the board again."))
        return None
    if len(line_of(card.get("name"), 100_000)) > 500:
        board.flag("title_cut", say("Its title is cut after 500 characters."), found=found)
    item = Item(ident, title or say("(without a name)"), lane.ident, archived=card.get("closed") is True)
    item.text, item.done = text_of(card.get("desc")), card.get("dueComplete") is True
    item.due = moment(board, card.get("due"), found)
    item.people = [told.people.get(str(one), "") or str(one)[:80] for one in listed(card.get("idMembers"))]
    item.labels = [text for one in dicts(card.get("labels")) if (text := label_of(one))]
    item.checklist = points_of(board, [*told.checklists[ident], *inline(card, told.checklists[ident])], found)
    item.comments = [text for _, text in sorted(told.comments[ident])]
    item.files = [text for one in dicts(card.get("attachments")) if (text := file_of(one))]
    return item


def listed(raw: Any) -> Iterable[Any]:
    return [one for one in raw if isinstance(one, str)] if isinstance(raw, list) else ()


def label_of(one: Mapping[str, Any]) -> str:
    return line_of(one.get("name"), 60) or line_of(one.get("color"), 60)


def inline(card: Mapping[str, Any], known: Iterable[Mapping[str, Any]]) -> list[Any]:
    """Some exports hold a card's checklists in the card, too."""
    ids = {one.get("id") for one in known}
    return [one for one in dicts(card.get("checklists")) if one.get("id") not in ids]


def points_of(board: Foreign, lists: list[Any], found: str) -> list[dict[str, Any]]:
    made = []
    for one in sorted(lists, key=place):
        before = (
            f"{line_of(one.get('name'), 100)}: " if len(lists) > 1 and line_of(one.get("name"), 100) else ""
        )
        for item in sorted(dicts(one.get("checkItems")), key=place):
            text = line_of(item.get("name"), 500)
            if text:
                made.append(point(before + text, item.get("state") == "complete"))
    if len(made) > MOST_POINTS:
        words = say("Its checklist is cut after %(n)s points.", n=MOST_POINTS)
        board.flag("checklist_cut", words, found=found)
    return made[:MOST_POINTS]


def file_of(one: Mapping[str, Any]) -> str:
    name, url = line_of(one.get("name"), 300), line_of(one.get("url"), 1000)
    return f"{name}: {url}" if name and url and name != url else url or name


def moment(board: Foreign, raw: Any, found: str) -> datetime | None:
    if raw is None or raw == "":
        return None
    try:
        at = datetime.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        board.flag("due", say("Its due date can not be read and is left empty."), found=found)
        return None
    return at
