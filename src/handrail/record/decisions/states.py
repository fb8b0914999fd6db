"""How a decision goes on, as one table: from where, to where, who may, and what is asked. No Django.

`python -m handrail.record.decisions.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handrail.kit import steps
from handrail.kit.steps import Judge, Table, asking, reasoned
from handrail.kit.verdict import Verdict
from handrail.kit.words import mark, quoted

STATES = ("proposed", "in_review", "approved", "rejected", "superseded", "reverted")
OPEN = ("proposed", "in_review")
DECIDED = ("approved", "rejected")
"""What somebody said on a day, with their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(steps.Step):
    """`decides`: only its owner, or who stands in for them, may."""

    @property
    def decides(self) -> bool:
        return "decider" in self.asks


WAYS = (
    Step(name="ask", label=mark("Ask for approval"), came=("proposed",), goes="in_review", asks=("owned",)),
    Step(name="withdraw", label=mark("Not to be decided yet"), came=("in_review",), goes="proposed"),
    Step(
        name="approve", label=mark("Approve"), came=OPEN, goes="approved",
        asks=("owned", "decider", "answer", "evidence", "feedback", "sound"),
    ),
    Step(
        name="reject", label=mark("Reject"), came=OPEN, goes="rejected", asks=("owned", "decider", "reason"),
    ),
    Step(
        name="replace", label=mark("Replace by another decision"), came=("approved",), goes="superseded",
        asks=("decider", "successor"),
    ),
    Step(
        name="revert", label=mark("Take back"), came=("approved",), goes="reverted", asks=("decider", "reason"),
    ),
    Step(
        name="reopen", label=mark("Open again"), came=("approved", "reverted"), goes="in_review",
        asks=("decider", "reason"),
    ),
    Step(name="again", label=mark("Ask again"), came=("rejected",), goes="in_review", asks=("owned", "reason")),
    Step(
        name="unsettle", label=mark("Propose anew, since an assumption broke"), came=("approved",), goes="proposed",
        asks=("shaken",),
    ),
)  # fmt: skip
"""Every way on. What is not here does not happen; from `superseded` nothing leads on: its successor does."""


# -- judging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(steps.Owned):
    """A decision, and who asks for what.

    `proofs` counts its evidence; `successor` is the state of what replaces it, empty where nothing is named. `broken`
    names the assumptions that it leans on and that do not hold (any more). `demanded`: the workspace asks for evidence.
    """

    record: ClassVar[str] = "decision"
    delegate: str = ""
    answer: str = ""
    evidence_needed: bool = False
    demanded: bool = False
    proofs: int = 0
    successor: str = ""
    held_by: tuple[str, ...] = ()
    """What was asked about it and holds up its approval, by its title."""
    broken: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        """Whoever owns it decides, and who was named to stand in; of what nobody owns, nobody."""
        return not self.by or (bool(self.owner) and self.by in (self.owner, self.delegate))


def evidenced(one: Asked, today: date) -> Verdict:
    if not one.evidence_needed:
        return Verdict("decision.evidence_free", True, {}, (one.of("evidence_needed", False),))
    passed = one.proofs > 0
    code = "decision.evidence_demanded" if one.demanded else "decision.evidence"
    remedy = "" if passed else "add-evidence"
    return Verdict(code, passed, {"pieces": one.proofs}, (one.of("evidence"),), remedy)


def followed(one: Asked, today: date) -> Verdict:
    passed = one.successor == "approved"
    code = "decision.successor" if one.successor else "decision.no_successor"
    return Verdict(code, passed, {}, (one.of("replaced_by"),), "" if passed else "name-successor")


def unheld(one: Asked, today: date) -> Verdict:
    passed = not one.held_by
    said = {"titles": "; ".join(map(quoted, one.held_by[:3])), "count": len(one.held_by)}
    return Verdict("decision.feedback", passed, said, (one.of("feedback"),), "" if passed else "end-feedback")


def sound(one: Asked, today: date) -> Verdict:
    """It leans on nothing that is known not to hold."""
    said, remedy = {"assumptions": ", ".join(one.broken)}, "renew-assumptions" if one.broken else ""
    return Verdict("decision.sound", not one.broken, said, (one.of("assumptions"),), remedy)


def shaken(one: Asked, today: date) -> Verdict:
    said, remedy = {"assumptions": ", ".join(one.broken)}, "" if one.broken else "ask-decider-again"
    return Verdict("decision.shaken", bool(one.broken), said, (one.of("assumptions"),), remedy)


JUDGES: dict[str, Judge[Asked]] = {
    "owned": steps.owned("name-decider"),
    "decider": steps.decided("decider", "ask-decider"),
    "answer": asking("answer", "answer", lambda one, _: bool(one.answer.strip()), "write-answer"),
    "evidence": evidenced,
    "reason": reasoned,
    "successor": followed,
    "feedback": unheld,
    "sound": sound,
    "shaken": shaken,
}


TABLE = Table(WAYS, JUDGES)
STEPS, steps_from, between, judge = TABLE.steps, TABLE.steps_from, TABLE.between, TABLE.judge


def picture() -> str:
    return TABLE.picture(ends=("superseded",))


if __name__ == "__main__":
    print(picture(), end="")
