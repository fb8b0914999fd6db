"""A rhythm of reviews as it looks in `cadences.yaml`. No Django."""

from __future__ import annotations

from typing import Any

from handrail.kit.shapes import DATE, FLAG, LIST, NUMBER, OWNER, REFERENCE, TEXT, Field, Part, Shape, words
from handrail.kit.shapes.kinds import Kind, Unreadable
from handrail.kit.words import say

from . import recurrence
from .facts import KINDS


def read_rule(raw: Any) -> str:
    try:
        return recurrence.read(str(raw)) if raw not in (None, "") else ""
    except ValueError as error:
        raise Unreadable(str(error), "FREQ=WEEKLY;BYDAY=MO") from None


def read_at(raw: Any) -> str:
    """YAML takes 10:30 for a number of minutes where nobody quotes it."""
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < 24 * 60:
        raw = f"{raw // 60:02}:{raw % 60:02}"
    text = str(raw or "").strip()
    if not text:
        return ""
    try:
        recurrence.time_of(text)
    except ValueError as error:
        raise Unreadable(str(error), say("Write it between quotation marks.")) from None
    return text


def plain(value: Any, _raw: Any) -> Any:
    return value or None


RULE = Kind("rule", read_rule, plain, "", schema={"type": ["string", "null"]})
TIME = Kind("time", read_at, plain, "", schema={"type": ["string", "integer", "null"]})
KIND = words({kind: kind for kind in KINDS}, {"biweekly": "weekly", "monthly": "value"}, "weekly")

CADENCE = Shape(
    "cadence",
    (
        Field("key", TEXT, ("key", "id"), settled=True),
        Field("title", TEXT, ("title", "name"), most=200),
        Field("kind", KIND, ("kind",), default="weekly"),
        Field("project", REFERENCE, ("project",)),
        Field("rule", RULE, ("rule", "rrule")),
        Field("at", TIME, ("at", "time"), default="10:00"),
        Field("starts_on", DATE, ("starts", "starts_on")),
        Field("ends_on", DATE, ("ends", "ends_on")),
        Field("minutes", NUMBER, ("minutes",), default=30),
        Field("on", FLAG, ("switched_on", "active"), default=True),
        Field("asks", LIST, ("asks",)),
        Field("owner", OWNER, ("owner", "run_by")),
    ),
)
CADENCES = Part(("cadences",), CADENCE)
