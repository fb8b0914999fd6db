"""Tables as files: CSV and XLSX in, whatever state they are in, and out."""

from __future__ import annotations

from handrail.kit.csvio.reading import read_table
from handrail.kit.csvio.table import Cell, Limits, Note, Problem, Row, Table, as_text
from handrail.kit.csvio.values import (
    DateOrder,
    NumberStyle,
    OrderGuess,
    guess_date_order,
    guess_number_style,
    judge_dates,
    parse_bool,
    parse_date,
    parse_number,
)
from handrail.kit.csvio.writing import guarded, unguarded, write_csv, write_xlsx

__all__ = [
    "Cell",
    "DateOrder",
    "Limits",
    "Note",
    "NumberStyle",
    "OrderGuess",
    "Problem",
    "Row",
    "Table",
    "as_text",
    "guarded",
    "guess_date_order",
    "guess_number_style",
    "judge_dates",
    "parse_bool",
    "parse_date",
    "parse_number",
    "read_table",
    "unguarded",
    "write_csv",
    "write_xlsx",
]
