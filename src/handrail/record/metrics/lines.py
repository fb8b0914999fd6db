"""Readings as lines of a table that somebody pastes or sends: a day, a value, and where it is from. No Django."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.shapes import DATE, NUMBER, Unreadable
from handrail.kit.words import say

MOST = 2_000
LONGEST = 10_000
"""Letters of a line."""
SEPARATORS = "\t;,"


@dataclass(frozen=True, slots=True)
class Line:
    on: date
    value: Decimal
    source: str = ""


def read(text: str) -> list[Line]:
    """Every line, or Invalid with each that can not be read. A first line of headings is passed over."""
    rows = list(rows_of(text))
    if rows and not any(character.isdigit() for cell in rows[0][1][:2] for character in cell):
        rows = rows[1:]
    found, problems = [], []
    for number, cells in rows[: MOST + 1]:
        try:
            found.append(line_of(cells))
        except Unreadable as wrong:
            place = say("Line %(number)s: %(message)s", number=number, message=wrong.message)
            problems.append(Problem("lines", place, wrong.fix))
    if not rows or len(rows) > MOST:
        words = say("Paste 1 to %(most)s lines.", most=MOST)
        problems.append(Problem("lines", words, say("A day and a value, such as 2026-03-31; 71.5")))
    if problems:
        raise Invalid(problems[:20])
    return list({line.on: line for line in found}.values())


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    lines = text.lstrip("\ufeff").replace("\x00", "").splitlines()
    first = next((line for line in lines if line.strip()), "")
    split = next((mark for mark in SEPARATORS if mark in first), ";")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, [cell.strip() for cell in cells(line, split)]


def cells(line: str, split: str) -> list[str]:
    """None of a line that is longer than any reading."""
    return next(csv.reader([line], delimiter=split)) if len(line) <= LONGEST else []


def line_of(cells: list[str]) -> Line:
    if len(cells) < 2 or not cells[0] or not cells[1]:
        raise Unreadable(
            say("a day and a value are needed."),
            say("Write them as 2026-03-31; 71.5, with the source behind."),
        )
    on, value = DATE.read(cells[0]), NUMBER.read(cells[1])
    return Line(on, value, cells[2][:300] if len(cells) > 2 else "")
