"""What judges answer, as sentences by code, in the language of whoever is listening. Knows no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .verdict import Verdict
from .words import mark, quoted, readable, say


@dataclass(frozen=True, slots=True)
class Said:
    title: str
    reason: str
    fix: str
    passed: bool = False


NO_STEP = (
    mark("The step leads on from there"), "", mark("“%(step)s” is no step from “%(came)s”."),
)  # fmt: skip
ON = {
    "go-another-way": mark("From “%(came)s” these steps lead on: %(steps)s."),
    "go-nowhere": mark("From “%(came)s” no step leads on."),
}
"""What every table of steps says where there is no way; a room says the rest, and lists `NO_STEP` under its code."""


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """By code: what is asked, why it holds, and why it does not; what to do, by remedy. `names` are what people call
    the states that a step comes from and goes to."""

    phrases: Mapping[str, tuple[str, str, str]]
    remedies: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def said(self, verdict: Verdict) -> Said:
        title, passed, failed = self.phrases[verdict.code]
        params = {name: self.spoken(name, value) for name, value in verdict.params.items()}
        reason = say(passed if verdict.passed else failed, **params)
        fix = "" if verdict.passed else self.fix(verdict.remedy, params)
        return Said(say(title, **params), reason, fix, bool(verdict.passed))

    def fix(self, remedy: str, params: Mapping[str, Any]) -> str:
        return say(ON[remedy], **params) if remedy in ON else say(self.remedies.get(remedy, remedy))

    def spoken(self, name: str, value: Any) -> Any:
        """States and steps as people call them."""
        if name in ("came", "goes", "step"):
            return say(self.names.get(value, value))
        return ", ".join(quoted(say(one)) for one in value) if name == "steps" else readable(value)
