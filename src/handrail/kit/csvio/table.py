"""A table as it comes from a file, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

Cell = str | bool | int | float | Decimal | date | datetime | time


@dataclass(frozen=True, slots=True)
class Limits:
    bytes: int = 100 * 1024 * 1024
    unpacked: int = 256 * 1024 * 1024  # of a workbook, all its parts
    shared_text: int = 64 * 1024 * 1024  # of a workbook, what is held in memory
    parts: int = 5_000
    rows: int = 500_000
    columns: int = 500
    cell: int = 1024 * 1024
    remarks: int = 50


@dataclass(frozen=True, slots=True)
class Note:
    """Something done that the person should know of. Line 0: about the file or a value as a whole."""

    code: str
    message: str
    fix: str = ""
    line: int = 0
    found: str = ""


@dataclass(frozen=True, slots=True)
class Problem(Note):
    """Something the person has to decide or repair."""


class Unreadable(Exception):
    """The file cannot be read as a table at all."""

    def __init__(self, code: str, message: str, fix: str, line: int = 0) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, fix, line)


@dataclass(slots=True)
class Row:
    """One record. `line` is where it starts in the file (in a workbook, the row's number)."""

    line: int
    values: list[Cell]


@dataclass
class Table:
    """`rows` is read as it is consumed, once; notes and problems about rows appear while that happens."""

    filename: str
    columns: list[str] = field(default_factory=list)  # each name once, gaps filled
    names: list[str] = field(default_factory=list)  # as they are in the file
    rows: Iterator[Row] = field(default_factory=lambda: iter(()))
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    kind: str = "csv"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_line: int = 0
    left_out: int = 0  # lines below the header that are no record; counted as the rows are read

    @property
    def ok(self) -> bool:
        return not self.problems


def as_text(cell: Cell) -> str:
    """A cell as a person would type it."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, datetime) and cell.time() == time(0) and cell.tzinfo is None:
        return cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell)
