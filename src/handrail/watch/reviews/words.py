"""Why something is on an agenda, and how it ended, in sentences. Pure, no Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from handrail.kit.words import mark, mark_many, numbered, say, say_many
from handrail.watch.insights.measures import DAYS, MEASURES

Written = Callable[[date], str]

SAYS: dict[str, str] = {
    "survived": mark("It was there at the review of %(review)s and still is: a whole cycle has gone by."),
    "blocked": mark("It is blocked since %(since)s."),
    "blocked_some_time": mark("It is blocked."),
    "no_mitigation": mark("This risk is high, and nobody has written what we do about it."),
    "no_fallback": mark("This risk is high, and there is no fallback before work on it starts."),
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
    "asked": mark("This is asked each time."),
    "unread": mark("Nobody has read “%(metric)s” yet."),
    "nothing_counts": mark("“%(metric)s” is computed, and nothing counts in it yet."),
    "reads": mark("%(metric)s stands at %(now)s %(unit)s since %(on)s."),
    "on_target": mark(
        "%(metric)s stands at %(now)s %(unit)s since %(on)s: the target of %(target)s is reached."
    ),
    "still": mark(
        "%(metric)s stands at %(now)s %(unit)s since %(on)s and does not move; the target is %(target)s."
    ),
    "towards": mark(
        "%(metric)s went from %(was)s to %(now)s %(unit)s on %(on)s, towards the target of %(target)s."
    ),
    "away": mark(
        "%(metric)s went from %(was)s to %(now)s %(unit)s on %(on)s, away from the target of %(target)s."
    ),
    "fell": mark("%(metric)s went from %(was)s to %(now)s %(unit)s on %(on)s: it was better before."),
    "missed": mark(
        "The launch has not made “%(metric)s” better: correct the scope first, before anything new is taken up."
    ),
    "stands": mark("The risk “%(risk)s” is there."),
    "bare": mark("Nothing is done about it."),
    "mitigated_by": mark("What is done about it: %(mitigation)s Does it still fit?"),
    "undecided": mark("It was to be decided by %(due)s and is still open."),
    "undecided_some_time": mark("It is not decided, and has no day."),
    "unproven": mark("It was approved, and nothing supports it."),
    "unshown": mark("Nothing shows it yet; “%(gate)s” waits for it."),
    "claimed": mark("Somebody says so, and nothing shows it yet: %(claim)s"),
    "other_evidence": mark("There is evidence, but of another kind than is asked for."),
    "refuted": mark("“%(metric)s” is at %(value)s; the target is %(target)s."),
    "failed_test": mark("The test “%(test)s” failed on %(day)s."),
    "came_up": mark("It came up on %(on)s, after the launch, and is open."),
    "came_as_said": mark("It came as we said."),
    "short": mark("%(target)s %(unit)s were expected, and it is %(now)s."),
    "wrong": mark("This was taken for true, and is not."),
    "untested": mark("This was taken for true, and nobody has found out."),
    "came_true": mark("This risk came true."),
    "taught_shorten": mark(
        "Cards were mostly let through all the same: this check costs more than it gives."
    ),
    "taught_keep": mark("It stopped cards that were then put right: it is worth keeping."),
}
LIVE: dict[str, str] = {
    "reads": mark("%(metric)s stands at %(now)s %(unit)s over the last four weeks."),
    "on_target": mark(
        "%(metric)s stands at %(now)s %(unit)s over the last four weeks: the target of %(target)s is reached."
    ),
    "on_target_was": mark(
        "%(metric)s stands at %(now)s %(unit)s over the last four weeks (a week ago: %(was)s): the target of "
        "%(target)s is reached."
    ),
    "first": mark(
        "%(metric)s stands at %(now)s %(unit)s over the last four weeks; a week ago nothing counted in it. The target "
        "is %(target)s."
    ),
    "still": mark(
        "%(metric)s stands at %(now)s %(unit)s over the last four weeks and does not move; the target is %(target)s."
    ),
    "towards": mark(
        "%(metric)s went from %(was)s to %(now)s %(unit)s within a week, towards the target of %(target)s."
    ),
    "away": mark(
        "%(metric)s went from %(was)s to %(now)s %(unit)s within a week, away from the target of %(target)s."
    ),
}
"""The same of numbers that are computed from the work, each time over four weeks."""
COUNTED: dict[str, tuple[str, str]] = {
    "overdue": mark_many("It was due on %(due)s: %(n)s day ago.", "It was due on %(due)s: %(n)s days ago."),
    "stale": mark_many(
        "Nobody has changed it since %(since)s: for %(n)s day.",
        "Nobody has changed it since %(since)s: for %(n)s days.",
    ),
    "decided_late": mark_many(
        "It was due on %(due)s and decided %(n)s day later.",
        "It was due on %(due)s and decided %(n)s days later.",
    ),
}
SHORT: dict[str, str] = {
    "survived": mark("survived a cycle"),
    "blocked": mark("blocked"),
    "overdue": mark("overdue"),
    "no_mitigation": mark("no mitigation"),
    "no_fallback": mark("no fallback"),
    "soon": mark("due soon"),
    "gap": mark("no owner"),
    "stale": mark("stale"),
    "silent": mark("no signal"),
    "let_through": mark("let through"),
    "at_risk": mark("at risk"),
    "left": mark("left over"),
    "added": mark("added"),
    "repeated": mark("third time"),
    "asked": mark("question"),
    "unread": mark("not read"),
    "nothing_counts": mark("no data yet"),
    "first": mark("first number"),
    "on_target": mark("on target"),
    "still": mark("does not move"),
    "towards": mark("the right way"),
    "away": mark("the wrong way"),
    "fell": mark("the wrong way"),
    "missed": mark("a miss"),
    "bare": mark("nothing done"),
    "mitigated_by": mark("has a plan"),
    "undecided": mark("undecided"),
    "unproven": mark("no evidence"),
    "unshown": mark("missing"),
    "claimed": mark("only claimed"),
    "other_evidence": mark("only claimed"),
    "refuted": mark("does not hold"),
    "failed_test": mark("does not hold"),
    "came_up": mark("after the launch"),
    "came_as_said": mark("as expected"),
    "short": mark("short of the target"),
    "wrong": mark("was wrong"),
    "untested": mark("not tested"),
    "came_true": mark("came true"),
    "decided_late": mark("decided late"),
    "reads": mark("has a reading"),
    "stands": mark("a risk"),
    "taught_shorten": mark("shorten?"),
    "taught_keep": mark("worth keeping"),
}
TONES = {
    "survived": "bad", "no_mitigation": "bad", "no_fallback": "bad",
    "blocked": "bad", "overdue": "bad", "at_risk": "bad", "repeated": "warn", "gap": "warn",
    "let_through": "warn", "silent": "warn", "soon": "warn", "stale": "warn",
    "asked": "accent", "unread": "warn", "nothing_counts": "outline", "first": "outline",
    "on_target": "good", "towards": "good", "away": "bad", "still": "warn", "fell": "bad",
    "missed": "bad", "bare": "bad", "undecided": "bad", "unproven": "bad", "unshown": "bad", "claimed": "warn",
    "other_evidence": "warn", "refuted": "bad", "failed_test": "bad", "came_up": "warn", "came_as_said": "good",
    "short": "bad", "wrong": "bad", "untested": "warn", "came_true": "bad", "decided_late": "warn",
    "taught_shorten": "warn", "taught_keep": "good",
}  # fmt: skip
KINDS: dict[str, str] = {
    "weekly": mark("Weekly review"),
    "daily": mark("Daily check"),
    "midpoint": mark("Midpoint audit"),
    "evidence": mark("Evidence review before the launch"),
    "week_two": mark("Support signals in week two"),
    "checkpoint": mark("Checkpoint after the launch"),
    "month_one": mark("What came up in the first month"),
    "prediction": mark("Predictions against what happened"),
    "value": mark("Value review"),
    "refresh": mark("Refresh"),
    "qbr": mark("Business review (QBR)"),
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


NUMBERS = ("was", "now", "before", "target")
"""Which values of a reason are readings."""


def reason(stored: Mapping[str, Any], written: Written) -> str:
    """The sentence of one reason; `written` says a day in the reader's way."""
    code, params = str(stored["code"]), named(dict(stored.get("params") or {}))
    values = {
        name: numbered(value) if name in NUMBERS else day_or(value, written) for name, value in params.items()
    }
    if code in COUNTED:
        return say_many(*COUNTED[code], int(values.pop("days", 0) or 0), **values)
    if code in NEEDS and not params.get(NEEDS[code]):
        code = f"{code}_some_time"
    if "measure" in params and code in LIVE:
        was = f"{code}_was" if params.get("was") else code
        return say(LIVE[was if was in LIVE else code], **values)
    return say(SAYS[code], **values) if code in SAYS else code


def named(params: dict[str, Any]) -> dict[str, Any]:
    """A measure is called as the reader calls it."""
    kind, _colon, name = str(params.get("of", "")).partition(":")
    if kind != "measure" or name not in MEASURES:
        return params
    unit = say("days") if params.get("unit") == DAYS else params.get("unit", "")
    return {**params, "metric": say(MEASURES[name].title), "unit": unit}


NEEDS = {"blocked": "since", "undecided": "due"}
"""Reasons that are said otherwise where their day is not known."""


def day_or(value: Any, written: Written) -> Any:
    try:
        return written(date.fromisoformat(value)) if isinstance(value, str) else value
    except ValueError:
        return value


def short(code: str) -> str:
    return say(SHORT[code]) if code in SHORT else code
