"""One judge for everything that goes from stage to stage: what is asked on the way, and every answer. Pure.

Cards on a board, the phases of a plan and the release of a proposal are judged by it; what a stage asks is data, and
a kind of check is a function that its room brings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from .verdict import Citable, Verdict, cite

NOWHERE = -1
"""The place that something new comes from: before the first stage."""
Subject = TypeVar("Subject", bound=Citable)
Judged = TypeVar("Judged", contravariant=True)


class Judge(Protocol[Judged]):
    """One kind of check: what goes, what the check says, what was looked up for it, and the day."""

    def __call__(self, subject: Judged, params: Mapping[str, Any], known: Any, today: date, /) -> Verdict: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    key: str
    kind: str
    params: Mapping[str, Any] = field(default_factory=dict)


class Stage(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def enter(self) -> Sequence[Check]: ...
    @property
    def leave(self) -> Sequence[Check]: ...


class Way(Protocol):
    """The stages in their order. Backwards is free, takes a reason, or is never done; what is skipped on the way on
    is free, asked all the same, or never skipped. `known` is what the kinds had to look up, by the check's key."""

    @property
    def stages(self) -> Sequence[Stage]: ...
    @property
    def backwards(self) -> str: ...
    @property
    def skipping(self) -> str: ...
    @property
    def known(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A stage with a name and nothing else."""

    title: str
    enter: tuple[Check, ...] = ()
    leave: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A way that is always the same: every stage is asked, and the way back takes a reason."""

    stages: tuple[Step, ...]
    backwards: str = "reason"
    skipping: str = "ask"
    known: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """What somebody asks for: `came` and `goes` are places among the stages."""

    came: int
    goes: int
    reason: str = ""
    today: date


def judge(
    subject: Subject, tried: Try, way: Way, judges: Mapping[str, Judge[Subject]], *, called: str
) -> tuple[Verdict, ...]:
    """Every answer, passed and failed. `called` begins the codes of the way's own rules."""
    return (
        *by_rule(subject, tried, way, called),
        *(judge_check(check, subject, way, judges, tried.today) for check in asked(tried, way)),
    )


def allowed(verdicts: Iterable[Verdict]) -> bool:
    """What could not be worked out does not pass: nothing is green without evidence."""
    return all(verdict.passed for verdict in verdicts)


def by_rule(subject: Citable, tried: Try, way: Way, called: str) -> Iterator[Verdict]:
    stage = way.stages[tried.goes].title
    if tried.goes < tried.came and way.backwards != "free":
        passed = way.backwards == "reason" and bool(tried.reason.strip())
        remedy = "say-why" if way.backwards == "reason" else "stay"
        yield Verdict(f"{called}.back_{way.backwards}", passed, {"stage": stage}, (cite(subject),), remedy)
    skipped = way.stages[tried.came + 1 : tried.goes]
    if skipped and way.skipping == "never":
        params = {"stage": stage, "next": skipped[0].title}
        yield Verdict(f"{called}.skips", False, params, (cite(subject),), "go-by-the-next")


def asked(tried: Try, way: Way) -> Iterator[Check]:
    """What a move on asks, in the order of the way; a move back asks nothing."""
    if tried.goes < tried.came:
        return
    if tried.came != NOWHERE:
        yield from way.stages[tried.came].leave
    if way.skipping == "ask":
        for stage in way.stages[tried.came + 1 : tried.goes]:
            yield from (*stage.enter, *stage.leave)
    yield from way.stages[tried.goes].enter


def judge_check(
    check: Check, subject: Subject, way: Way, judges: Mapping[str, Judge[Subject]], today: date
) -> Verdict:
    """A kind that is not known here any more lets nothing through: a person takes the check off."""
    known = judges.get(check.kind)
    if known is None:
        code = f"{subject.record}.unknown_check"
        return Verdict(code, None, {"kind": check.kind}, (cite(subject),), "take-check-off")
    return known(subject, check.params, way.known.get(check.key), today)
