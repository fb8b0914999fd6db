"""The main job on a CRM export: choose it, correct the guess, see what would happen, let it happen, see verdicts."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from handrail.record.customers.models import Customer, Opportunity

from .hands import confirmed, customer_row, in_numbers, looked_at, text_file, upload

ACCOUNTS = """\
Id,Name,Owner,Customer Tier,ARR,Renewal
A-1,Northwind,alice@example.test,Enterprise,420000,2027-02-25
A-2,Harbour Foods,Nobody Known,Commercial,75000,2027-05-01
A-3,Kestrel,alice@example.test,Strategic,640000,2026-12-19
"""
DEALS = """\
Id,AccountId,Name,Type,StageName,Amount,CloseDate,Remark
D-1,A-1,Carrier API,New Business,Negotiation,420000,2026-12-20,hot
D-2,A-3,Branch contracts,New Business,Closed Won,640000,2025-09-27,
D-3,A-3,Kestrel renewal,Renewal,Champagne,640000,2026-12-19,
"""
VERDICT = re.compile("No data|Watch|At risk|Healthy")


def export(alice) -> list[dict]:
    named = ACCOUNTS.replace("alice@example.test", alice.email)
    return [text_file("accounts.csv", named), text_file("opportunities.csv", DEALS)]


def test_a_small_export_from_upload_to_verdicts(scene, person) -> None:
    page = person(scene.alice)
    upload(page, f"{scene.url}import/", *export(scene.alice))
    expect(page.get_by_role("heading", level=1)).to_have_text("What is in these files?")
    expect(page.get_by_label("StageName goes to")).to_have_value("stage")
    expect(page.get_by_label("Champagne means")).to_have_value("")
    guess = page.get_by_label("Amount goes to")
    guessed = guess.input_value()
    page.get_by_label("Champagne means").select_option("4")
    page.get_by_label("CloseDate goes to").select_option("leave")
    looked_at(page)

    expect(page.get_by_text("This is what would happen.")).to_be_visible()
    assert in_numbers(page, "Opportunities")[:2] == ["3", "0"]
    with scene.inside():
        assert not Customer.objects.exists(), "a preview writes nothing"
    page.get_by_role("link", name="Change the columns").click()
    page.get_by_text("2 columns are no fields of ours").click()
    page.get_by_label("CloseDate goes to").select_option("close_on")
    looked_at(page)
    confirmed(page)
    expect(page.get_by_text("Imported.")).to_be_visible()
    with scene.inside():
        deals = {deal.name: deal for deal in Opportunity.objects.all()}
    assert guessed == "arr" and deals["Kestrel renewal"].stage == "4"
    assert str(deals["Carrier API"].close_on) == "2026-12-20"

    page.goto(f"{scene.url}customers/?owner=all")
    northwind = customer_row(page, "Northwind")
    expect(northwind).to_contain_text("No data")
    expect(northwind).to_contain_text("Plan missing")
    expect(customer_row(page, "Harbour Foods")).to_contain_text("Needs an owner")
    northwind.get_by_text("why?").click()
    expect(northwind.locator(".criterion").first).to_be_visible()
    assert page.errors == []


def test_the_second_import_says_that_nothing_changes(scene, person) -> None:
    page = person(scene.alice)
    for _ in range(2):
        upload(page, f"{scene.url}import/", *export(scene.alice))
        looked_at(page)
        if page.get_by_text("Nothing to change.").is_visible():
            break
        confirmed(page)
        expect(page.get_by_text("Imported.")).to_be_visible()
    expect(page.get_by_text("Nothing to change.")).to_be_visible()
    assert in_numbers(page, "Opportunities")[:3] == ["0", "0", "3"]
    expect(page.get_by_role("button", name="Import", exact=True)).to_have_count(0)


def test_a_real_export_goes_through_the_page(scene, person, shared) -> None:
    page = person(scene.alice)
    folder = shared / "data/crm"
    files = sorted(folder.rglob("*.csv"))
    assert files, "the folder of real exports is empty"
    upload(page, f"{scene.url}import/", *files)
    for file in files:
        expect(page.get_by_role("heading", name=file.name)).to_be_visible()
    looked_at(page)
    expect(
        page.get_by_text("This is what would happen.").or_(page.get_by_text("another look"))
    ).to_be_visible()
    confirmed(page)
    expect(page.get_by_text("Imported.")).to_be_visible()
    page.goto(f"{scene.url}customers/")
    with scene.inside():
        count = Customer.objects.count()
    assert count > 0
    expect(page.get_by_text(f"{count} customers").first).to_be_visible()
    rows = page.locator("tr[data-item]").all_inner_texts()
    assert rows and all(VERDICT.search(row) for row in rows), "every customer has a verdict"
    assert not any("Healthy" in row for row in rows), "what a CRM knows is not enough for green"
    assert page.errors == []
