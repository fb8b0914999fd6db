"""How a proposed delay goes on, as one table. No Django. A signal has no steps: how it stands is judged.

`python -m handrail.record.readiness.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.steps import Judge, Step, Table, asking, reasoned
from handrail.kit.words import mark

STATES = ("proposed", "taken", "dismissed")

WAYS = (
    Step(name="take", label=mark("The dates move"), came=("proposed",), goes="taken", asks=("keeper",)),
    Step(
        name="dismiss", label=mark("The dates stay"), came=("proposed",), goes="dismissed",
        asks=("keeper", "reason"),
    ),
)  # fmt: skip
"""Every way on: what a person has answered is answered; a signal that fails once more proposes another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Asked):
    """A delay; `keeper` says that who answers signs the project off or is its workflow owner."""

    record: ClassVar[str] = "delay"
    keeper: bool = False


JUDGES: dict[str, Judge[Asked]] = {
    "keeper": asking("keeper", "state", lambda one, _: one.keeper, "ask-keeper"),
    "reason": reasoned,
}
PHRASES = {
    "delay.no_step": NO_STEP,
    "delay.keeper": (
        mark("Who signs off or keeps the work says so"),
        mark("You may say so."),
        mark("Only who signs the project off or its workflow owner moves its dates."),
    ),
    "delay.reason": (
        mark("A reason is given"),
        mark("The reason is given."),
        mark("Write why nothing is moved."),
    ),
}
REMEDIES = {
    "ask-keeper": mark("Ask one of them."),
    "give-reason": mark("One sentence; it stays in the history."),
}
RIGHTS = ("delay.keeper",)
"""Who lacks this is not allowed to; the rest is missing."""
NAMES = {"proposed": mark("Proposed"), "taken": mark("Moved"), "dismissed": mark("Nothing moved")}
TABLE: Table[Step, Asked] = Table(WAYS, JUDGES)
STEPS, steps_from = TABLE.steps, TABLE.steps_from
said = Phrasebook(PHRASES, REMEDIES, NAMES).said


def picture() -> str:
    return TABLE.picture(ends=("taken", "dismissed"))


if __name__ == "__main__":
    print(picture(), end="")
