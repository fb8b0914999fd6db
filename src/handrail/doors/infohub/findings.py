"""What a check has to say: each finding with its place, its words and what to do. No Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

RANK = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    file: str
    line: int
    column: int
    code: str
    severity: str
    message: str
    fix: str = ""


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By file and line, each one once."""
    return sorted(set(findings))
