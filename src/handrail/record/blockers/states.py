"""How a blocker goes on, as one table: from where, to where, who may, and what is asked. No Django.

`python -m handrail.record.blockers.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.steps import Judge, Table, reasoned
from handrail.kit.verdict import Verdict
from handrail.kit.words import mark

STATES = ("open", "armed", "waiting", "refused", "took_effect", "resolved", "dropped")
OPEN = ("open", "armed", "waiting", "refused")
"""It holds up what it names."""
NAMES = {
    "open": mark("Open"),
    "armed": mark("Fallback armed"),
    "waiting": mark("Waits for a word"),
    "refused": mark("Fallback was refused"),
    "took_effect": mark("Fallback took effect"),
    "resolved": mark("Resolved"),
    "dropped": mark("Dropped"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(steps.Step):
    """`carries` says that the fallback is carried out."""

    carries: bool = False


WAYS = (
    Step(
        name="arm", label=mark("Arm the fallback"), came=("open", "refused"), goes="armed",
        asks=("owned", "owner", "named", "fallback", "ahead"),
    ),
    Step(
        name="disarm", label=mark("Disarm the fallback"), came=("armed", "waiting", "refused"), goes="open",
        asks=("owner",),
    ),
    Step(
        name="fall_back", label=mark("The date passes"), came=("armed",), goes="took_effect",
        asks=("passed", "unseen"), clock=True, carries=True,
    ),
    Step(
        name="ask", label=mark("The date passes, and the customer sees it"), came=("armed",), goes="waiting",
        asks=("passed",), clock=True,
    ),
    Step(
        name="stop", label=mark("The date passes, and a check refuses it"), came=("armed",), goes="refused",
        asks=("passed",), clock=True,
    ),
    Step(
        name="release", label=mark("Let the fallback take effect"), came=("armed", "waiting", "refused"),
        goes="took_effect", asks=("owned", "owner", "fallback"), carries=True,
    ),
    Step(
        name="resolve", label=mark("Resolved"), came=(*OPEN, "took_effect"), goes="resolved",
    ),
    Step(name="drop", label=mark("Drop"), came=OPEN, goes="dropped", asks=("reason",)),
    Step(
        name="reopen", label=mark("Open again"), came=("took_effect", "resolved", "dropped"), goes="open",
        asks=("reason",),
    ),
)  # fmt: skip
"""Every way on. What is not here does not happen."""


# -- judging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Owned):
    """A blocker, and who asks for what.

    `seen` says what of its fallback the customer would see; `effects` counts what it changes, `blocks` what it
    holds up.
    """

    record: ClassVar[str] = "blocker"
    due_on: date | None = None
    fallback: str = ""
    effects: int = 0
    blocks: int = 0
    seen: tuple[str, ...] = ()

    @property
    def due(self) -> str:
        return self.due_on.isoformat() if self.due_on else ""


def fallback(one: Asked, today: date) -> Verdict:
    passed = bool(one.fallback.strip() or one.effects)
    evidence = (one.of("fallback", one.fallback or None),)
    return Verdict("blocker.fallback", passed, {}, evidence, "" if passed else "write-fallback")


def named(one: Asked, today: date) -> Verdict:
    passed, evidence = one.blocks > 0, (one.of("blocks", one.blocks),)
    return Verdict("blocker.named", passed, {}, evidence, "" if passed else "name-blocked")


def ahead(one: Asked, today: date) -> Verdict:
    passed = one.due_on is not None and one.due_on >= today
    code = "blocker.ahead" if one.due_on is not None else "blocker.no_date"
    return Verdict(code, passed, {"due": one.due}, (one.of("due_on", one.due),), "" if passed else "set-date")


def passed_by(one: Asked, today: date) -> Verdict:
    gone = one.due_on is not None and one.due_on < today
    evidence = (one.of("due_on", one.due),)
    return Verdict("blocker.passed", gone, {"due": one.due}, evidence, "" if gone else "wait")


def unseen(one: Asked, today: date) -> Verdict:
    passed, said = not one.seen, {"what": ", ".join(one.seen)}
    return Verdict("blocker.unseen", passed, said, (one.of("customer_sees"),), "" if passed else "give-word")


JUDGES: dict[str, Judge[Asked]] = {
    "owned": steps.owned("name-owner"),
    "owner": steps.decided("owner", "ask-owner"),
    "named": named,
    "fallback": fallback,
    "ahead": ahead,
    "passed": passed_by,
    "unseen": unseen,
    "reason": reasoned,
}


TABLE = Table(WAYS, JUDGES)
STEPS, steps_from, between, judge = TABLE.steps, TABLE.steps_from, TABLE.between, TABLE.judge


def picture() -> str:
    return TABLE.picture()


if __name__ == "__main__":
    print(picture(), end="")
