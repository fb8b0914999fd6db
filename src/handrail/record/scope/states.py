"""How a scope change goes on, as one table: from where, to where, who may, and what is asked. No Django.

`python -m handrail.record.scope.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.steps import Judge, Table, asking
from handrail.kit.verdict import Verdict
from handrail.kit.words import mark

STATES = ("asked", "weighed", "accepted", "declined", "withdrawn")
OPEN = ("asked", "weighed")
DECIDED = ("accepted", "declined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(steps.Step):
    @property
    def decides(self) -> bool:
        return "decider" in self.asks


WAYS = (
    Step(
        name="weigh", label=mark("It is weighed"), came=("asked",), goes="weighed",
        asks=("why", "metric", "cost", "given_up"),
    ),
    Step(
        name="accept", label=mark("Accept"), came=("weighed",), goes="accepted",
        asks=("decider", "metric", "cost", "given_up", "place"),
    ),
    Step(
        name="decline", label=mark("Decline"), came=("weighed",), goes="declined",
        asks=("decider", "metric", "cost", "given_up", "reason"),
    ),
    Step(name="withdraw", label=mark("Withdraw"), came=OPEN, goes="withdrawn", asks=("asker",)),
    Step(
        name="again", label=mark("Ask again"), came=("declined", "withdrawn"), goes="asked", asks=("reason",),
    ),
)  # fmt: skip
"""Every way on. What is not here does not happen: what was accepted is in the scope, and leads nowhere."""


# -- judging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Owned):
    """A scope change, and who does what about it. `place`: there is a board with a stage for its cards."""

    record: ClassVar[str] = "scopechange"
    asked_by: str = ""
    asker_name: str = ""
    why: str = ""
    metric: str = ""
    cost: str = ""
    given_up: str = ""
    place: bool = False


def filled(name: str) -> Judge[Asked]:
    remedy = f"write-{name.replace('_', '-')}"
    return asking(name, name, lambda one, _: bool(getattr(one, name).strip()), remedy)


def asker(one: Asked, today: date) -> Verdict:
    """Who asked takes it back, or who decides."""
    passed = not one.by or one.by in (one.owner, one.asked_by)
    said, evidence = {"who": one.asker_name or one.owner_name}, one.of("asked_by", one.asked_by or None)
    return Verdict("scopechange.asker", passed, said, (evidence,), "" if passed else "ask-asker")


JUDGES: dict[str, Judge[Asked]] = {
    **{name: filled(name) for name in ("why", "metric", "cost", "given_up", "reason")},
    "decider": steps.decided("decider", "ask-decider"),
    "asker": asker,
    "place": asking("place", "place", lambda one, _: one.place, "make-board"),
}


TABLE = Table(WAYS, JUDGES)
STEPS, steps_from, between, judge = TABLE.steps, TABLE.steps_from, TABLE.between, TABLE.judge


def picture() -> str:
    return TABLE.picture(ends=("accepted",))


if __name__ == "__main__":
    print(picture(), end="")
