"""A launch by hand: a project from its playbook to Follow-up, approved on a phone, let through once, rolled out and moved."""

from __future__ import annotations

import re
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.house.ledger.rows import today
from handrail.record.customers.models import Customer
from handrail.record.customers.verbs import add_customers
from handrail.record.projects.models import Move, Project
from handrail.record.rollout.models import Step

CARD = "Release notes"


def assert_clean(page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def column(page, title: str):
    return page.locator(f'[data-stage][data-title="{title}"]')


def push(page, url: str) -> None:
    """The card to the next stage, by key."""
    page.goto(url)
    expect(page.locator("hr-board:defined")).to_be_attached()
    page.locator("[data-stage]").get_by_role("link", name=CARD, exact=True).focus()
    with page.expect_response(re.compile("/move/$")):
        page.keyboard.press("Shift+ArrowRight")


def test_a_launch_from_its_playbook_to_follow_up(scene, person) -> None:
    with scene.inside():
        add_customers([Customer(name=name, owner=scene.alice) for name in ("Acme", "Birch")])
    page, phone = person(scene.alice), person(scene.bob, width=390, height=844, theme="dark")
    page.goto(f"{scene.url}projects/")
    page.get_by_role("link", name="New project").first.click()
    page.get_by_role("link", name="Use Launch plan for customer success").click()
    page.get_by_label("Name").fill("Spring")
    page.get_by_label("Signs off").select_option("bob")
    page.get_by_role("button", name="Make the project").first.click()
    expect(page.get_by_role("heading", name="Spring", exact=True).first).to_be_visible()
    assert_clean(page)
    page.get_by_role("link", name="Open the board").click()
    page.wait_for_url(re.compile("/boards/"))
    board = page.url

    push(page, board)
    expect(column(page, "Messaging")).to_contain_text(CARD)
    push(page, board)
    expect(page.locator("#side")).to_contain_text("Bob has not approved yet.")
    phone.goto(f"{scene.url}projects/spring/")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert_clean(phone)
    phone.goto(f"{scene.url}cards/release-notes/")
    phone.get_by_role("button", name="Approve").click()
    expect(phone.locator("main")).to_contain_text("Approved")
    push(page, board)
    expect(column(page, "Creative")).to_contain_text(CARD)
    push(page, board)
    side = page.locator("#side")
    expect(side).to_contain_text("0 of 2 points are ticked.")
    side.get_by_label("Why").fill("The pages are ready, the list is not")
    side.get_by_role("button", name="Let it through with this reason").click()
    expect(column(page, "Enablement")).to_contain_text(CARD)
    push(page, board)
    expect(side).to_contain_text("0 of 3 checks hold.")
    side.get_by_label("Context owner").select_option(label="Alice")
    side.get_by_role("button", name="Fill this in").click()
    expect(side).to_contain_text("1 of 3 checks hold.")
    for point in ("Draft", "Reviewed by support"):
        side.get_by_role("checkbox", name=point).check()
    side.get_by_role("button", name="Tick what is done").click()
    expect(side).to_contain_text("2 of 3 checks hold.")
    phone.reload()  # the words were approved in Messaging; Launch asks for all of it
    phone.get_by_role("button", name="Approve").click()
    expect(phone.locator("main")).to_contain_text("Approved")
    for stage in ("Launch", "Follow-up"):
        push(page, board)
        expect(column(page, stage)).to_contain_text(CARD)
    with scene.inside():
        moves = [(str(move.goes), move.passed, move.overridden) for move in Move.objects.order_by("pk")]
    assert moves == [
        ("Messaging", True, False), ("Creative", False, False), ("Creative", True, False),
        ("Enablement", False, False), ("Enablement", True, True), *[("Launch", False, False)] * 3,
        ("Launch", True, False),
    ], "Follow-up asks nothing, so there is nothing to keep"  # fmt: skip

    page.goto(f"{scene.url}projects/spring/rollout/")
    page.locator("#put-customers").select_option(["acme", "birch"])
    page.get_by_role("button", name="Put them in").click()
    first = page.get_by_role("checkbox", name="Acme: Affected")
    first.check()
    first.focus()
    for key in ("ArrowRight", "Space", "ArrowDown", "Space"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Save the ticks").click()
    expect(page.locator("#counts")).to_contain_text("1 / 2")
    phone.goto(f"{scene.url}projects/spring/rollout/")
    for one in (page, phone):
        assert_clean(one)
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    with scene.inside():
        ticked = {str(row) for row in Step.objects.filter(state="done").select_related("customer")}
        later = today() + timedelta(days=80)
    assert ticked == {"Acme: affected", "Acme: told", "Birch: told"}
    page.goto(f"{scene.url}projects/spring/go-live/?on={later}&weekends=before")
    assert_clean(page)
    page.get_by_role("button", name="Move it to").click()
    expect(page.locator("main")).to_contain_text("Go-live is on")
    with scene.inside():
        assert Project.objects.get().go_live_on == later
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Redo")).to_be_visible()
    with scene.inside():
        assert Project.objects.get().go_live_on != later
    assert [error for error in page.errors if "409" not in error] == []
