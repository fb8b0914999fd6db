"""How an assumption goes on, as one table: from where, to where, and what is asked. No Django.

`python -m handrail.record.assumptions.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.steps import Judge, Step, Table, asking
from handrail.kit.verdict import Verdict
from handrail.kit.words import mark

STATES = ("open", "validated", "invalidated")
OPEN = ("open",)
STANDING = ("open", "validated")
"""States in which it may be relied on, until its day has passed."""

WAYS = (
    Step(name="validate", label=mark("It holds"), came=OPEN, goes="validated", asks=("shown",)),
    Step(name="invalidate", label=mark("It does not hold"), came=STANDING, goes="invalidated", asks=("shown",)),
    Step(
        name="reopen", label=mark("Test it again"), came=("validated", "invalidated"), goes="open",
        asks=("reason",),
    ),
)  # fmt: skip
"""Every way on. What is not here does not happen. That its day passes is no step: `expired` says it of the day."""


def expired(state: str, expires_on: date | None, today: date) -> bool:
    """It is good through its day; from the next one on nobody vouches for it."""
    return state in STANDING and expires_on is not None and expires_on < today


def broken(state: str, expires_on: date | None, today: date) -> bool:
    """Nothing may lean on it any more."""
    return state == "invalidated" or expired(state, expires_on, today)


# -- judging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Asked):
    """An assumption, and what comes with the step: `proofs` counts its evidence, `finding` is what was found."""

    record: ClassVar[str] = "assumption"
    finding: str = ""
    proofs: int = 0


def shown(one: Asked, today: date) -> Verdict:
    """Nobody says that something holds, or does not, without a word or a piece that shows it."""
    passed = bool(one.finding.strip()) or one.proofs > 0
    remedy = "" if passed else "say-finding"
    return Verdict("assumption.shown", passed, {"pieces": one.proofs}, (one.of("finding"),), remedy)


JUDGES: dict[str, Judge[Asked]] = {
    "shown": shown,
    "reason": asking("reason", "finding", lambda one, _: bool(one.reason.strip()), "give-reason"),
}


TABLE = Table(WAYS, JUDGES)
STEPS, steps_from, between, judge = TABLE.steps, TABLE.steps_from, TABLE.between, TABLE.judge


def picture() -> str:
    return TABLE.picture()


if __name__ == "__main__":
    print(picture(), end="")
