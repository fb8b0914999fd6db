"""Write a table as CSV or as an Excel workbook; nothing in it is ever run as a formula."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from handrail.kit.csvio.table import as_text

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)*(?:[eE][-+]?[0-9]+)? ?%?")
_LONGEST_CELL = 32_767  # Excel's; a longer text would be dropped whole
_BATCH = 200


def guarded(text: str) -> str:
    """Text that a spreadsheet would run gets an apostrophe before it; numbers stay numbers."""
    if text.startswith(_RISKY) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def unguarded(text: str) -> str:
    """What `guarded` was given: for reading our own files again."""
    rest = text[1:]
    return rest if text.startswith("'") and rest.startswith(_RISKY) else text


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Pieces of text, a few hundred rows each. The first begins with the header."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([guarded(column) for column in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([guarded(_text(value)) for value in row])
        if number % _BATCH == 0:
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def _text(value: Any) -> str:
    if value is None:
        return ""
    return as_text(value.value if isinstance(value, Enum) else value)


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Any]], path: Path) -> None:
    """One row in memory at a time. Text stays text; dates and numbers are typed."""
    import xlsxwriter  # type: ignore[import-untyped]  # late: few processes ever write one

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "yyyy-mm-dd",
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        bold = book.add_format({"bold": True})
        for at, column in enumerate(columns):
            sheet.write_string(0, at, column[:_LONGEST_CELL], bold)
        for number, row in enumerate(rows, 1):
            for at, value in enumerate(row):
                _write(sheet, number, at, value, moment)


def _write(sheet: Any, row: int, column: int, value: Any, moment: Any) -> None:
    if isinstance(value, Enum):
        value = value.value
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal) and _is_exact(value):
        sheet.write_number(row, column, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value, moment)
    elif isinstance(value, date | time):
        sheet.write_datetime(row, column, value)
    else:
        sheet.write_string(row, column, _cut(_text(value)))


def _is_exact(value: int | float | Decimal) -> bool:
    """A workbook keeps fifteen digits; what has more is written as text."""
    return math.isfinite(value) and len(Decimal(str(value)).normalize().as_tuple().digits) <= 15


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_CELL else text[: _LONGEST_CELL - 1] + "…"
