"""What judges answer, as sentences by code, in the language of whoever is listening. Knows no Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .verdict import Verdict
from .words import readable, say


@dataclass(frozen=True, slots=True)
class Said:
    title: str
    reason: str
    fix: str
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """By code: what is asked, why it holds, and why it does not; what to do, by remedy. `names` are what people call
    the states that a step comes from and goes to."""

    phrases: Mapping[str, tuple[str, str, str]]
    remedies: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def said(self, verdict: Verdict) -> Said:
        title, passed, failed = self.phrases[verdict.code]
        params = {
            name: say(self.names.get(value, value)) if name in ("came", "goes") else readable(value)
            for name, value in verdict.params.items()
        }
        reason = say(passed if verdict.passed else failed, **params)
        fix = "" if verdict.passed else say(self.remedies.get(verdict.remedy, verdict.remedy))
        return Said(say(title, **params), reason, fix, bool(verdict.passed))
