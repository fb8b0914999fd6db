"""How a decision goes on, as one table: from where, to where, who may, and what is asked. No Django.

`python -m handrail.record.decisions.states` writes the picture of it that the guide shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from handrail.kit import gating
from handrail.kit.gating import Check, Path
from handrail.kit.verdict import Evidence, Verdict, Where
from handrail.kit.words import mark

STATES = ("proposed", "in_review", "approved", "rejected", "superseded", "reverted")
OPEN = ("proposed", "in_review")
DECIDED = ("approved", "rejected")
"""What somebody said on a day, with their name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that is done about a decision. `decides`: only its owner, or who stands in for them, may.

    `asks` are the kinds of `JUDGES` that have to hold.
    """

    name: str
    label: str
    came: tuple[str, ...]
    goes: str
    asks: tuple[str, ...] = ()

    @property
    def decides(self) -> bool:
        return "decider" in self.asks


STEPS: dict[str, Step] = {
    step.name: step
    for step in (
        Step(name="ask", label=mark("Ask for approval"), came=("proposed",), goes="in_review", asks=("owned",)),
        Step(name="withdraw", label=mark("Not to be decided yet"), came=("in_review",), goes="proposed"),
        Step(
            name="approve", label=mark("Approve"), came=OPEN, goes="approved",
            asks=("owned", "decider", "answer", "evidence"),
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
            name="reopen", label=mark("Open again"), came=("approved", "rejected", "reverted"), goes="in_review",
            asks=("decider", "reason"),
        ),
    )
}  # fmt: skip
"""Every way on. What is not here does not happen; from `superseded` nothing leads on: its successor does."""


def steps_from(state: str) -> list[Step]:
    return [step for step in STEPS.values() if state in step.came]


def between(came: str, goes: str) -> Step | None:
    return next((step for step in steps_from(came) if step.goes == goes), None)


# -- judging ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A decision, and who asks for what. `by` is a member's key; empty: a command on the server, which may.

    `proofs` counts its evidence; `successor` is the state of what replaces it, empty where nothing is named.
    """

    record: ClassVar[str] = "decision"
    key: str
    title: str
    owner: str = ""
    owner_name: str = ""
    delegate: str = ""
    answer: str = ""
    evidence_needed: bool = False
    proofs: int = 0
    by: str = ""
    reason: str = ""
    successor: str = ""
    at: Where | None = None

    @property
    def label(self) -> str:
        return self.title or self.key

    @property
    def decides(self) -> bool:
        """Whoever owns it decides, and who was named to stand in; of what nobody owns, nobody."""
        return not self.by or (bool(self.owner) and self.by in (self.owner, self.delegate))


Judge = gating.Judge[Asked]
NO_WAY = Path(stages=())


def judge(one: Asked, came: str, goes: str, today: date) -> tuple[Verdict, ...]:
    """Every answer to this step; it may be taken where all of them hold."""
    step = between(came, goes)
    if step is None:
        said = {"came": came, "goes": goes}
        return (Verdict("decision.no_way", False, said, (of(one, "state", came),), "go-another-way"),)
    checks = (Check(key=kind, kind=kind) for kind in step.asks)
    return tuple(gating.judge_check(check, one, NO_WAY, JUDGES, today) for check in checks)


def of(one: Asked, name: str, value: Any = None) -> Evidence:
    return Evidence("decision", one.key, name, value, label=one.label)


def owned(one: Asked, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    passed = bool(one.owner)
    return Verdict(
        "decision.owned", passed, {}, (of(one, "owner", one.owner or None),), "" if passed else "name-decider"
    )


def decider(one: Asked, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    said = {"owner": one.owner_name}
    evidence = (of(one, "owner", one.owner or None),)
    code = "decision.decider" if one.owner else "decision.nobody"
    return Verdict(code, one.decides, said, evidence, "" if one.decides else "ask-decider")


def answered(one: Asked, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    passed = bool(one.answer.strip())
    return Verdict("decision.answer", passed, {}, (of(one, "answer"),), "" if passed else "write-answer")


def evidenced(one: Asked, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    if not one.evidence_needed:
        return Verdict("decision.evidence_free", True, {}, (of(one, "evidence_needed", False),))
    passed = one.proofs > 0
    return Verdict(
        "decision.evidence",
        passed,
        {"pieces": one.proofs},
        (of(one, "evidence"),),
        "" if passed else "add-evidence",
    )


def reasoned(one: Asked, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    passed = bool(one.reason.strip())
    return Verdict("decision.reason", passed, {}, (of(one, "reason"),), "" if passed else "give-reason")


def followed(one: Asked, params: Mapping[str, Any], known: Any, today: date) -> Verdict:
    passed = one.successor == "approved"
    code = "decision.successor" if one.successor else "decision.no_successor"
    return Verdict(code, passed, {}, (of(one, "replaced_by"),), "" if passed else "name-successor")


JUDGES: dict[str, Judge] = {
    "owned": owned,
    "decider": decider,
    "answer": answered,
    "evidence": evidenced,
    "reason": reasoned,
    "successor": followed,
}


# -- the picture --------------------------------------------------------------------------------------------


def picture() -> str:
    """The table as a Mermaid state diagram, as the guide shows it."""
    lines = ["stateDiagram-v2", "    [*] --> proposed"]
    for step in STEPS.values():
        asks = f" ({', '.join(step.asks)})" if step.asks else ""
        lines += [f"    {came} --> {step.goes}: {step.name}{asks}" for came in step.came]
    return "\n".join([*lines, "    superseded --> [*]", ""])


if __name__ == "__main__":
    print(picture(), end="")
