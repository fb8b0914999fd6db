"""A project as it stands in a file of its own: its boards, their stages with what they ask, the cards. No Django.

A card is a task's place on a board: the task itself stands in its own list, and the card bears its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from fractional_indexing import FIError, generate_key_between, generate_n_keys_between, validate_order_key

from handrail.kit.shapes import (
    DATA,
    DATE,
    FLAG,
    MOMENT,
    NUMBER,
    OWNER,
    REFERENCE,
    TEXT,
    Field,
    Kind,
    Part,
    Shape,
    Unreadable,
    words,
)
from handrail.kit.shapes.kinds import undata
from handrail.kit.words import say
from handrail.record.tasks.files import RULE

from . import own

MOST_RANK, MOST_POINT, MOST_LABEL, MOST_PERSON = 200, 500, 60, 80
DIGITS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


# -- kinds of values ------------------------------------------------------------------------------------


def read_points(raw: Any) -> list[dict[str, Any]]:
    """`[{text: Ask Jo, done: true}]`; also plain lines, and `Ask Jo: true`."""
    if raw in (None, "", []):
        return []
    if isinstance(raw, Mapping):
        raw = [{name: done} for name, done in raw.items()]
    found = [point for item in (raw if isinstance(raw, list) else [raw]) if (point := read_point(item))]
    return found


def read_point(item: Any) -> dict[str, Any] | None:
    if isinstance(item, Mapping) and "text" not in item and len(item) == 1:
        ((text, done),) = item.items()
    elif isinstance(item, Mapping):
        text, done = item.get("text"), item.get("done", False)
    else:
        text, done = item, False
    said = "" if text is None or isinstance(text, dict | list) else str(TEXT.read(text))[:MOST_POINT]
    if not said and item is not None:
        raise Unreadable(say("A checklist is a list of points."), "[{text: Ask Jo, done: false}]")
    return {"text": said, "done": FLAG.read(done)} if said else None


def write_points(value: Any, _raw: Any) -> Any:
    return [{"text": point["text"], "done": point["done"]} for point in value] or None


def read_words(longest: int) -> Any:
    def read(raw: Any) -> list[str]:
        items = raw if isinstance(raw, list) else [] if raw in (None, "") else [raw]
        if any(isinstance(item, dict | list) for item in items):
            raise Unreadable(
                say("This is a list of short texts."), say("Up to %(n)s characters each.", n=longest)
            )
        texts = [str(TEXT.read(item))[:longest].strip() for item in items]
        return [text for text in texts if text]

    return read


def as_list(value: Any, _raw: Any) -> Any:
    return list(value) or None


def whole_number(raw: Any) -> int | None:
    number = NUMBER.read(raw)
    if number is None:
        return None
    if number != int(number) or not 1 <= number <= 32_767:
        raise Unreadable(say("This is a whole number from 1 on."), say("Write one, or leave it out."))
    return int(number)


def read_rank(raw: Any) -> str:
    """A text that sorts among the others of its stage; what can not be gone behind is no place."""
    text = str(TEXT.read(raw))
    try:
        if not text or len(text) > MOST_RANK or not set(text) <= DIGITS:
            raise FIError
        validate_order_key(text)
        generate_key_between(text, None)
    except (FIError, ValueError, IndexError):
        fix = say("Leave it out: the cards of a stage then stand in the order of the file.")
        raise Unreadable(say("This is no place among cards."), fix) from None
    return text


def nth_rank(number: int) -> str:
    """The place of the nth card of a file that does not say its place."""
    return many_ranks(1 << number.bit_length())[number]


@cache
def many_ranks(count: int) -> list[str]:
    return list(generate_n_keys_between(None, None, count))


def read_specs(raw: Any) -> list[Any]:
    """What a board's cards have beside: `[{name: region, label: Region, kind: choice, choices: [North]}]`."""
    found = DATA.read(raw) if raw else []
    for problem in own.problems_of(found):
        raise Unreadable(problem.message, problem.fix)
    return list(found)


def read_own(raw: Any) -> dict[str, Any]:
    found = DATA.read(raw) if raw else {}
    if not isinstance(found, dict):
        raise Unreadable(say("These are not the fields of a card."), "{region: North}")
    return {name: value for name, value in found.items() if value not in (None, "")}


POINTS = Kind("points", read_points, write_points, [], True, schema={"type": ["array", "object", "null"]})
LABELS = Kind("labels", read_words(MOST_LABEL), as_list, [], schema={"type": ["array", "string", "null"]})
PEOPLE = Kind("people", read_words(MOST_PERSON), as_list, [], schema={"type": ["array", "string", "null"]})
KEYS = Kind("keys", read_words(MOST_PERSON), as_list, [], schema={"type": ["array", "string", "null"]})
SPECS = Kind("specs", read_specs, as_list, [], takes=(list,), schema={"type": ["array", "null"]})
OWN = Kind(
    "own",
    read_own,
    lambda value, raw: undata(value, raw) or None,
    {},
    True,
    schema={"type": ["object", "null"]},
)
COUNT = Kind(
    "count",
    whole_number,
    lambda value, _raw: value,
    None,
    schema={"type": ["integer", "null"], "minimum": 1, "maximum": 32_767},
)
RANK = Kind("rank", read_rank, lambda value, _raw: value or None, "", schema={"type": ["string", "null"]})
KIND = words(
    {k: k for k in ("launch_plan", "readiness", "mvp", "onboarding", "renewal_save", "free")}, default="free"
)
STATE = words(
    {s: s for s in ("planned", "active", "done", "dropped")},
    {"completed": "done", "closed": "done", "cancelled": "dropped", "open": "active"},
    "active",
)
BACKWARDS = words({w: w for w in ("free", "reason", "never")}, default="reason")
SKIPPING = words({w: w for w in ("free", "ask", "never")}, default="ask")
SIDE = words({"enter": "enter", "leave": "leave"}, {"entry": "enter", "exit": "leave"}, "leave")
REVIEW = words({w: w for w in ("asked", "approved", "changes")})


# -- what stands in the file ----------------------------------------------------------------------------

CHECK = Shape(
    "check",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("kind", TEXT, ("kind", "check"), most=40),
        Field("side", SIDE, ("side", "when"), default="leave"),
        Field("params", DATA, ("params",)),
        Field("on", FLAG, ("active",), default=True),
    ),
    "kind",
)
STAGE = Shape(
    "stage",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("title", TEXT, ("title", "stage", "name"), most=120),
        Field("position", COUNT, ("position",), count=lambda at: at + 1),
        Field("owner", OWNER),
        Field("input", TEXT, ("input",), most=500),
        Field("output", TEXT, ("output",), most=500),
        Field("signal", TEXT, ("signal", "review_signal"), most=500),
        Field("entry_rule", TEXT, ("entry_rule",), most=500),
        Field("exit_rule", TEXT, ("exit_rule",), most=500),
        Field("most", COUNT, ("most", "limit")),
        Field("external_ids", DATA, ("external_ids",)),
        Part(("checks",), CHECK),
    ),
)
CARD = Shape(
    "card",
    (
        Field("key", TEXT, ("task", "card", "key", "id"), settled=True),
        Field("stage", REFERENCE, ("stage", "status")),
        Field("rank", RANK, ("rank",), count=nth_rank),
        Field("entered_at", MOMENT, ("since",)),
        Field("track", TEXT, ("track",), most=40),
        Field("labels", LABELS, ("labels", "tags")),
        Field("checklist", POINTS, ("checklist",)),
        Field("own", OWN, ("own",)),
        Field("blocked_by", KEYS, ("waits_for", "blocked_by")),
        Field("recurs", RULE, ("repeats", "recurs"), most=200),
        Field("collaborators", PEOPLE, ("collaborators",)),
        Field("reviewer", OWNER, ("reviewer",)),
        Field("review_on", DATE, ("review_on", "review_date")),
        Field("review", REVIEW, ("review",)),
        Field("context_owner", OWNER, ("context_owner",)),
        Field("left_by", DATA, ("left_by",)),
    ),
    "key",
)
BOARD = Shape(
    "board",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("title", TEXT, ("title", "board", "name"), most=300),
        Field("owner", OWNER, ("owner", "workflow_owner")),
        Field("backwards", BACKWARDS, ("backwards",), default="reason"),
        Field("skipping", SKIPPING, ("skipping",), default="ask"),
        Field("card_fields", SPECS, ("card_fields",)),
        Field("external_ids", DATA, ("external_ids",)),
        Part(("stages",), STAGE),
        Part(("cards",), CARD),
    ),
)
PROJECT = Shape(
    "project",
    (
        Field("account", REFERENCE, ("account_id", "account"), settled=True),
        Field("key", TEXT, ("key", "project_id"), settled=True),
        Field("title", TEXT, ("project", "title", "name"), most=300),
        Field("kind", KIND, ("kind",), default="free"),
        Field("state", STATE, ("state", "status"), default="active"),
        Field("owner", OWNER, ("owner", "sign_off_owner")),
        Field("post_launch_owner", OWNER, ("post_launch_owner",)),
        Field("outcome", TEXT, ("outcome",), most=500),
        Field("metric", REFERENCE, ("metric",)),
        Field("unit", TEXT, ("unit",), most=60),
        Field("baseline", NUMBER, ("baseline",)),
        Field("target", NUMBER, ("target",)),
        Field("by_on", DATE, ("by", "by_on")),
        Field("starts_on", DATE, ("starts", "starts_on")),
        Field("go_live_on", DATE, ("go_live", "go_live_on")),
        Field("ends_on", DATE, ("ends", "ends_on")),
        Field("members", PEOPLE, ("members",)),
        Field("tracks", LABELS, ("tracks",)),
        Field("cohorts", LABELS, ("cohorts",)),
        Field("expected", TEXT, ("expected_path", "expected")),
        Field("failure", TEXT, ("likeliest_failure", "failure")),
        Field("recovery", TEXT, ("recovery",)),
        Field("text", TEXT, ("text", "description")),
        Part(("boards",), BOARD),
    ),
)


def is_window(starts: date | None, ends: date | None) -> bool:
    return starts is None or ends is None or starts <= ends
