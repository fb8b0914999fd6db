"""The rows of an Excel workbook, one at a time."""

from __future__ import annotations

import warnings
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from handrail.kit.csvio.table import Cell, Limits, Note, Row, Table, Unreadable
from handrail.kit.words import mark, say

ZIP = b"PK\x03\x04"
_SHARED_TEXT = "xl/sharedStrings.xml"
_KNOWN = (
    ("word/", mark("a Word document")),
    ("ppt/", mark("a set of slides")),
    ("Index/", mark("a Numbers file")),
    ("content.xml", mark("an OpenDocument file")),
)
_AS_XLSX = mark("Save the table as XLSX or CSV.")


def sheet_records(stream: BinaryIO, table: Table, limits: Limits, sheet: str | None) -> Iterator[Row]:
    table.kind = "xlsx"
    _refuse_unsafe(stream, limits)
    if not table.filename.lower().endswith((".xlsx", ".xlsm")):
        message = say(
            "%(filename)s is an Excel workbook, whatever its name says; it was read as one.",
            filename=table.filename,
        )
        table.notes.append(Note("workbook", message))
    return _rows(_worksheet(_opened(stream), table, sheet), limits)


def _refuse_unsafe(stream: BinaryIO, limits: Limits) -> None:
    """Bound what unpacking can give. A part never gives more than it declares: zipfile stops there."""
    try:
        with zipfile.ZipFile(stream) as archive:
            sizes = {part.filename: part.file_size for part in archive.infolist()}
            parts = len(archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise _damaged() from None
    finally:
        stream.seek(0)
    unpacked = sum(sizes.values())
    if parts > limits.parts or unpacked > limits.unpacked or sizes.get(_SHARED_TEXT, 0) > limits.shared_text:
        message = say(
            "The workbook would unpack to %(value)s MB; that is too much.", value=f"{unpacked // 1024**2:,}"
        )
        raise Unreadable("too_big", message, say("Save only the sheet that is needed, or save it as CSV."))
    if not any(name.startswith("xl/workbook") for name in sizes):
        raise _not_a_workbook(list(sizes))


def _not_a_workbook(names: list[str]) -> Unreadable:
    known = [what for start, what in _KNOWN if any(name.startswith(start) for name in names)]
    message = say("This is %(value)s, not a table.", value=say(known[0] if known else mark("a ZIP archive")))
    return Unreadable("not_a_table", message, say(_AS_XLSX))


def _damaged() -> Unreadable:
    return Unreadable("damaged", say("The workbook is damaged and cannot be opened."), _AS_XLSX)


def _opened(stream: BinaryIO) -> Any:
    from openpyxl import load_workbook  # type: ignore[import-untyped]  # late: few processes ever read one

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations, which are not read
            return load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except Exception:  # whatever a parser meets in a file from anywhere
        raise _damaged() from None


def _worksheet(book: Any, table: Table, wanted: str | None) -> Any:
    names = [sheet.title for sheet in book.worksheets]
    if wanted is not None and wanted not in names:
        message = say(
            "The workbook has no sheet “%(wanted)s”. It has: %(names)s.",
            wanted=wanted,
            names=", ".join(names),
        )
        raise Unreadable("no_sheet", message, say("Choose one of these."))
    if not names:
        raise Unreadable("empty", say("The workbook has no sheets with cells."), _AS_XLSX)
    visible = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    table.sheet = wanted or (visible or names)[0]
    if len(names) > 1 and wanted is None:
        others = ", ".join(name for name in names if name != table.sheet)
        table.notes.append(
            Note(
                "sheets",
                say(
                    "The sheet “%(sheet)s” was read; there are others: %(others)s.",
                    sheet=table.sheet,
                    others=others,
                ),
            )
        )
    return book[table.sheet]


def _rows(sheet: Any, limits: Limits) -> Iterator[Row]:
    sheet.reset_dimensions()  # many programs write wrong ones
    rows = sheet.iter_rows(values_only=True, max_col=limits.columns + 1)
    number = 0
    while True:
        try:
            found = next(rows)
        except StopIteration:
            return
        except Exception:  # whatever a parser meets in a file from anywhere
            raise _damaged() from None
        number += 1
        yield Row(number, _values(found))


def _values(found: tuple[Any, ...]) -> list[Cell]:
    values = ["" if value is None else value for value in found]
    while values and values[-1] == "":
        values.pop()
    return values
