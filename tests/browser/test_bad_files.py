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


def test_bad_files_are_told_and_nothing_is_written(scene, person) -> None:
    page = person(scene.alice)
    cases = {
        "wrong delimiter": (text_file("colons.csv", "Id:Account:Stage\n1:Acme:New\n2:Beta:New\n"), "column"),
        "pivot table": (
            text_file("pivot.csv", "Row Labels,Sum of Amount,Grand Total\nAcme,5,5\nGrand Total,5,5\n"),
            "pivot",
        ),
        "no table": (text_file("song.csv", bytes(range(256)) * 8), ""),
        "empty": (text_file("empty.csv", ""), "empty"),
    }
    for name, (file, word) in cases.items():
        upload(page, f"{scene.url}import/", text_file("accounts.csv", GOOD), file)
        panel = page.locator(".panel").filter(has=page.get_by_role("heading", name=file["name"]))
        told = panel.locator(".banner.bad").or_(page.locator("[data-errors]")).first
        expect(told).to_be_visible()
        assert word in told.inner_text().lower(), (name, told.inner_text())
        if panel.count():
            looked_at(page)
            expect(page.get_by_text("another look")).to_be_visible()
    with scene.inside():
        assert not Customer.objects.exists() and not Opportunity.objects.exists()
    assert [line for line in page.errors if "422" not in line] == []


def test_a_workbook_under_another_name_is_read_for_what_it_is(scene, person) -> None:
    """Its bytes say what it is, whatever its name says."""
    page = person(scene.alice)
    upload(page, f"{scene.url}import/", text_file("accounts.csv", workbook()))
    expect(page.get_by_text("Inside a workbook")).to_be_visible()
    looked_at(page)
    expect(page.get_by_text("This is what would happen.")).to_be_visible()
    with scene.inside():
        assert not Customer.objects.exists()
