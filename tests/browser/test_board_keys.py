"""Boards by keyboard alone: a day on one, with a card from its first word over both gates to the end and back; and a
launch from its playbook to Follow-up, with what is refused, filled in, ticked, approved and let through."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from handrail.record.projects import queries
from handrail.record.projects.models import Move
from handrail.record.projects.tests.setting import build

CARD = "Release notes"
HERE = """() => {
  const it = document.activeElement;
  return (it.getAttribute("aria-label") ?? it.labels?.[0]?.textContent ?? it.textContent ?? "").replace("(optional)", "").trim();
}"""


def tab_to(page: Page, name: str, key: str = "Tab", most: int = 120) -> None:
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
        board.check(1, "review")
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

    keys.press("Escape")
    tab_to(page, "Macros")
    keys.press("Shift+ArrowRight")
    expect(button).to_be_focused()
    keys.press("Enter")
    expect(there).to_be_focused()
    keys.press("Shift+ArrowRight")
    expect(panel.get_by_role("combobox", name="Reviewer")).to_be_focused()
    keys.type("Bob")
    tab_to(page, "Name the reviewer")
    keys.press("Enter")
    expect(panel).to_contain_text("Bob has not approved yet.")
    other = person(scene.bob)
    other.goto(f"{scene.url}cards/macros/")
    tab_to(other, "Approve")
    other.keyboard.press("Enter")
    expect(other.locator("main")).to_contain_text("Approved")
    keys.press("Escape")
    expect(there).to_be_focused()
    keys.press("Shift+ArrowRight")
    last = page.locator('[data-title="Launch"]').get_by_role("link", name="Macros", exact=True)
    expect(last).to_be_focused()
    assert where(scene) == ("Launch", [{"text": "Ask Jo", "done": True}])
    with scene.inside():
        assert [move.passed for move in Move.objects.order_by("pk")][:3] == [False, False, True]
    assert [error for error in page.errors if "409" not in error] == []


def test_a_launch_goes_from_its_playbook_to_follow_up(scene, person) -> None:
    page, other = person(scene.alice), person(scene.bob)
    keys, panel = page.keyboard, page.locator("#side")
    page.set_default_timeout(30_000)  # a project with all that its playbook says
    keys.press("g")
    keys.press("j")
    page.wait_for_url("**/projects/")
    tab_to(page, "New project")
    keys.press("Enter")
    page.wait_for_url("**/projects/start/")
    tab_to(page, "Use Launch plan for customer success")
    keys.press("Enter")
    page.wait_for_url("**/playbooks/launch-plan/start/**")
    tab_to(page, "Name")
    keys.type("Spring")
    tab_to(page, "Signs off")
    keys.type("Bob")
    tab_to(page, "Make the project")
    keys.press("Enter")
    page.wait_for_url("**/projects/spring/")
    tab_to(page, "Open the board")
    keys.press("Enter")
    page.wait_for_url("**/boards/*/")
    expect(page.locator("hr-board:defined")).to_be_attached()
    tab_to(page, CARD, most=250)

    def push() -> None:
        expect(page.get_by_role("link", name=CARD, exact=True)).to_be_focused()
        with page.expect_response(re.compile("/move/$")):
            keys.press("Shift+ArrowRight")

    def stands(stage: str) -> None:
        card = page.locator(f'[data-stage][data-title="{stage}"]').get_by_role("link", name=CARD, exact=True)
        expect(card).to_be_focused()

    def approve() -> None:
        other.goto(f"{scene.url}cards/release-notes/")
        tab_to(other, "Approve")
        other.keyboard.press("Enter")
        expect(other.locator("main")).to_contain_text("Approved")

    push()
    stands("Messaging")
    push()
    expect(panel).to_contain_text("Bob has not approved yet.")
    approve()
    keys.press("Escape")
    push()
    stands("Creative")
    push()
    expect(panel).to_contain_text("0 of 2 points are ticked.")
    tab_to(page, "Why")
    keys.type("The pages are ready, the list is not")
    tab_to(page, "Let it through with this reason")
    keys.press("Enter")
    stands("Enablement")
    push()
    expect(panel).to_contain_text("0 of 3 checks hold.")
    tab_to(page, "Context owner")
    keys.type("Alice")
    tab_to(page, "Fill this in")
    keys.press("Enter")
    expect(panel).to_contain_text("1 of 3 checks hold.")
    for point in ("Draft", "Reviewed by support"):
        tab_to(page, point)
        keys.press("Space")
    tab_to(page, "Tick what is done")
    keys.press("Enter")
    expect(panel).to_contain_text("2 of 3 checks hold.")
    approve()
    keys.press("Escape")
    for stage in ("Launch", "Follow-up"):
        push()
        stands(stage)
    with scene.inside():
        through = Move.objects.get(overridden=True)
        assert (through.goes.title, through.by, through.reason[:9]) == (
            "Enablement",
            scene.alice,
            "The pages",
        )
    assert [error for error in page.errors + other.errors if "409" not in error] == []
