from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.kit.csvio import guarded, read_table, unguarded, write_csv, write_xlsx


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|x", "'+cmd|x"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("-5", "-5"),
        ("+18", "+18"),
        ("-1,234.50", "-1,234.50"),
        ("-12.5 %", "-12.5 %"),
        ("plain", "plain"),
        ("a=b", "a=b"),
    ],
)
def test_formulas_are_guarded(text: str, written: str) -> None:
    assert guarded(text) == written
    assert unguarded(written) == text


def test_csv_cells() -> None:
    rows = [[None, True, Decimal("1.50"), dt.date(2026, 11, 21), "=x", 'say "hi", then\nmore']]
    text = "".join(write_csv(["a", "b", "c", "d", "=e", "f"], rows))
    assert text == 'a,b,c,d,\'=e,f\r\n,true,1.50,2026-11-21,\'=x,"say ""hi"", then\nmore"\r\n'


def test_csv_is_written_in_pieces() -> None:
    rows = ([str(number), "x"] for number in range(1_000))
    pieces = list(write_csv(["n", "x"], rows))
    assert len(pieces) > 4
    table = read_table("".join(pieces).encode(), filename="x.csv")
    assert sum(1 for _ in table.rows) == 1_000


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), max_size=12)


@given(st.lists(st.tuples(TEXT.map("k".__add__), TEXT), max_size=6))
def test_what_is_written_is_read_back(rows: list[tuple[str, str]]) -> None:
    table = read_table("".join(write_csv(["Key", "Value"], rows)).encode(), filename="x.csv")
    assert [[unguarded(str(cell)) for cell in row.values] for row in table.rows] == [
        list(row) for row in rows
    ]
    assert table.ok


def test_workbook_cells_keep_their_types(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    moment = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
    row = [
        "=1+1",
        "http://example.com",
        "007",
        Decimal("1.5"),
        dt.date(2026, 11, 21),
        moment,
        None,
        True,
        float("nan"),
    ]
    write_xlsx([f"c{at}" for at in range(len(row))], [row, ["x" * 40_000, 12345678901234567890]], path)
    sheet = openpyxl.load_workbook(path).active
    first, second = list(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in first[:6]] == [
        "=1+1",
        "http://example.com",
        "007",
        1.5,
        dt.datetime(2026, 11, 21),
        dt.datetime(2026, 11, 21, 9, 30),
    ]
    assert [cell.data_type for cell in first[:3]] == ["s", "s", "s"]
    assert (first[7].value, first[8].value) == (True, "nan")
    assert (len(second[0].value), second[1].value) == (32_767, "12345678901234567890")
    assert [cell.hyperlink for cell in first[:2]] == [None, None]


def test_an_own_workbook_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(["Name", "Sum"], [["A", 1], ["=B", 2.5]], path)
    table = read_table(path, filename="out.xlsx")
    assert [row.values for row in table.rows] == [["A", 1], ["=B", 2.5]]
