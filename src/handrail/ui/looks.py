"""How a state looks and is called, in one place: tone, icon and word, so that colour never speaks alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Look:
    tone: str
    icon: str
    word: str | Promise


VERDICTS = {
    "healthy": Look("good", "circle-check", _("Healthy")),
    "watch": Look("warn", "triangle-alert", _("Watch")),
    "at_risk": Look("bad", "octagon-alert", _("At risk")),
    "no_data": Look("", "circle-dashed", _("No data")),
    "complete": Look("good", "circle-check", _("Complete")),
    "incomplete": Look("warn", "circle-dashed", _("Incomplete")),
}

OUTCOMES = {
    "passed": Look("good", "check", _("Holds")),
    "failed": Look("bad", "x", _("Fails")),
    "unknown": Look("", "minus", _("Not known")),
}

AUDIENCES = {
    "internal": Look("", "lock", _("Internal, never leaves")),
    "shared": Look("", "eye", _("Shared with the customer")),
    "ours": Look("", "users", _("Our team")),
    "owner": Look("", "key-round", _("Owners only")),
    "public": Look("", "globe", _("Public")),
}

TONES = {
    "good": Look("good", "circle-check", _("Done")),
    "warn": Look("warn", "triangle-alert", _("Please note")),
    "bad": Look("bad", "octagon-alert", _("Problem")),
    "": Look("", "info", _("Information")),
}


def verdict(state: str) -> Look:
    return VERDICTS.get(state, Look("", "circle-help", state.replace("_", " ").capitalize()))


def outcome(passed: bool | str | None) -> Look:
    """Accepts True, False and None, or the words passed, failed, unknown."""
    names: dict[bool | None, str] = {True: "passed", False: "failed", None: "unknown"}
    key = names[passed] if passed is None or isinstance(passed, bool) else passed
    return OUTCOMES.get(key, OUTCOMES["unknown"])


def audience(name: str) -> Look:
    return AUDIENCES.get(name, Look("", "lock", name))


def tone(name: str) -> Look:
    """Django's message levels are accepted too."""
    levels = {"success": "good", "warning": "warn", "error": "bad", "info": "", "debug": ""}
    return TONES.get(levels.get(name, name), TONES[""])
