"""Read a table from a CSV file or an Excel workbook, whatever it is named, and say what is odd about it."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, cast

from handrail.kit.csvio.heading import filled, is_total, take_header
from handrail.kit.csvio.sheets import ZIP, sheet_records
from handrail.kit.csvio.sniffing import refuse_foreign
from handrail.kit.csvio.table import Limits, Note, Problem, Row, Table, Unreadable, as_text
from handrail.kit.csvio.texts import text_records
from handrail.kit.words import say

_LIMITS = Limits()
_SAMPLE_ROWS = 200
_MAY_BE_TOTAL = frozenset(("", *"gGsStT \t"))


def read_table(
    source: bytes | Path | BinaryIO, *, filename: str, limits: Limits = _LIMITS, sheet: str | None = None
) -> Table:
    """Never raises for what is in the file: a table that cannot be read has no columns and a problem.

    The rows are read as they are consumed, so consume them before judging `problems`. Rows that
    cannot be placed (too many cells) and repeated headers, totals and stray lines are left out,
    each with a problem or a note.
    """
    table = Table(filename)
    stream = _seekable(source)
    try:
        records = _records(stream, table, limits, sheet)
        below = take_header(table, list(islice(records, _SAMPLE_ROWS)), limits)
        table.rows = _Rows(table, limits).run(chain(below, records), stream)
    except Unreadable as error:
        table.columns = []
        table.problems.append(error.problem)
        stream.close()
    return table


def _seekable(source: bytes | Path | BinaryIO) -> BinaryIO:
    if isinstance(source, bytes):
        return io.BytesIO(source)
    if isinstance(source, Path):
        return source.open("rb")
    spool = tempfile.SpooledTemporaryFile(max_size=8 * 1024 * 1024)  # noqa: SIM115 - closed with the rows
    shutil.copyfileobj(source, spool)
    spool.seek(0)
    return cast(BinaryIO, spool)


def _records(stream: BinaryIO, table: Table, limits: Limits, sheet: str | None) -> Iterator[Row]:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    if size > limits.bytes:
        message = say(
            "The file has %(size)s bytes; %(bytes)s is the most that is read.",
            size=f"{size:,}",
            bytes=f"{limits.bytes:,}",
        )
        raise Unreadable("too_big", message, say("Split it into smaller files."))
    start = stream.read(512)
    stream.seek(0)
    refuse_foreign(start)
    if start.startswith(ZIP):
        return sheet_records(stream, table, limits, sheet)
    return text_records(stream, table, limits)


class _Rows:
    """Judges each record against the header."""

    def __init__(self, table: Table, limits: Limits) -> None:
        self.table = table
        self.limits = limits
        self.width = len(table.columns)
        self.names = [name.casefold() for name in table.names]
        self.untold = 0

    def run(self, records: Iterator[Row], stream: BinaryIO) -> Iterator[Row]:
        with closing(stream):
            try:
                yield from self._good(records)
            except Unreadable as error:
                self.table.problems.append(error.problem)
        if self.untold:
            message = say("%(untold)s more lines have faults of these kinds.", untold=self.untold)
            self.table.problems.append(
                Problem("more", message, say("Repair those above, and read the file again."))
            )

    def _good(self, records: Iterator[Row]) -> Iterator[Row]:
        count = 0
        for row in records:
            if (len(row.values) != self.width and not self._fitted(row)) or self._is_not_a_record(row):
                self.table.left_out += bool(filled(row.values))
                continue
            count += 1
            if count > self.limits.rows:
                message = say(
                    "The table has more than %(rows)s rows; the rest is not read.",
                    rows=f"{self.limits.rows:,}",
                )
                raise Unreadable("too_many_rows", message, say("Split it into smaller files."), row.line)
            yield row

    def _fitted(self, row: Row) -> bool:
        """Give the row as many cells as there are columns, or leave it out."""
        values = row.values
        while len(values) > self.width and values[-1] == "":
            values.pop()
        if not filled(values):
            return False
        if len(values) > self.width:
            self._tell_long(row)
            return False
        if self.table.kind == "csv" and len(values) < self.width:
            return self._pad_short(row)
        values.extend([""] * (self.width - len(values)))
        return True

    def _pad_short(self, row: Row) -> bool:
        found = len(row.values)
        if found == 1 and self.width > 2:
            said = as_text(row.values[0])[:80]
            message = say("The line “%(said)s” is not a record; it was left out.", said=said)
            self._note("stray_line", message, "", row.line)
            return False
        message = say(
            "The record has %(found)s cells, and there are %(width)s columns; the last ones are empty.",
            found=found,
            width=self.width,
        )
        self._note("short_row", message, say("Check that no cell is missing in the middle."), row.line)
        row.values.extend([""] * (self.width - found))
        return True

    def _tell_long(self, row: Row) -> None:
        message = say(
            "The record has %(n)s cells, but there are %(width)s columns; it was left out.",
            n=len(row.values),
            width=self.width,
        )
        fix = say("Put cells that hold the separator or a line break in double quotes, and close each quote.")
        self._problem("long_row", message, fix, row.line)

    def _is_not_a_record(self, row: Row) -> bool:
        first = row.values[0]
        if not isinstance(first, str):
            return False
        if first == "" and not filled(row.values):
            return True
        if first.casefold() == self.names[0] and self._is_repeated_header(row):
            return True
        if first[:1] in _MAY_BE_TOTAL and is_total(row.values):
            self._note("total_row", say("A row with totals was left out."), "", row.line)
            return True
        return False

    def _is_repeated_header(self, row: Row) -> bool:
        names = [" ".join(as_text(value).split()).casefold() for value in row.values]
        if self.width < 2 or names != self.names:
            return False
        message = say("The column names are repeated here; the line was left out.")
        self._note("repeated_header", message, "", row.line)
        return True

    def _note(self, code: str, message: str, fix: str, line: int) -> None:
        if len(self.table.notes) < self.limits.remarks:
            self.table.notes.append(Note(code, message, fix, line))
        else:
            self.untold += 1

    def _problem(self, code: str, message: str, fix: str, line: int) -> None:
        if len(self.table.problems) < self.limits.remarks:
            self.table.problems.append(Problem(code, message, fix, line))
        else:
            self.untold += 1
