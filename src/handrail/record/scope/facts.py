"""What a judgement needs to know about a project's scope, and about a change that somebody asks for. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from handrail.kit.verdict import Titled, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one person has open in a project and elsewhere, against what they say they can take (None: not said)."""

    member: str
    name: str
    here: int = 0
    elsewhere: int = 0
    takes: int | None = None

    @property
    def over(self) -> int:
        return max(0, self.here - self.takes) if self.takes is not None else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """An assumption that the project rests on. `trouble` says what is not looked after; empty: it is reviewed."""

    key: str
    title: str
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentFacts(Titled):
    """`assumed` None: nobody has looked what it rests on, so nothing is asked about that."""

    record: ClassVar[str] = "project"
    key: str
    title: str
    expected: str = ""
    failure: str = ""
    recovery: str = ""
    loads: tuple[Load, ...] = ()
    unowned: int = 0
    assumed: tuple[Assumed, ...] | None = None
    at: Where | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entering(Titled):
    """A card on its way into a project. `left_at` is when it was last taken out of it, None where it never was;
    `admitted`: a scope change that was decided yes brings it; `withdrawn`: the one that brought it holds no more."""

    record: ClassVar[str] = "project"
    key: str
    title: str
    locked_at: datetime | None = None
    left_at: datetime | None = None
    admitted: bool = False
    withdrawn: bool = False
    at: Where | None = None
