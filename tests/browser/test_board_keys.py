"""A day on a board by keyboard alone: open it, add a card, move it, do what is asked, move it, edit it, take it back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from handrail.record.projects import queries
from handrail.record.projects.models import Move
from handrail.record.projects.tests.setting import build

HERE = """() => {
  const it = document.activeElement;
  return (it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent ?? "").trim();
}"""


def tab_to(page: Page, name: str, key: str = "Tab", most: int = 60) -> None:
    """Press Tab until the focus is on what is called so."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(HERE) == name:
            return
    raise AssertionError(f"No way to “{name}” by {key}")


def where(scene) -> tuple[str, list[dict]]:
    with scene.inside():
        card = queries.cards().get(key="macros")
        return card.stage.title, card.checklist


def test_a_card_from_its_first_word_to_the_next_stage_and_back(scene, person) -> None:
    with scene.inside():
        board = build(scene.alice)
        board.check(0, "checklist")
    page = person(scene.alice)
    keys = page.keyboard
    keys.press("g")
    keys.press("j")
    page.wait_for_url("**/projects/")
    keys.press("j")
    keys.press("Enter")
    page.wait_for_url(re.compile("/projects/[^/]+/$"))
    tab_to(page, "Launch")
    keys.press("Enter")
    page.wait_for_url(re.compile("/boards/[^/]+/$"))
    expect(page.locator("hr-board:defined")).to_be_attached()

    tab_to(page, "New card in Prep")
    keys.type("Macros")
    keys.press("Enter")
    card = page.get_by_role("link", name="Macros", exact=True)
    expect(card).to_be_visible()
    expect(page.get_by_label("New card in Prep")).to_be_focused()
    tab_to(page, "Macros", "Shift+Tab")
    keys.press("Shift+ArrowRight")
    panel = page.locator("#side")
    expect(panel).to_contain_text("0 of 0 points are ticked.")
    expect(panel.get_by_label("What is to be done")).to_be_focused()
    keys.type("Ask Jo")
    keys.press("Enter")
    button = panel.get_by_role("button", name="Tick “Ask Jo”")
    expect(button).to_be_focused()
    keys.press("Enter")
    expect(panel).not_to_be_visible()
    there = page.locator('[data-title="Enablement"]').get_by_role("link", name="Macros", exact=True)
    expect(there).to_be_focused()
    assert where(scene) == ("Enablement", [{"text": "Ask Jo", "done": True}])

    keys.press("Enter")
    expect(panel.get_by_role("link", name="Own page")).to_be_visible()
    keys.press("e")
    field = panel.get_by_label("What", exact=True)
    expect(field).to_be_focused()
    keys.press("Control+a")
    keys.type("Macros for refunds")
    keys.press("Enter")
    expect(panel.get_by_role("link", name="Edit What: Macros for refunds")).to_be_focused()
    keys.press("Escape")
    expect(panel).not_to_be_visible()
    expect(page.get_by_role("link", name="Macros for refunds")).to_be_visible()
    keys.press("z")
    expect(page.get_by_text(re.compile("^Undone: "))).to_be_visible()  # the page is there anew
    expect(page.locator("hr-board:defined")).to_be_attached()
    expect(card).to_be_visible()
    keys.press("z")
    expect(page.locator('[data-title="Prep"]').get_by_role("link", name="Macros", exact=True)).to_be_visible()
    assert where(scene) == ("Prep", [{"text": "Ask Jo", "done": False}])
    with scene.inside():
        assert [move.passed for move in Move.objects.order_by("pk")][:3] == [False, False, True]
    assert [error for error in page.errors if "409" not in error] == []
