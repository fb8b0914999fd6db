from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.kit.csvio import Limits, Table, read_table

SHARED = Path(os.environ.get("HANDRAIL_SHARED") or Path(__file__).parents[3] / "shared") / "data"
SPECTRUM = SHARED / "hostile" / "maxogden__csv-spectrum"
REAL = sorted(path for folder in ("crm", "risks", "hostile") for path in (SHARED / folder).rglob("*.csv"))


def table_of(source: str | bytes, **wishes: Any) -> tuple[Table, list[tuple[int, list[Any]]]]:
    data = source.encode() if isinstance(source, str) else source
    table = read_table(data, filename=wishes.pop("filename", "list.csv"), **wishes)
    return table, [(row.line, row.values) for row in table.rows]


def said(table: Table) -> list[tuple[str, int]]:
    return [(remark.code, remark.line) for remark in (*table.problems, *table.notes)]


def workbook(*rows: list[Any], title: str = "Sheet", more: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name in more:
        book.create_sheet(name).append(["other"])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    text = 'Name,Amount,"Note, or; more|x\ty"\n"A","1,5",x\n"B;C","2,5","y, z"\n'
    cells = [["A", "1,5", "x"], ["B;C", "2,5", "y, z"]]
    header = delimiter.join(["Name", "Amount", '"Note, or; more|x\ty"'])
    body = "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in cells)
    table, rows = table_of(f"{header}\n{body}\n")
    assert (table.delimiter, [values for _, values in rows], table.ok) == (delimiter, cells, True), text


def test_a_first_line_may_name_the_delimiter() -> None:
    table, rows = table_of("sep=;\r\nName;Sum\r\nA,B;1\r\n")
    assert (table.columns, rows) == (["Name", "Sum"], [(3, ["A,B", "1"])])


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8-sig"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
    ],
)
def test_the_encoding_is_found(encoding: str, found: str) -> None:
    table, rows = table_of("Name,City\nA,Berlin\nB,Köln\n".encode(encoding))
    assert (table.columns, rows, table.encoding) == (
        ["Name", "City"],
        [(2, ["A", "Berlin"]), (3, ["B", "Köln"])],
        found,
    )
    assert said(table) == ([("encoding", 3)] if found == "cp1252" else [])


def test_a_late_odd_byte_is_found_too() -> None:
    source = b"Name,City\n" + b"Anna,Bern\n" * 200_000 + "Ren\xe9,Nice\n".encode("latin-1")
    table, rows = table_of(source)
    assert rows[-1][1] == ["René", "Nice"]
    assert said(table) == [("encoding", 200_002)]


def test_lines_are_those_of_the_file() -> None:
    _, rows = table_of('a,b\n"x\ny",1\n\nz,2\n')
    assert rows == [(2, ["x\ny", "1"]), (5, ["z", "2"])]


@pytest.mark.parametrize(
    ("source", "remarks", "values"),
    [
        ("a,b,c\n1,2,3,4\n5,6,7\n", [("long_row", 2)], [["5", "6", "7"]]),
        ("a,b,c\n1,2,3,,\n", [], [["1", "2", "3"]]),
        ("a,b,c\n1,2\n", [("short_row", 2)], [["1", "2", ""]]),
        ("a,b,c\n1,2,3\nConfidential\n", [("stray_line", 3)], [["1", "2", "3"]]),
        ("Name,Sum\nx,1\nname,SUM\ny,2\n", [("repeated_header", 3)], [["x", "1"], ["y", "2"]]),
        ("Name,Sum\nname,1\n", [], [["name", "1"]]),
        ("Name,Sum,Day\nx,1,2\nTotal,1,\n", [("total_row", 3)], [["x", "1", "2"]]),
        ("Name,Sum,Day\nTotal,1,2026-01-01\n", [], [["Total", "1", "2026-01-01"]]),
        ("Name,City,Day\nTotal,Paris,\n", [], [["Total", "Paris", ""]]),
        ("Name,Name,x\na,b,c\n", [("duplicate_header", 1)], [["a", "b", "c"]]),
        ("Name,,x\na,b,c\n", [("no_name", 1)], [["a", "b", "c"]]),
        ("a,b,\n1,2,\n", [], [["1", "2"]]),
        ("a,b\nx\0y,1\n", [("nul", 2)], [["xy", "1"]]),
        ('a,b\n1,2\n3,"open\n4,5\n', [("open_quote", 3)], [["1", "2"]]),
        ('a,b\n5" pipe,2\n', [], [['5" pipe', "2"]]),
        ("1,2\n3,4\n", [("no_header", 1)], [["3", "4"]]),
        ("a:b\n1:2\n3:4\n", [("one_column", 1)], [["1:2"], ["3:4"]]),
        ("Name\nA\n", [("one_column", 1)], [["A"]]),
        (
            "Report\nAs of today\n\nName,Sum,Day\nx,1,2026-01-01\n",
            [("title", 1)],
            [["x", "1", "2026-01-01"]],
        ),
    ],
)
def test_what_is_odd_is_told(source: str, remarks: list[tuple[str, int]], values: list[list[str]]) -> None:
    table, rows = table_of(source)
    assert (said(table), [row for _, row in rows]) == (remarks, values)


def test_columns_are_told_apart() -> None:
    table, _ = table_of("Name,name,,Name (2)\n1,2,3,x\n")
    assert table.columns == ["Name", "name (2)", "Column C", "Name (2) (2)"]
    assert "A, B" in table.problems[0].message


@pytest.mark.parametrize(
    "source",
    [
        "Row Labels,Sum of Amount\nEMEA,10\nAPAC,5\n",
        "Region,Q1,Grand Total\nEMEA,10,10\n",
        "Region,,Amount,\nEMEA,Acme,5,1\n,Brick,6,1\n,Cole,6,1\nTotal,,17,3\n",
        "Region,Sum,x\nEMEA,9,\n  Acme,5,1\n  Brick,4,2\nGrand Total,9,\n",
    ],
)
def test_a_pivot_table_is_refused(source: str) -> None:
    table, _ = table_of(source)
    assert "pivot" in [problem.code for problem in table.problems]
    assert "Export the list" in table.problems[-1].fix


def test_a_detail_report_with_a_total_is_no_pivot() -> None:
    table, rows = table_of("My report,,\n\nName,Owner,Sum\nA,x,1\nB,y,2\nGrand Total,,3\n")
    assert (table.ok, len(rows)) == (True, 2)


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"),
        (b"\n\n ,\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "xls"),
        (b"%PDF-1.7", "pdf"),
        (b"\n<html><table><tr><td>a</td></tr></table>", "web_page"),
        (b"PK\x03\x04 not really", "damaged"),
    ],
)
def test_what_is_no_table_is_named(source: bytes, code: str) -> None:
    table, rows = table_of(source)
    assert (said(table)[0][0], table.columns, rows) == (code, [], [])
    assert table.problems[0].fix


def test_an_open_quote_in_a_long_file_is_stopped() -> None:
    table, rows = table_of('a,b\n1,2\n3,"open\n' + "4,5\n" * 1_000_000)
    assert (said(table), len(rows)) == ([("open_quote", 3)], 1)


def test_a_cell_without_end_is_stopped() -> None:
    assert said(table_of("a,b\n1,2\n" + "x" * 2_000_000 + ",1\n")[0]) == [("long_cell", 3)]


def test_limits() -> None:
    assert said(table_of("a,b\n" + "1,2\n" * 9, limits=Limits(rows=5))[0]) == [("too_many_rows", 7)]
    assert said(table_of("a,b\n" + "1,2\n" * 9, limits=Limits(bytes=5))[0]) == [("too_big", 0)]
    assert said(table_of(",".join("x" * 501) + "\n")[0]) == [("too_many_columns", 1)]
    table, _ = table_of("a,b\n" + "1,2,3\n" * 90)
    assert (len(table.problems), table.problems[-1].code) == (51, "more")


def test_rows_are_read_as_they_are_consumed(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_text("a,b\n" + "1,2\n" * 100_000)
    table = read_table(path, filename="big.csv")
    assert next(table.rows).values == ["1", "2"]
    with path.open("rb") as stream:
        assert sum(1 for _ in read_table(stream, filename="big.csv").rows) == 100_000


def test_a_workbook_under_another_name() -> None:
    day = dt.datetime(2026, 11, 21)
    source = workbook(["Name", "Sum", "Day"], ["A", 1.5, day], [], ["B", None, None], more=("Notes",))
    table, rows = table_of(source)
    assert (table.kind, table.sheet, rows) == ("xlsx", "Sheet", [(2, ["A", 1.5, day]), (4, ["B", "", ""])])
    assert [note.code for note in table.notes] == ["workbook", "sheets"]
    assert said(table_of(source, filename="list.xlsx")[0]) == [("sheets", 0)]


def test_a_sheet_can_be_chosen() -> None:
    source = workbook(["a", "b"], [1, 2], more=("Notes",))
    assert table_of(source, filename="x.xlsx", sheet="Notes")[0].columns == ["other"]
    table, _ = table_of(source, filename="x.xlsx", sheet="Gone")
    assert "Sheet, Notes" in table.problems[0].message


def test_a_pivot_in_a_workbook() -> None:
    rows = (["Sales"], [], ["Row Labels", "Sum of Amount"], ["EMEA", 5], ["Grand Total", 5])
    assert "pivot" in [code for code, _ in said(table_of(workbook(*rows))[0])]


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_other_archives_are_named() -> None:
    table, _ = table_of(_zip({"word/document.xml": b"<x/>"}))
    assert "a Word document" in table.problems[0].message


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = _zip({"xl/workbook.xml": b"", "xl/sharedStrings.xml": bytes(70 * 1024 * 1024)})
    assert said(table_of(bomb, filename="x.xlsx")[0]) == [("too_big", 0)]


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    honest = workbook(["a", "b"], *([f"text {n}", n] for n in range(2_000)))
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(struct.pack("<L", size), struct.pack("<L", 500))
    assert lying != honest
    table, rows = table_of(lying, filename="x.xlsx")
    assert table.problems[-1].code == "damaged"
    assert len(rows) < 2_000


@given(st.binary(max_size=80))
def test_any_bytes_are_survived(source: bytes) -> None:
    table, rows = table_of(source)
    assert all(len(values) == len(table.columns) for _, values in rows)


@given(st.text(st.sampled_from('ab1,;\t|"\n\r\0 ='), max_size=60))
def test_any_csv_like_text_is_survived(source: str) -> None:
    table, rows = table_of(source)
    assert all(len(values) == len(table.columns) for _, values in rows)
    assert table.columns or table.problems


@pytest.mark.skipif(not SPECTRUM.is_dir(), reason="csv-spectrum is not in the shared folder")
def test_csv_spectrum() -> None:
    paths = sorted((SPECTRUM / "csvs").glob("*.csv"))
    assert len(paths) == 11
    for path in paths:
        source = path.read_bytes()
        if path.stem.endswith("_crlf") and b"\r" not in source:  # a checkout may have normalised it
            source = source.replace(b"\n", b"\r\n")
        table = read_table(source, filename=path.name)
        records = [dict(zip(table.columns, row.values, strict=True)) for row in table.rows]
        wanted = json.loads((SPECTRUM / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        assert (records, said(table)) == (wanted, []), path.name


@pytest.mark.skipif(not REAL, reason="the real CSV files are not in the shared folder")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real_files_are_read_whole(path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        wanted = list(csv.reader(stream))
    table = read_table(path, filename=path.name)
    assert [table.columns, *(row.values for row in table.rows)] == wanted
    assert said(table) == []
