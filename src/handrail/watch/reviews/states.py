"""How a review goes on, as one table: from where, to where, and what is asked. No Django.

`python -m handrail.watch.reviews.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.steps import Judge, Step, Table, asking
from handrail.kit.words import mark

from .words import STATES as NAMES

STATES = ("planned", "open", "done", "missed", "off")
WAITING = ("planned", "missed")
"""It has not begun: it can still be held, or called off."""

WAYS = (
    Step(name="open", label=mark("Open the review"), came=WAITING, goes="open"),
    Step(name="close", label=mark("Close the review"), came=("open",), goes="done"),
    Step(name="call_off", label=mark("Call it off"), came=WAITING, goes="off", asks=("words",)),
    Step(name="miss", label=mark("Nobody opens it in time"), came=("planned",), goes="missed", clock=True),
)
"""Every way on. What is not here does not happen: what was held or called off is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Asked):
    record: ClassVar[str] = "review"


JUDGES: dict[str, Judge[Asked]] = {
    "words": asking("words", "words", lambda one, _: bool(one.reason.strip()), "say-why")
}
PHRASES = {
    "review.no_step": NO_STEP,
    "review.words": (
        mark("It is said why"),
        mark("It is said why."),
        mark("It is not said why it is not held."),
    ),
}
TABLE: Table[Step, Asked] = Table(WAYS, JUDGES)
STEPS, steps_from = TABLE.steps, TABLE.steps_from
said = Phrasebook(PHRASES, {"say-why": mark("Write why it is not held.")}, NAMES).said


def picture() -> str:
    return TABLE.picture(ends=("done", "off"))


if __name__ == "__main__":
    print(picture(), end="")
