"""A blocker as it looks in a file. No Django."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handrail.kit.refusals import Invalid
from handrail.kit.shapes import (
    DATA,
    DATE,
    FLAG,
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
from handrail.kit.shapes.kinds import data, undata

from . import effects
from .states import STATES


def reading(read: Callable[[Any], list[Any]]) -> Callable[[Any], list[Any]]:
    """As the page reads it; what can not be done says what to write instead."""

    def said(raw: Any) -> list[Any]:
        if raw in (None, "", []):
            return []
        try:
            return read(data(raw if isinstance(raw, list) else [raw]))
        except Invalid as refused:
            problem = refused.problems[0]
            raise Unreadable(problem.message, problem.fix) from None

    return said


def stored(said: Any) -> list[Any]:
    return [one.stored() for one in effects.read(said)]


BLOCKS = Kind(
    "names",
    reading(effects.names),
    lambda value, raw: undata(value, raw) or None,
    [],
    True,
    schema={"type": ["array", "string", "null"]},
)
EFFECTS = Kind(
    "effects",
    reading(stored),
    lambda value, raw: undata(value, raw) or None,
    [],
    True,
    schema={"type": ["array", "null"]},
)

STATE = words(
    {s: s for s in STATES},
    {"blocked": "open", "new": "open", "in_progress": "open", "closed": "resolved", "done": "resolved",
     "solved": "resolved", "cancelled": "dropped", "fallback": "took_effect"},
    "open",
)  # fmt: skip
BLOCKER = Shape(
    "blocker",
    (
        Field("key", TEXT, ("blocker_id", "id", "key"), settled=True),
        Field("customer", REFERENCE, ("account", "account_id", "customer")),
        Field("title", TEXT, ("title", "blocker", "name"), most=500),
        Field("text", TEXT, ("description", "text", "details")),
        Field("blocks", BLOCKS, ("blocks", "blocking")),
        Field("owner", OWNER),
        Field("state", STATE, ("status", "state"), default="open"),
        Field("due_on", DATE, ("due_date", "due_on", "due")),
        Field("fallback", TEXT, ("fallback",)),
        Field("effects", EFFECTS, ("effects", "fallback_effects")),
        Field("customer_impact", TEXT, ("customer_impact", "impact")),
        Field("customer_sees", FLAG, ("customer_sees",), default=False),
        Field("armed_by", OWNER, ("armed_by",)),
        Field("closed_on", DATE, ("closed_on", "resolved_on")),
        Field("reason", TEXT, ("reason", "resolution")),
        Field("held", DATA, ("stood_before",)),
        Field("source", TEXT, ("source",), most=300),
    ),
)
BLOCKERS = Part(("blockers",), BLOCKER)
