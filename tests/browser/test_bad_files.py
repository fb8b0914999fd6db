"""Files that are not what they seem: each is told in plain words, and nothing is written."""

from __future__ import annotations

import io

import openpyxl
from playwright.sync_api import expect

from handrail.record.customers.models import Customer, Opportunity

from .hands import looked_at, text_file, upload

GOOD = "Id,Name,Industry\nA-1,Acme,Retail\n"


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (["Id", "Name", "Industry"], ["A-9", "Inside a workbook", "Retail"]):
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


BAD = (
    (text_file("colons.csv", "Id:Account:Stage\n1:Acme:New\n2:Beta:New\n"), "split by colon"),
    (text_file("pivot.csv", "Row Labels,Sum of Amount,Grand Total\nAcme,5,5\n"), "pivot table"),
    (text_file("song.csv", bytes(range(256)) * 8), "NUL bytes"),
    (text_file("empty.csv", ""), "empty"),
)


def test_bad_files_are_told_and_nothing_is_written(scene, person) -> None:
    page = person(scene.alice)
    upload(page, f"{scene.url}import/", *[file for file, _ in BAD])
    for file, words in BAD:
        panel = page.locator(".panel").filter(has=page.get_by_role("heading", name=file["name"]))
        expect(panel.locator(".banner.bad").filter(has_text=words)).to_be_visible()
    looked_at(page)
    expect(page.get_by_text("No file is read.")).to_be_visible()
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)

    upload(page, f"{scene.url}import/", text_file("accounts.csv", GOOD), BAD[0][0])
    looked_at(page)
    expect(page.get_by_text("Left out: colons.csv.")).to_be_visible()
    with scene.inside():
        assert not Customer.objects.exists() and not Opportunity.objects.exists()
    assert page.errors == []


def test_rows_that_cannot_be_read_stop_the_whole_import(scene, person) -> None:
    """All or nothing, until a person says otherwise."""
    page = person(scene.alice)
    deals = "Id,Account,Deal Name,Stage,Amount,Close Date\n1,Acme,Good,New,1,2026-12-01\n"
    upload(page, f"{scene.url}import/", text_file("deals.csv", deals + "2,Acme,Bad,New,1,2026-02-30\n"))
    looked_at(page)
    expect(page.get_by_text("1 place needs another look.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="deals.csv, line 3")).to_be_visible()
    page.get_by_role("button", name="Import", exact=True).click()
    with scene.inside():
        assert not Opportunity.objects.exists(), "the box was not ticked"
    page.get_by_label("Leave the refused rows out").check()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("Imported.")).to_be_visible()
    with scene.inside():
        assert [deal.name for deal in Opportunity.objects.all()] == ["Good"]


def test_a_workbook_under_another_name_is_read_for_what_it_is(scene, person) -> None:
    """Its bytes say what it is, whatever its name says."""
    page = person(scene.alice)
    upload(page, f"{scene.url}import/", text_file("accounts.csv", workbook()))
    expect(page.get_by_text("Inside a workbook")).to_be_visible()
    looked_at(page)
    expect(page.get_by_text("This is what would happen.")).to_be_visible()
    with scene.inside():
        assert not Customer.objects.exists()
