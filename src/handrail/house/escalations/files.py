"""What is raised as it stands in `raised.yaml`: only what is not over. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handrail.kit.shapes import DATE, MOMENT, NUMBER, OWNER, TEXT, Field, Kind, Part, Shape, Unreadable, words
from handrail.kit.words import say

from .causes import CAUSES, HAND, SURVIVED
from .policy import read_chain, written
from .rungs import Rung

MOST_TOLD = 100


def read_rungs(raw: Any) -> list[dict[str, Any]]:
    if raw in (None, "", []):
        return []
    try:
        return [rung.stored() for rung in read_chain(raw)]
    except ValueError as error:
        raise Unreadable(say("This chain is not understood."), str(error)) from None


def write_rungs(value: Any, _raw: Any) -> Any:
    return list(written(Rung.of(stored) for stored in value)) or None


def read_told(raw: Any) -> list[list[str]]:
    """`[{who: jonas, at: 2026-03-01T09:00:00+00:00}]` as the pairs that the record keeps."""
    if raw in (None, "", []):
        return []
    if not isinstance(raw, list) or len(raw) > MOST_TOLD or not all(isinstance(one, Mapping) for one in raw):
        raise untold()
    return [[str(one.get("who") or ""), moment_of(one.get("at"))] for one in raw]


def moment_of(raw: Any) -> str:
    at = MOMENT.read(raw)
    if at is None:
        raise untold()
    return str(at.isoformat())


def untold() -> Unreadable:
    return Unreadable(
        say("It is not understood who was told when."),
        say("Write a list of {who: key of a member, at: 2026-03-01T09:00:00+00:00}."),
    )


def write_told(value: Any, _raw: Any) -> Any:
    return [{"who": who, "at": datetime.fromisoformat(at)} for who, at in value] or None


def read_days(raw: Any) -> dict[str, int]:
    number = NUMBER.read(raw)
    return {} if number is None else {"days": min(max(int(number), 0), 100_000)}


RUNGS = Kind("chain", read_rungs, write_rungs, [], True, schema={"type": ["array", "string", "null"]})
TOLD = Kind("told", read_told, write_told, [], takes=(list,), schema={"type": ["array", "null"]})
DAYS = Kind("days", read_days, lambda value, _raw: value.get("days"), {}, schema=dict(NUMBER.schema))
STATE = words({name: name for name in ("open", "acknowledged", "snoozed")}, default="open")
CAUSE = words({name: name for name in (*CAUSES, HAND, SURVIVED)}, default=HAND)

ESCALATION = Shape(
    "escalation",
    (
        Field("key", TEXT, ("key",), settled=True),
        Field("subject", TEXT, ("subject",), most=160),
        Field("cause", CAUSE, ("cause",), default=HAND),
        Field("title", TEXT, ("title",), most=500),
        Field("why", TEXT, ("why",), most=1000),
        Field("missed_on", DATE, ("missed",)),
        Field("params", DAYS, ("days_late",)),
        Field("owner", OWNER, ("raised_to", "owner")),
        Field("since", MOMENT, ("since",)),
        Field("state", STATE, ("state", "status"), default="open"),
        Field("promise", TEXT, ("promise",), most=500),
        Field("promised_on", DATE, ("promised",)),
        Field("snoozed_for", TEXT, ("put_off_for",), most=300),
        Field("snoozes", NUMBER, ("put_off",), default=0),
        Field("chain", RUNGS, ("chain",)),
        Field("rung", NUMBER, ("rung",), default=0),
        Field("told", TOLD, ("told",)),
        Field("next_at", MOMENT, ("next",)),
        Field("path", TEXT, ("page",), most=300),
    ),
)
RAISED = Part(("raised",), ESCALATION)
