"""How a drill goes on, as one table. No Django. That one is prepared, begun or walked to its end is read from its paths
and is no state of its own.

`python -m handrail.record.drills.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.phrases import NO_STEP, Phrasebook
from handrail.kit.steps import Judge, Step, Table, asking
from handrail.kit.verdict import Verdict
from handrail.kit.words import mark

STATES = ("open", "held")

WAYS = (
    Step(name="hold", label=mark("End the drill"), came=("open",), goes="held", asks=("paths", "walked")),
)  # fmt: skip
"""Every way on: what was seen that day stays, and another day has a drill of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Asked):
    """A drill; `paths` counts those that it has, `left` are the titles of those that nobody has walked yet."""

    record: ClassVar[str] = "drill"
    paths: int = 0
    left: tuple[str, ...] = ()


def walked(one: Asked, today: date) -> Verdict:
    said = {"n": len(one.left), "title": one.left[0] if one.left else ""}
    return Verdict("drill.walked", not one.left, said, (one.of("paths"),), "walk" if one.left else "")


JUDGES: dict[str, Judge[Asked]] = {
    "paths": asking("paths", "paths", lambda one, _: one.paths > 0, "give-paths"),
    "walked": walked,
}
PHRASES = {
    "drill.no_step": NO_STEP,
    "drill.paths": (mark("It has paths"), mark("It has paths."), mark("This drill has no path.")),
    "drill.walked": (
        mark("Every path was walked"),
        mark("Every path was walked."),
        mark("%(n)s paths were not walked yet, such as “%(title)s”."),
    ),
}
REMEDIES = {
    "give-paths": mark("Give the project a board, decisions or risks first."),
    "walk": mark("Walk them first: name who is called, and what they do."),
}
NAMES = {"open": mark("Open"), "held": mark("Held")}
TABLE: Table[Step, Asked] = Table(WAYS, JUDGES)
STEPS, steps_from = TABLE.steps, TABLE.steps_from
said = Phrasebook(PHRASES, REMEDIES, NAMES).said


def picture() -> str:
    return TABLE.picture(ends=("held",))


if __name__ == "__main__":
    print(picture(), end="")
