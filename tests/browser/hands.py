"""What a person does on a page, in a few words: choose files, edit a field, wait for what a colleague changed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

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
    page.get_by_role("button", name="Show what would happen").click()


def confirmed(page: Page) -> None:
    page.get_by_role("button", name="Import", exact=True).click()


def in_numbers(page: Page, noun: str) -> list[str]:
    """The counts of a preview or a report for one kind of record."""
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=noun, exact=True))
    return row.get_by_role("cell").all_inner_texts()


def customer_row(page: Page, name: str) -> Locator:
    return page.locator("tr[data-item]").filter(has=page.get_by_role("link", name=name, exact=True))


def edit(page: Page, field: str, value: str, within: Locator | None = None) -> None:
    """Open a field where it stands, write, save, and see it closed again."""
    place = within or page.locator("main")
    place.get_by_role("link", name=re.compile(f"^Edit {field}:")).click()
    control = place.locator("form.cell :is(input, textarea, select):visible").first
    if control.evaluate("e => e.tagName") == "SELECT":
        control.select_option(label=value)
    else:
        control.fill(value)
    place.get_by_role("button", name="Save").click()
    expect(place.locator("form.cell")).to_have_count(0)
