"""Why something is on an agenda, and how it ended, in sentences. Pure, no Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handrail.kit.words import mark, mark_many, say, say_many

Written = Callable[[date], str]

SAYS: dict[str, str] = {
    "survived": mark("It was there at the review of %(review)s and still is: a whole cycle has gone by."),
    "blocked": mark("It is blocked since %(since)s."),
    "blocked_some_time": mark("It is blocked."),
    "soon": mark("It is due on %(due)s."),
    "gap": mark("Nobody owns it."),
    "silent": mark(
        "This stage of “%(board)s” has no exit rule and no check: nothing says when work may leave it."
    ),
    "let_through": mark("%(by)s let it through to “%(stage)s” on %(on)s: %(why)s"),
    "at_risk": mark("This customer is at risk since %(since)s."),
    "left": mark("It was left over from the last review."),
    "added": mark("Somebody put this on the agenda."),
    "repeated": mark("It is here for the third time in three reviews."),
}
COUNTED: dict[str, tuple[str, str]] = {
    "overdue": mark_many("It was due on %(due)s: %(n)s day ago.", "It was due on %(due)s: %(n)s days ago."),
    "stale": mark_many(
        "Nobody has changed it since %(since)s: for %(n)s day.",
        "Nobody has changed it since %(since)s: for %(n)s days.",
    ),
}
SHORT: dict[str, str] = {
    "survived": mark("survived a cycle"),
    "blocked": mark("blocked"),
    "overdue": mark("overdue"),
    "soon": mark("due soon"),
    "gap": mark("no owner"),
    "stale": mark("stale"),
    "silent": mark("no signal"),
    "let_through": mark("let through"),
    "at_risk": mark("at risk"),
    "left": mark("left over"),
    "added": mark("added"),
    "repeated": mark("third time"),
}
TONES = {
    "survived": "bad", "blocked": "bad", "overdue": "bad", "at_risk": "bad", "repeated": "warn", "gap": "warn",
    "let_through": "warn", "silent": "warn", "soon": "warn", "stale": "warn",
}  # fmt: skip
KINDS: dict[str, str] = {
    "weekly": mark("Weekly review"),
    "daily": mark("Daily check"),
    "midpoint": mark("Midpoint review"),
    "value": mark("Value review"),
    "refresh": mark("Refresh"),
    "qbr": mark("Business review (QBR)"),
    "week_two": mark("Week-two review"),
    "retrospective": mark("Retrospective"),
}
STATES: dict[str, str] = {
    "planned": mark("planned"),
    "open": mark("under way"),
    "done": mark("held"),
    "missed": mark("missed"),
    "off": mark("called off"),
}
ENDINGS: dict[str, str] = {
    "open": mark("still open"),
    "decided": mark("decided"),
    "action": mark("action"),
    "redated": mark("new date"),
    "unchanged": mark("no change"),
    "carried": mark("left over for the next time"),
}
QUICK: tuple[str, ...] = (
    mark("On its way"),
    mark("Waiting for the customer"),
    mark("Nothing new"),
)
"""The words of a "no change" that one key says."""


def reason(stored: Mapping[str, Any], written: Written) -> str:
    """The sentence of one reason; `written` says a day in the reader's way."""
    code, params = str(stored["code"]), dict(stored.get("params") or {})
    values = {name: day_or(value, written) for name, value in params.items()}
    if code in COUNTED:
        return say_many(*COUNTED[code], int(values.pop("days", 0) or 0), **values)
    if code == "blocked" and not params.get("since"):
        code = "blocked_some_time"
    return say(SAYS[code], **values) if code in SAYS else code


def day_or(value: Any, written: Written) -> Any:
    try:
        return written(date.fromisoformat(value)) if isinstance(value, str) else value
    except ValueError:
        return value


def short(code: str) -> str:
    return say(SHORT[code]) if code in SHORT else code
