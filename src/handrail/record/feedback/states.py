"""How feedback goes on, as one table: from where, to where, and what is asked. No Django.

`python -m handrail.record.feedback.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.steps import Judge, Table, asking, reasoned
from handrail.kit.words import mark

STATES = ("open", "answered", "decided", "declined", "card")
OPEN = ("open", "answered")
"""What is not over. The clock runs while it is open."""
ENDED = ("decided", "declined", "card")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(steps.Step):
    @property
    def ends(self) -> bool:
        return self.goes in ENDED


WAYS = (
    Step(name="answer", label=mark("Answer"), came=("open",), goes="answered", asks=("owner",)),
    Step(name="again", label=mark("Ask once more"), came=("answered",), goes="open"),
    Step(
        name="decide", label=mark("It is decided"), came=OPEN, goes="decided", asks=("owner", "decided"),
    ),
    Step(name="decline", label=mark("Decline"), came=OPEN, goes="declined", asks=("owner", "reason")),
    Step(name="card", label=mark("Make it a card"), came=OPEN, goes="card", asks=("owner", "work")),
    Step(name="reopen", label=mark("Open again"), came=ENDED, goes="open", asks=("reason",)),
)  # fmt: skip
"""Every way on. What is not here does not happen."""


# -- judging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Owned):
    """Feedback, and who asks for what. What somebody owns they act on; of what nobody owns, nobody."""

    record: ClassVar[str] = "feedback"
    outcome: str = ""

    @property
    def says_decision(self) -> bool:
        return bool(self.reason.strip()) or self.outcome.startswith("decision:")


JUDGES: dict[str, Judge[Asked]] = {
    "owner": steps.decided("owner", "hand-over", unowned="name-owner"),
    "decided": asking("decided", "outcome", lambda one, _: one.says_decision, "say-decided"),
    "reason": reasoned,
    "work": asking("work", "outcome", lambda one, _: one.outcome.startswith("task:"), "name-work"),
}


TABLE = Table(WAYS, JUDGES)
STEPS, steps_from, between, judge = TABLE.steps, TABLE.steps_from, TABLE.between, TABLE.judge


def picture() -> str:
    return TABLE.picture()


if __name__ == "__main__":
    print(picture(), end="")
