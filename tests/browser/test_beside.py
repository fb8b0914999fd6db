"""A record in the side panel is worked on there: the page below stays where it is and hears of it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks


def test_what_is_done_beside_a_page_leaves_nothing(scene, person) -> None:
    with scene.inside():
        add_tasks(
            [Task(title="Call Tomas", owner=scene.alice), Task(title="Write to Miriam", owner=scene.alice)]
        )
    page, listed = person(scene.alice), f"{scene.url}tasks/"
    page.goto(listed)
    page.get_by_role("link", name="Call Tomas").click()
    panel = page.locator("#side")
    expect(panel.get_by_role("link", name="Own page")).to_be_visible()
    panel.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_text("Done: Call Tomas")).to_be_visible()
    expect(panel.get_by_role("button", name="Mark as done")).to_have_count(0)
    expect(panel.get_by_role("link", name="Own page")).to_be_visible()
    expect(page.locator("main")).to_contain_text("Write to Miriam")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page).to_have_url(re.compile(f"{listed}$"))
    page.get_by_role("link", name="Write to Miriam").click()
    panel.get_by_role("button", name="Remove").click()
    expect(panel).to_be_hidden()
    expect(page.get_by_text("Removed: Write to Miriam")).to_be_visible()
    expect(page).to_have_url(re.compile(f"{listed}$"))
    assert page.errors == []
