"""How a risk goes on, as one table: from where, to where, and what is asked first. No Django.

`python -m handrail.record.risks.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.steps import Judge, Step, Table, asking, reasoned
from handrail.kit.words import mark

STATES = ("identified", "assessed", "mitigating", "monitoring", "mitigated", "accepted", "materialised")
CLOSED = ("mitigated", "accepted")
OPEN = tuple(state for state in STATES if state not in CLOSED)
UNANSWERED = ("identified", "assessed")
"""Nobody has said yet what is done about it: of a high one somebody has to, in two days."""

WAYS = (
    Step(name="assess", label=mark("It is rated"), came=("identified",), goes="assessed", asks=("rated",)),
    Step(
        name="mitigate", label=mark("Start to do something about it"),
        came=("identified", "assessed", "monitoring", "materialised"), goes="mitigating",
        asks=("owned", "mitigation", "fallback"),
    ),
    Step(
        name="watch", label=mark("Only keep an eye on it"), came=("identified", "assessed", "mitigating"),
        goes="monitoring", asks=("owned", "day"),
    ),
    Step(name="settle", label=mark("It is mitigated"), came=OPEN, goes="mitigated", asks=("answered",)),
    Step(
        name="accept", label=mark("We live with it"),
        came=("identified", "assessed", "mitigating", "monitoring"), goes="accepted", asks=("owned", "reason"),
    ),
    Step(
        name="happen", label=mark("It has come true"),
        came=("identified", "assessed", "mitigating", "monitoring"), goes="materialised",
    ),
    Step(
        name="reopen", label=mark("Open again"), came=("mitigated", "accepted", "materialised"),
        goes="assessed", asks=("reason",),
    ),
)  # fmt: skip
"""Every way on. What is not here does not happen."""


# -- judging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Asked):
    """A risk, and what somebody says with the step. `high` as the workspace's policy has it."""

    record: ClassVar[str] = "risk"
    owned: bool = False
    rated: bool = False
    high: bool = False
    mitigation: str = ""
    fallback: str = ""
    review_on: date | None = None


JUDGES: dict[str, Judge[Asked]] = {
    "owned": asking("owned", "owner", lambda one, _: one.owned, "name-owner"),
    "rated": asking("rated", "likelihood", lambda one, _: one.rated, "rate-risk"),
    "mitigation": asking("mitigation", "mitigation", lambda one, _: bool(one.mitigation.strip()), "write-mitigation"),
    "fallback": asking(
        "fallback", "fallback", lambda one, _: not one.high or bool(one.fallback.strip()), "write-fallback"
    ),
    "day": asking(
        "day", "review_on", lambda one, today: one.review_on is not None and one.review_on >= today, "name-day"
    ),
    "answered": asking(
        "answered", "mitigation", lambda one, _: bool(one.mitigation.strip() or one.reason.strip()), "say-how"
    ),
    "reason": reasoned,
}  # fmt: skip


TABLE = Table(WAYS, JUDGES)
STEPS, steps_from, between, judge = TABLE.steps, TABLE.steps_from, TABLE.between, TABLE.judge


def picture() -> str:
    return TABLE.picture(ends=CLOSED)


if __name__ == "__main__":
    print(picture(), end="")
