"""What was said beforehand of a project, and what came of it: a number or an assumption in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from handrail.record.projects.models import Project
from handrail.watch.reviews import asked, signals, words
from handrail.watch.reviews.facts import Held, Signal

from .rhythm import address_of, day_words


@dataclass(frozen=True, slots=True)
class Line:
    """One prediction. `now` says where it stands, `came` whether it came so."""

    title: str
    url: str
    now: str
    label: str
    tone: str


def of_project(project: Project) -> list[Line]:
    """Three statements, and those of what was taken for true."""
    found = [line_of(one) for one in signals.signals_of(project).values()]
    return found + [held_of(one) for one in signals.assumptions_of(project)]


def line_of(one: Signal) -> Line:
    reason = asked.reading(one)
    return Line(
        one.title, address_of(one.kind, one.key), words.reason(reason.stored(), day_words), words.short(reason.code),
        words.TONES.get(reason.code, "outline"),
    )  # fmt: skip


def held_of(one: Held) -> Line:
    reason = asked.assumed(one)
    said = words.reason(reason.stored(), day_words)
    return Line(
        one.title, address_of(one.kind, one.key), said, words.short(reason.code), words.TONES[reason.code]
    )
