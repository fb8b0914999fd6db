"""The sentences of judged signals, by code. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handrail.kit.verdict import Verdict
from handrail.kit.words import mark, numbered, readable, say
from handrail.record.projects.words import Phrases


@dataclass(frozen=True, slots=True)
class Said:
    reason: str
    fix: str


PHRASES: dict[str, tuple[str, str]] = {
    "signal.claimed": ("", mark("Somebody says so, and nothing shows it yet: %(claim)s")),
    "signal.no_metric": ("", mark("No metric is named.")),
    "signal.no_target": ("", mark("“%(metric)s” has no target.")),
    "signal.no_reading": ("", mark("“%(metric)s” has not been read yet.")),
    "signal.metric": (
        mark("“%(metric)s” is at %(value)s; the target is %(target)s."),
        mark("“%(metric)s” is at %(value)s; the target is %(target)s."),
    ),
    "signal.no_result": ("", mark("No result of the test “%(test)s” has been sent yet.")),
    "signal.test": (
        mark("The test “%(test)s” passed on %(day)s."),
        mark("The test “%(test)s” failed on %(day)s."),
    ),
    "signal.evidence": (mark("Pieces of evidence: %(pieces)s."), ""),
    "signal.other_evidence": ("", mark("There is evidence, but of another kind than is asked for.")),
    "signal.no_evidence": ("", mark("There is no evidence.")),
}
REMEDIES: dict[str, str] = {
    "name-metric": mark("Name the metric that shows it."),
    "set-target": mark("Give the signal or the metric a target."),
    "read-metric": mark("Add a reading, and a target where there is none."),
    "reach-target": mark("Reach the target, or change the plan."),
    "send-result": mark("Let the test send its result."),
    "mend-test": mark("Mend what the test found, and send its result again."),
    "add-evidence": mark("Add a piece of evidence: a link, a note, a reading."),
}
CARD_PHRASES: Mapping[str, Phrases] = {
    "card.no_signal": Phrases(
        mark("The acceptance signals hold"),
        "",
        mark("“%(stage)s” has no acceptance signal, so nobody can see that it is ready."),
    ),
    "card.signals": Phrases(
        mark("The acceptance signals hold"),
        mark("All %(all)s signals of “%(stage)s” are proven."),
        mark("Not proven yet: %(left)s."),
    ),
}
"""Of the check that a board asks."""


def said(verdict: Verdict) -> Said:
    passed, failed = PHRASES[verdict.code]
    reason = passed if verdict.passed else failed
    params = {
        name: numbered(value) if name in ("value", "target") else readable(value)
        for name, value in verdict.params.items()
    }
    fix = "" if verdict.passed else say(REMEDIES.get(verdict.remedy, verdict.remedy))
    return Said(say(reason, **params) if reason else "", fix)
