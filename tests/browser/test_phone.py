"""The daily way of working on a phone: a move that is refused, the approval that passes it, and the review."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.record.projects.models import Card
from handrail.record.projects.tests.setting import build


def test_a_card_from_refusal_over_approval_to_the_review(scene, person) -> None:
    with scene.inside(scene.bob):
        made = build(scene.bob, "Prep", "Messaging")
        made.check(0, "review")
        made.card("Macros", owner=scene.alice, reviewer=scene.bob, review="asked")
    page = person(scene.bob, width=390, height=844)

    def fits() -> None:
        assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.goto(f"{scene.url}boards/{made.board.key}/")
    fits()
    page.goto(f"{scene.url}cards/macros/")

    def move() -> None:
        page.get_by_label("Move to").select_option(label="Messaging")
        page.get_by_role("button", name="Move", exact=True).click()

    move()
    expect(page.locator("main")).to_contain_text("“Macros” can not go to “Messaging” yet")
    fits()
    page.goto(f"{scene.url}cards/macros/")
    page.get_by_role("button", name="Approve", exact=True).click()
    expect(page.get_by_role("button", name="Ask for changes")).to_be_visible()
    move()
    expect(page.get_by_label("Move to")).to_have_value(made.stages[1].key)
    page.goto(f"{scene.url}reviews/")
    page.locator("select[name=project]").select_option(label="Spring checkout")
    page.get_by_role("button", name="Review now").click()
    expect(page.locator("#session")).to_contain_text("Bob")
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
