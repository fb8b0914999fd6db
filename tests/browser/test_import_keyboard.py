"""An import without a mouse: choose the file, correct the guess, see what would happen, let it happen."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from handrail.record.customers.models import Opportunity

from .hands import text_file

DEALS = """\
Id,Account,Deal Name,StageName,Amount,CloseDate
D-1,Northwind,Carrier API,Champagne,420000,2026-12-20
D-2,Kestrel,Branch contracts,Closed Won,640000,2025-09-27
"""


def tab_to(page: Page, wanted: Locator, most: int = 90) -> None:
    """By the tab key alone; what is wanted is where a person can see that it has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.evaluate("e => e === document.activeElement"):
            expect(wanted).to_be_in_viewport()
            return
    raise AssertionError(f"{wanted} is not reached in {most} steps")


def choose(page: Page, wanted: Locator, words: str) -> None:
    """In a list, by typing what it says."""
    tab_to(page, wanted)
    page.keyboard.type(words)
    assert wanted.evaluate("e => e.selectedOptions[0].label").lower().startswith(words.lower())


def test_an_import_by_keyboard_alone(scene, person) -> None:
    page = person(scene.alice)
    page.goto(f"{scene.url}import/")
    tab_to(page, page.get_by_label("CSV, XLSX or"))
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files([text_file("deals.csv", DEALS)])
    tab_to(page, page.get_by_role("button", name="Read the files"))
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("What is in these files?")
    choose(page, page.get_by_label("CloseDate goes to"), "Leave out")
    choose(page, page.get_by_label("Champagne means"), "4")
    tab_to(page, page.get_by_role("button", name="Show what would happen"))
    page.keyboard.press("Enter")

    expect(page.get_by_text("This is what would happen.")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Import", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Imported.")).to_be_visible()
    with scene.inside():
        deal = Opportunity.objects.get(name="Carrier API")
    assert (deal.stage, deal.stage_text, deal.close_on) == ("4", "Champagne", None)
    tab_to(page, page.get_by_role("link", name="See the customers"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Northwind", exact=True).first).to_be_visible()
    assert page.errors == []
