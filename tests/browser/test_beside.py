"""A record in the side panel is worked on there: the page below stays where it is and hears of it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.risks import verbs as risks
from handrail.record.risks.models import Risk
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


def test_the_steps_of_a_record_are_taken_beside_the_list(scene, person) -> None:
    """Refused, asked, decided, weighed: with buttons, fields and a choice of two, and the list behind hears of it."""
    with scene.inside():
        decisions.add_decisions(
            [Decision(title="Which region", owner=scene.alice, question="North or south?")]
        )
        risks.add_risks([Risk(title="Late data", owner=scene.alice)])
    page, listed = person(scene.alice), f"{scene.url}decisions/"
    page.goto(listed)
    page.get_by_role("link", name="Which region").click()
    panel = page.locator("#side")
    for words in ("North", "South"):
        panel.get_by_label("New option").fill(words)
        panel.get_by_label("New option").press("Enter")
        expect(panel.get_by_role("heading", name=words)).to_be_visible()
    panel.get_by_label("For or against North").fill("Two hubs")
    panel.locator("li.option", has_text="North").get_by_role("button", name="Against").click()
    expect(panel.locator("li.option", has_text="North")).to_contain_text("Two hubs")
    with scene.inside():
        assert Decision.objects.get().options[0] == {"title": "North", "pros": [], "cons": ["Two hubs"]}
    panel.get_by_role("button", name="Make “South” the answer").click()
    expect(panel.locator("#beside-options").get_by_text("the answer", exact=True)).to_be_visible()
    panel.get_by_text("Do not approve it, or let somebody else decide").click()
    panel.get_by_label("Why not").fill("Not now")
    panel.get_by_role("button", name="Reject").click()
    expect(panel).to_contain_text("Rejected")
    expect(page.get_by_text("Rejected: Which region")).to_be_visible()
    expect(page).to_have_url(re.compile("/decisions/which-region/$"))
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page).to_have_url(re.compile(f"{listed}$"))
    page.goto(f"{scene.url}risks/")
    page.get_by_role("link", name="Late data").first.click()
    panel.locator("summary", has_text="We live with it").click()
    panel.locator("details[open]").get_by_label("Why", exact=True).fill("Small")
    panel.locator("details[open]").get_by_role("button", name="We live with it").dblclick()
    expect(panel.get_by_text("Small").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("main")).not_to_contain_text("identified")
    with scene.inside():
        assert Risk.objects.get().state == "accepted"
    assert page.errors == []


def test_the_first_record_of_an_empty_list_stands_in_it_at_once(scene, person) -> None:
    page = person(scene.alice)
    page.goto(f"{scene.url}tasks/")
    expect(page.locator("main")).to_contain_text("Nothing here")
    page.locator("main").get_by_role("link", name="New task").first.click()
    panel = page.locator("#side")
    panel.get_by_label("What").fill("Call Tomas")
    panel.get_by_role("button", name="Add", exact=True).click()
    expect(panel).to_be_hidden()
    expect(page.locator("main").get_by_role("link", name="Call Tomas")).to_be_visible()
    page.locator("main").get_by_role("link", name="Call Tomas").click()
    panel.get_by_role("button", name="Remove").click()
    expect(page.locator("main")).to_contain_text("Nothing here")
    assert page.errors == []
