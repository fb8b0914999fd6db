"""A rule as it stands in `rules.yaml`, and as one file of the library. No Django."""

from __future__ import annotations

from typing import Any

from handrail.kit.refusals import Invalid
from handrail.kit.shapes import OWNER, TEXT, Field, Kind, Part, Shape, Unreadable, words
from handrail.kit.shapes.kinds import data, undata
from handrail.kit.words import say

from .reading import when_of, written


def read_actions(raw: Any) -> list[Any]:
    if raw in (None, "", []):
        return []
    if not isinstance(raw, list):
        raise Unreadable(say("What is done is no list."), "then: [{nudge: owner}]")
    return list(data(raw))


ACTIONS = Kind(
    "actions",
    read_actions,
    lambda value, raw: undata(value, raw) or None,
    [],
    True,
    schema={"type": ["array", "null"]},
)


def read_when(raw: Any) -> dict[str, Any]:
    """What can be read is kept in one way; what can not says what to write instead."""
    if raw in (None, "", {}):
        return {}
    try:
        return written(when_of(raw))
    except Invalid as refused:
        [problem] = refused.problems
        raise Unreadable(problem.message, problem.fix) from None


WHEN = Kind(
    "when",
    read_when,
    lambda value, raw: undata(value, raw) or None,
    {},
    True,
    schema={"type": ["object", "null"]},
)
STATE = words(
    {"draft": "draft", "dry": "dry_run", "on": "switched_on", "off": "switched_off"},
    {"on": "on", "off": "off", "true": "on", "false": "off"},
    "draft",
)
"""Not `on` and `off`: some readers of YAML take these for true and false."""

RULE = Shape(
    "rule",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("title", TEXT, ("title", "says"), most=200),
        Field("state", STATE, ("state",), default="draft"),
        Field("owner", OWNER, ("owner",)),
        Field("when", WHEN, ("when",)),
        Field("condition", TEXT, ("if", "condition"), most=1000),
        Field("then", ACTIONS, ("then",)),
        Field("source", TEXT, ("source",), most=80),
    ),
)
RULES = Part(("rules",), RULE)
