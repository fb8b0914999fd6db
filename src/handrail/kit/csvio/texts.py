"""The records of a text file, one at a time, each with the line it starts on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from handrail.kit.csvio.sniffing import DELIMITERS, find_delimiter, find_encoding, sample_of
from handrail.kit.csvio.table import Limits, Note, Problem, Row, Table, Unreadable
from handrail.kit.words import say


class _Lines:
    """The lines of a stream, which remembers those of the record being read."""

    def __init__(self, stream: io.TextIOWrapper, without_nul: bool) -> None:
        self.stream = stream
        self.without_nul = without_nul
        self.number = 0
        self.record: list[str] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = next(self.stream)
        if self.without_nul:
            line = line.replace("\0", "")
        self.number += 1
        self.record.append(line)
        return line


def text_records(stream: BinaryIO, table: Table, limits: Limits) -> Iterator[Row]:
    encoding = find_encoding(stream, limits.bytes)
    sample = sample_of(stream, encoding.name)
    if not sample.strip("\0 \t\r\n"):
        raise Unreadable("empty", say("The file is empty."), say("Export it again."))
    table.delimiter, named = find_delimiter(sample)
    table.encoding = encoding.name
    _tell_encoding(table, encoding.odd_line, encoding.nul_line)
    text = io.TextIOWrapper(stream, encoding=encoding.name, errors="replace", newline="")
    lines = _Lines(text, bool(encoding.nul_line))
    if named:
        next(lines)
        lines.record.clear()
    return _records(lines, table, limits)


def _tell_encoding(table: Table, odd_line: int, nul_line: int) -> None:
    if table.encoding == "cp1252":
        message = say("The file is not UTF-8; it was read as Windows text (cp1252).")
        table.notes.append(
            Note("encoding", message, say("Check names with accents, or save it as UTF-8."), odd_line)
        )
    if nul_line:
        message = say("The file has NUL bytes, which text never has; they were left out. It may be damaged.")
        table.problems.append(Problem("nul", message, say("Export the file again."), nul_line))


def _records(lines: _Lines, table: Table, limits: Limits) -> Iterator[Row]:
    """One record is held back: whether the last one is whole is known only at the end."""
    csv.field_size_limit(limits.cell)
    held: Row | None = None
    raw: list[str] = []
    start = lines.number + 1
    reader = csv.reader(lines, delimiter=table.delimiter)
    try:
        for values in reader:
            if held is not None:
                yield held
            held = Row(start, values)  # type: ignore[arg-type]  # a list of text is a list of cells here
            raw, lines.record = lines.record, []
            start = lines.number + 1
    except csv.Error:  # a cell beyond the limit
        _tell_long_cell(table, lines.record, start)
    if held is not None:
        if _is_cut(raw, table.delimiter):
            _tell_open_quote(table, held.line)
        else:
            yield held


def _is_cut(raw: list[str], delimiter: str) -> bool:
    if "".join(raw).count('"') % 2 == 0:
        return False
    try:
        list(csv.reader(raw, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _tell_long_cell(table: Table, record: list[str], line: int) -> None:
    if len(record) > 1:
        _tell_open_quote(table, line)
    else:
        message = say("A cell in this line is too long to be one; what follows it was not read.")
        table.problems.append(Problem("long_cell", message, say("Shorten it, or export again."), line))


def _tell_open_quote(table: Table, line: int) -> None:
    message = say("A quotation mark that opens in this record is never closed; what follows it was not read.")
    fix = say(
        'Close it, or write "" for a quotation mark inside a cell (columns are split by %(name)s).',
        name=_name(table),
    )
    table.problems.append(Problem("open_quote", message, fix, line))


def _name(table: Table) -> str:
    return DELIMITERS.get(table.delimiter, repr(table.delimiter))
