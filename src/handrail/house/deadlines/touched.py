"""Which changes can move a date: the others are spared the look at what their rows promise."""

from __future__ import annotations

from collections.abc import Sequence

from handrail import wiring
from handrail.house.ledger.append import Line, subject_kind

CREATED = "created"


def touched(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if concerns(line)]


def concerns(line: Line) -> bool:
    kind = subject_kind(line.subject)
    leans = line.changes.keys() & wiring.DEADLINES_LEAN.get(kind, frozenset())
    if kind not in wiring.DEADLINES:
        return bool(leans)
    if kind not in wiring.DEADLINES_REST:
        return True
    needs, rests = wiring.DEADLINES_REST[kind]
    if line.kind == CREATED:  # nothing leans on it yet
        return bool(line.changes.keys() & needs)
    return bool(leans or line.changes.keys() & rests)
