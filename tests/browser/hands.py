"""What a person does on a page, in a few words: choose files, edit a field, start a project, push a card on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect


def upload(page: Page, address: str, *files: Path | dict[str, Any]) -> None:
    """Choose files and have them read."""
    page.goto(address)
    page.get_by_label(re.compile("CSV, XLSX or|A folder as")).set_input_files(list(files))
    page.get_by_role("button", name="Read the files").click()


def text_file(name: str, text: str | bytes) -> dict[str, Any]:
    content = text.encode() if isinstance(text, str) else text
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def looked_at(page: Page) -> None:
    """From the columns on to the preview."""
    page.get_by_role("button", name="Show what would happen").click(timeout=60_000)


def confirmed(page: Page) -> None:
    page.get_by_role("button", name="Import", exact=True).click(timeout=60_000)


def in_numbers(page: Page, noun: str) -> list[str]:
    """The counts of a preview or a report for one kind of record."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=noun, exact=True))
    return row.get_by_role("cell").all_inner_texts()


def customer_row(page: Page, name: str) -> Locator:
    return page.locator("tr[data-item]").filter(has=page.get_by_role("link", name=name, exact=True))


def edit(page: Page, field: str, value: str, within: Locator | None = None) -> None:
    """Open a field where it stands, write, save, and see it closed again."""
    tried(page, field, value, within)
    expect((within or page.locator("main")).locator("form.cell")).to_have_count(0)


def tried(page: Page, field: str, value: str, within: Locator | None = None) -> None:
    """As `edit`, whatever is said to it."""
    place = within or page.locator("main")
    place.get_by_role("link", name=re.compile(f"^Edit {field}:")).click()
    control = place.locator("form.cell :is(input, textarea, select):visible").first
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(label=value)
    else:
        control.fill(value)
    place.locator("form.cell").get_by_role("button", name="Save").click()


def started(page: Page, address: str, book: str, name: str, roles: dict[str, str]) -> None:
    """A project from a playbook, in three clicks; who does what is said on the way."""
    page.goto(f"{address}projects/")
    page.get_by_role("link", name="New project").first.click()
    page.get_by_role("link", name=f"Use {book}").first.click()
    page.get_by_label("Name").fill(name)
    for role, who in roles.items():
        page.get_by_label(role).select_option(label=who)
    page.get_by_role("button", name="Make the project").first.click()
    expect(page.get_by_role("heading", name=name, exact=True).first).to_be_visible()


def board_there(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("hr-board:defined")).to_be_attached()
    return page


def column(page: Page, title: str) -> Locator:
    return page.locator(f'[data-stage][data-title="{title}"]')


def pushed(page: Page, title: str) -> None:
    """The card of this title into the next stage, by key."""
    page.locator("[data-stage]").get_by_role("link", name=title, exact=True).focus()
    with page.expect_response(re.compile("/move/$")):
        page.keyboard.press("Shift+ArrowRight")


def clean(page: Page) -> None:
    """Nothing that a screen reader stumbles over, and nothing wider than the window."""
    found = [f"{v['id']}: {v['nodes'][0]['html'][:140]}" for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.scrollingElement.scrollWidth > document.documentElement.clientWidth")
    assert (found, wide) == ([], False), page.url
