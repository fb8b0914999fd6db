"""Find the row with the column names, and tell a list from a pivot table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handrail.kit.csvio.sniffing import odd_delimiter
from handrail.kit.csvio.table import Cell, Limits, Note, Problem, Row, Table, Unreadable, as_text
from handrail.kit.csvio.values import looks_like_data
from handrail.kit.words import say

_TOTAL = re.compile(r"\s*(?:grand|sub)?[ -]?totals?\s*:?\s*", re.IGNORECASE)
_PIVOT_HEADER = re.compile(
    r"\s*(?:(?:row|column) labels|grand totals?|(?:sum|count|average|max|min) of .+)\s*", re.IGNORECASE
)
_LOOK_FOR_HEADER = 30


def filled(values: Sequence[Cell]) -> int:
    return sum(1 for value in values if value != "" and not (isinstance(value, str) and value.isspace()))


def is_total(values: Sequence[Cell]) -> bool:
    """A row that says “Total”, and beside that holds only numbers and gaps."""
    present = [value for value in values if value != ""]
    if not present or len(present) == len(values) > 2 or not isinstance(present[0], str):
        return False
    return bool(_TOTAL.fullmatch(present[0])) and all(looks_like_data(value) for value in present[1:])


def take_header(table: Table, sample: list[Row], limits: Limits) -> list[Row]:
    """Set the table's columns from the sample; gives the sample's rows below the header."""
    at = _header_index(sample)
    header, titles, below = sample[at], sample[:at], sample[at + 1 :]
    names = _names(header, below)
    if len(names) > limits.columns:
        message = say("There are more than %(columns)s columns.", columns=limits.columns)
        raise Unreadable(
            "too_many_columns", message, say("Export only the columns that are needed."), header.line
        )
    table.header_line = header.line
    table.names, table.columns = names, _unique(names)
    _tell_titles(table, titles)
    _judge_names(table, names, header.line)
    _judge_pivot(table, names, below)
    _judge_one_column(table, sample)
    return below


def _header_index(sample: list[Row]) -> int:
    counts = [filled(row.values) for row in sample[:_LOOK_FOR_HEADER]]
    most = max(counts, default=0)
    if most == 0:
        raise Unreadable(
            "empty", say("The file has no cells with anything in them."), say("Export it again.")
        )
    first = next(at for at, count in enumerate(counts) if count)
    evident = next(at for at, count in enumerate(counts) if count * 2 > most)
    return first if _is_gappy_header(sample, first, evident, most) else evident


def _is_gappy_header(sample: list[Row], first: int, evident: int, most: int) -> bool:
    """The first row has gaps, but the next is not a header either: it holds data."""
    names = sample[first].values
    return (
        evident == first + 1
        and filled(names) * 2 == most
        and not any(looks_like_data(value) for value in names)
        and any(looks_like_data(value) for value in sample[evident].values)
    )


def _names(header: Row, below: list[Row]) -> list[str]:
    names = [" ".join(as_text(value).split()) for value in header.values]
    used = max((_width(row.values) for row in below if len(row.values) <= len(names)), default=0)
    while names and not names[-1] and len(names) > used:
        names.pop()
    return names


def _width(values: Sequence[Cell]) -> int:
    return max((at for at, value in enumerate(values, 1) if value != ""), default=0)


def letter(index: int) -> str:
    """The spreadsheet's letter for a column, from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _unique(names: list[str]) -> list[str]:
    unique: list[str] = []
    taken: set[str] = set()
    for at, name in enumerate(names):
        base = name or f"Column {letter(at)}"
        candidate, number = base, 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{base} ({number})"
        taken.add(candidate.casefold())
        unique.append(candidate)
    return unique


def _tell_titles(table: Table, titles: list[Row]) -> None:
    said = [as_text(value) for row in titles for value in row.values if value != ""]
    if said:
        message = say(
            "What stands above the column names was skipped: “%(value)s”.", value="; ".join(said)[:120]
        )
        table.notes.append(Note("title", message, "", titles[0].line))


def _judge_names(table: Table, names: list[str], line: int) -> None:
    places: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        places.setdefault(name.casefold(), []).append(at)
    for empty in places.pop("", []):
        message = say(
            "Column %(letter)s has no name; it is called “%(columns)s” here.",
            letter=letter(empty),
            columns=table.columns[empty],
        )
        table.notes.append(Note("no_name", message, say("Give it a name in the file."), line))
    for twice in (found for found in places.values() if len(found) > 1):
        where = ", ".join(letter(at) for at in twice)
        message = say(
            "Several columns are named “%(names)s” (%(where)s).", names=names[twice[0]], where=where
        )
        table.problems.append(
            Problem("duplicate_header", message, say("Give each column its own name."), line)
        )
    present = [name for name in names if name]
    if len(present) > 1 and sum(map(looks_like_data, present)) * 2 > len(present):
        message = say(
            "There seem to be no column names: line %(line)s holds values (“%(present)s”).",
            line=line,
            present=present[0],
        )
        table.problems.append(
            Problem("no_header", message, say("Put the column names in the first line."), line)
        )


def _judge_pivot(table: Table, names: list[str], below: list[Row]) -> None:
    named = next((name for name in names if _PIVOT_HEADER.fullmatch(name)), "")
    signs = {
        "column names with gaps": sum(not name for name in names) >= 2,
        "rows with totals": any(is_total(row.values) for row in below),
        "labels that stand for several rows": _has_group_labels(below),
    }
    seen = [f"a column “{named}”"] * bool(named) + [sign for sign, there in signs.items() if there]
    if named or len(seen) >= 2:
        message = say(
            "This looks like a pivot table or a grouped report: it has %(seen)s.", seen=" and ".join(seen)
        )
        fix = say("Export the list it was made from, with one row for each record.")
        table.problems.append(Problem("pivot", message, fix, table.header_line))


def _has_group_labels(below: list[Row]) -> bool:
    rows = [row.values for row in below if filled(row.values) > 1]
    labels = [as_text(values[0]) for values in rows]
    bare = sum(1 for label in labels if not label.strip())
    indented = sum(1 for label in labels if label.strip() and label.startswith("  "))
    return len(rows) >= 3 and bare < len(rows) and max(bare, indented) * 10 >= len(rows) * 3


def _judge_one_column(table: Table, sample: list[Row]) -> None:
    lines = [as_text(row.values[0]) for row in sample if filled(row.values)]
    if len(table.columns) != 1 or table.kind != "csv":
        return
    if name := odd_delimiter(lines):
        message = say("There is only one column; what it holds seems to be split by %(name)s.", name=name)
        fix = say("Export it with a comma, semicolon, tab or pipe between the columns.")
        table.problems.append(Problem("one_column", message, fix, table.header_line))
    else:
        table.notes.append(Note("one_column", say("There is only one column."), "", table.header_line))
