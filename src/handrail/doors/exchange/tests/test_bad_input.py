"""Bad input: a clear message with the place, and nothing is written."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.db import OperationalError, connection

from handrail.record.customers.models import Customer, Opportunity

from .importer import Importer, importer

__all__ = ["importer"]  # the fixture

GOOD = "Id,Name,Industry\nA-1,Acme,Retail\n"
HEAD = "Id,Account,Deal Name,Stage,Amount,Close Date\n"


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code", "line"),
    [
        ("colons.csv", "Id:Account:Stage\n1:Acme:New\n2:Beta:New\n", "one_column", 1),
        ("twice.csv", "Id,Deal Name,Deal Name,Stage,Amount\n1,a,b,New,5\n", "duplicate_header", 1),
        ("pivot.csv", "Row Labels,Sum of Amount,Grand Total\nAcme,5,5\nGrand Total,5,5\n", "pivot", 1),
        ("empty.csv", "", "empty", 0),
        ("sound.csv", bytes(range(256)) * 8, "", 0),
        ("mixed.csv", HEAD + "1,Acme,a,New,1,31.12.2026\n2,Acme,b,New,1,12/31/2026\n", "mixed_dates", 0),
        ("either.csv", HEAD + "1,Acme,a,New,1,03/04/2026\n2,Acme,b,New,1,05/06/2026\n", "ambiguous_dates", 0),
        ("day.csv", HEAD + "1,Acme,a,New,1,2026-02-30\n2,Acme,b,New,1,2026-12-01\n", "not_a_date", 2),
        (
            "amount.csv",
            HEAD + "1,Acme,a,New,1,2026-12-01\n2,Acme,b,New,lots 4 u,2026-12-01\n3,Acme,c,New,7,2026-12-01\n",
            "not_a_number",
            3,
        ),
        ("long.csv", HEAD + f"1,Acme,{'x' * 400},New,1,2026-12-01\n", "too_long", 2),
        ("cells.csv", HEAD + "1,Acme,a,New,1,2026-12-01,and,more\n", "long_row", 2),
        ("same.csv", "Id,Name,Industry\nA-1,Acme,Retail\nA-1,Acme,Wholesale\n", "twice", 3),
    ],
)
def test_a_bad_file_is_refused_with_its_place_and_nothing_is_written(
    importer: Importer, name: str, content: str | bytes, code: str, line: int
) -> None:
    preview = importer.refused({"accounts.csv": GOOD, name: content})
    refusal = next(r for r in preview.refused if r.file == name)
    assert refusal.message
    assert not code or (refusal.code, refusal.line) == (code, line)
    assert importer.rows(Customer) == []
    assert importer.rows(Opportunity) == []


def test_a_file_that_holds_something_else_is_refused_alone_and_left_out_among_others(
    importer: Importer,
) -> None:
    taste = {"nothing.csv": "Colour,Taste\nred,sweet\nblue,sour\n"}
    assert [r.code for r in importer.refused(taste).refused] == ["not_recognised"]
    preview = importer.apply({"accounts.csv": GOOD, **taste})
    assert [customer.name for customer in importer.rows(Customer)] == ["Acme"]
    assert [f.remark.file for f in preview.flags if f.remark.code == "not_recognised"] == ["nothing.csv"]


def test_a_pivot_table_is_refused_once_for_what_it_is(importer: Importer) -> None:
    """That its columns fit nothing is no second fault."""
    pivot = "Row Labels,Sum of Amount,Grand Total\nAcme,5,5\nGrand Total,5,5\n"
    assert [(r.code, r.file) for r in importer.refused({"pivot.csv": pivot}).refused] == [
        ("pivot", "pivot.csv")
    ]
    both = importer.refused({"accounts.csv": GOOD, "pivot.csv": pivot})
    assert [r.code for r in both.refused] == ["pivot"]


def test_every_row_of_a_file_is_in_one_number(importer: Importer) -> None:
    rows = [
        "1,Acme,a,New,1,2026-12-01", "2,Acme,b,New,x,2026-12-01", "3,Acme,c,New,7,2026-12-01",
        "3,Acme,c,New,7,2026-12-01", "Grand Total,,,,9,", "4,Acme,d,New,1,2026-12-01,too,many", "5,Acme,,New,1,",
        HEAD.strip(), "",
    ]  # fmt: skip
    importer.apply({"deals.csv": HEAD + rows[0] + "\n"})
    preview = importer.apply({"deals.csv": HEAD + "\n".join(rows)}, accept_partial=True)
    tally = preview.tallies["opportunities"]
    numbers = (tally.created, tally.changed, tally.unchanged, tally.left_out)
    assert sum(numbers) == len(rows) - 1, numbers
    assert tally.left_out >= 5
    assert preview.report()["left_out"]["opportunities"] == tally.left_out


def test_the_good_part_goes_in_when_it_is_accepted_and_each_skipped_row_is_listed(importer: Importer) -> None:
    deals = HEAD + "1,Acme,a,New,1,2026-02-30\n2,Acme,b,New,x,2026-12-01\n3,Acme,c,New,7,2026-12-01\n"
    preview = importer.apply({"deals.csv": deals}, accept_partial=True)
    assert [(r.line, r.column) for r in preview.refused] == [(2, "Close Date"), (3, "Amount")]
    assert [deal.name for deal in importer.rows(Opportunity)] == ["c"]


def test_dates_that_read_two_ways_go_in_once_somebody_says_which(importer: Importer) -> None:
    deals = HEAD + "1,Acme,a,New,1,03/04/2026\n"
    importer.apply({"deals.csv": deals}, date_order="DMY")
    assert importer.rows(Opportunity)[0].close_on.isoformat() == "2026-04-03"


def test_a_repeated_header_is_left_out_and_told(importer: Importer) -> None:
    preview = importer.apply(
        {"deals.csv": HEAD + "1,Acme,a,New,1,2026-12-01\n" + HEAD + "2,Acme,b,New,1,2026-12-01\n"}
    )
    assert [deal.name for deal in importer.rows(Opportunity)] == ["a", "b"]
    assert "repeated_header" in {flag.remark.code for flag in preview.flags}


def test_a_workbook_is_read_whatever_it_is_called(importer: Importer) -> None:
    content = workbook(
        [["Customer", "ARR", "Renewal"], ["Acme", 1200.5, "2026-12-31"], ["Beta", 7, "2027-01-31"]]
    )
    preview = importer.apply({"customers.csv": content})
    assert [customer.name for customer in importer.rows(Customer)] == ["Acme", "Beta"]
    assert "workbook" in {flag.remark.code for flag in preview.flags}


def test_a_row_that_stands_twice_word_for_word_goes_in_once(importer: Importer) -> None:
    preview = importer.apply({"accounts.csv": GOOD + "A-1,Acme,Retail\n"})
    assert len(importer.rows(Customer)) == 1
    assert "twice" in {flag.remark.code for flag in preview.flags}


def test_a_database_that_stops_in_the_middle_has_kept_nothing(
    importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection is really cut, between the accounts and the deals of one import."""
    from handrail.record.customers import verbs

    def cut(rows: object) -> object:
        connection.connection.close()
        return verbs.add(rows)

    deals = HEAD + "1,Acme,a,New,1,2026-12-01\n"
    records = __import__("handrail.doors.exchange.records", fromlist=["RECORDS"]).RECORDS
    broken = {**records, "opportunities": replaced(records["opportunities"], cut)}
    monkeypatch.setattr("handrail.doors.exchange.importing.placing.RECORDS", broken)
    with pytest.raises(OperationalError):
        importer.apply({"accounts.csv": GOOD, "deals.csv": deals})
    connection.close()
    assert importer.rows(Customer) == []
    assert importer.rows(Opportunity) == []


def replaced(record: object, add: object) -> object:
    from dataclasses import replace

    return replace(record, add=add)  # type: ignore[type-var]


def test_nobody_else_sees_what_was_imported(importer: Importer) -> None:
    importer.apply({"accounts.csv": GOOD})
    with importer.scene.elsewhere():
        assert not Customer.objects.filter(name="Acme").exists()
