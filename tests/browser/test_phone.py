"""The daily way of working on a phone: a project from its playbook to Follow-up, a move that is refused, the approval that
passes it, the one that is let through with a reason, and the review that asks about it."""

from __future__ import annotations

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.record.projects.models import Card, Move

WHY = "The press date is fixed"


def test_a_project_from_its_playbook_over_approval_and_way_through_to_the_review(scene, person) -> None:
    page = person(scene.bob, width=390, height=844)

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

    def open_card(title: str) -> None:
        with scene.inside():
            key = Card.objects.get(task__title=title).key
        page.goto(f"{scene.url}cards/{key}/")

    def move(to: str) -> None:
        page.get_by_label("Move to").select_option(label=to)
        page.get_by_role("button", name="Move", exact=True).click()

    path = page.locator("[id^=record-card-] > p.quiet").first  # where it is
    page.goto(f"{scene.url}projects/start/")
    fits()
    page.get_by_role("link", name="Use Launch plan for customer success").click()
    fits()
    page.get_by_label("Name").fill("Spring checkout")
    page.get_by_label("Signs off").select_option("alice")
    page.get_by_role("button", name="Make the project").first.click()
    expect(page.get_by_role("heading", name="Spring checkout", exact=True).first).to_be_visible()
    fits()
    page.get_by_role("link", name="Open the board").click()
    page.wait_for_url(re.compile("/boards/"))
    fits()

    open_card("Say what changes and for whom")
    move("Creative")
    expect(page.locator("main")).to_contain_text("can not go to “Creative” yet")
    fits()
    open_card("Say what changes and for whom")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("button", name="Ask for changes")).to_be_visible()
    move("Creative")
    expect(path).to_contain_text("Creative")

    open_card("Release notes")
    move("Creative")
    expect(page.locator("main")).to_contain_text("Alice has not approved yet.")
    page.get_by_label("Why").fill(WHY)
    fits()
    page.get_by_role("button", name="Let it through with this reason").click()
    expect(path).to_contain_text("Creative")
    with scene.inside():
        through = Move.objects.get(overridden=True)
        assert (through.card.task.title, through.by, through.reason) == ("Release notes", scene.bob, WHY)

    checklist = page.locator("#checklist")
    for point in ("Draft", "Reviewed by support"):
        checklist.get_by_role("button", name=point).click()
        expect(checklist.get_by_role("button", name=point)).to_have_attribute("aria-pressed", "true")
    move("Enablement")
    expect(path).to_contain_text("Enablement")
    move("Launch")
    expect(page.locator("main")).to_contain_text("1 of 3 checks hold.")
    page.get_by_label("Context owner").select_option(label="Bob")
    page.get_by_role("button", name="Fill this in").click()
    expect(page.locator("main")).to_contain_text("2 of 3 checks hold.")
    fits()
    signing = person(scene.alice, width=390, height=844)
    signing.goto(f"{scene.url}cards/{through.card.key}/")
    signing.get_by_role("button", name="Approve", exact=True).click()
    expect(signing.get_by_role("button", name="Ask for changes")).to_be_visible()
    open_card("Release notes")
    for last in ("Launch", "Follow-up"):
        move(last)
        expect(path).to_contain_text(last)

    page.goto(f"{scene.url}reviews/")
    page.locator("select[name=project]").select_option(label="Spring checkout")
    page.get_by_role("button", name="Review now").click()
    expect(page.locator("#session")).to_contain_text("Bob")
    expect(page.locator("#session")).to_contain_text("Release notes")
    fits()
    page.get_by_role("textbox", name="Bring something up").fill("Who tells support?")
    page.keyboard.press("Enter")
    expect(page.locator("#session")).to_contain_text("Who tells support?")
    fits()
    assert Axe().run(page).violations_count == 0
    page.locator("summary", has_text="Action").click()
    page.get_by_label("What is to be done").fill("Tell support")
    page.get_by_role("button", name="Make it an action").click()
    expect(page.locator("#session")).to_contain_text("Tell support")
    with scene.inside():
        assert Card.objects.get(task__title="Tell support").stage.title == "Prep"
    assert [error for error in page.errors if "409" not in error] == []
