"""Search as you type and by its address; take a change back by button, key and palette; put an old value back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from handrail.house.workspaces.scope import enter
from handrail.record.customers.models import Customer
from tests.browser.hands import edit


def region(example, key: str) -> str:
    with enter(example.pk):
        return Customer.objects.get(key=key).region


def test_a_slip_of_the_finger_is_forgiven_and_all_results_have_a_page(example, person) -> None:
    page = person(example.mara)
    page.goto(example.url)
    page.keyboard.press("Control+k")
    page.keyboard.type("nothwind")
    first = page.get_by_role("option", name=re.compile("Northwind Logistics")).first
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Control+a")
    page.keyboard.type("northwind")
    page.get_by_role("option", name=re.compile(r"\d+ results")).click()
    page.wait_for_url(re.compile(r"/search/\?q=northwind"))
    expect(page.locator("#found li").first).to_contain_text("Northwind Logistics")
    page.get_by_label("Kind").select_option(label="Milestones")
    page.wait_for_url(re.compile("kind=milestone"))
    expect(page.locator("#found li").first).to_contain_text("Milestone")
    assert page.errors == []


def test_a_change_is_undone_by_button_redone_and_undone_by_key(example, person) -> None:
    page, key = person(example.mara), "marlow-university"
    before = region(example, key)
    page.goto(example.customer(key))
    edit(page, "Region", "Somewhere", page.locator("#facts"))
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status").filter(has_text="Undone: ")).to_be_visible()
    assert region(example, key) == before
    page.get_by_role("button", name="Redo").click()
    expect(page.get_by_role("status").filter(has_text="Done again: ")).to_be_visible()
    assert region(example, key) == "Somewhere"
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(page.get_by_role("status").filter(has_text="Undone: ")).to_be_visible()
    assert region(example, key) == before
    assert page.errors == []


def test_an_old_value_is_put_back_where_the_field_stands(example, person) -> None:
    page, key = person(example.mara), "halden-legal"
    before = region(example, key)
    page.goto(example.customer(key))
    edit(page, "Region", "Elsewhere", page.locator("#facts"))
    page.reload()
    page.get_by_label("History of Region").click()
    past = page.locator("#facts ol.past")
    expect(past).to_contain_text("Elsewhere")
    past.get_by_role("button", name="Put this back").last.click()
    expect(page.get_by_role("status").filter(has_text=f"Region is “{before}” again.")).to_be_visible()
    assert region(example, key) == before
    assert page.errors == []


def test_without_script(example, person) -> None:
    page, key = person(example.mara, script=False), "tidewater-foods"
    before = region(example, key)
    page.goto(example.url)
    page.get_by_role("button", name=re.compile("^Search…")).first.click()
    page.get_by_placeholder("A name, a number").fill("tidewater")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Tidewater Foods", exact=True).first.click()
    page.get_by_role("link", name=re.compile("^Edit Region:")).click()
    page.get_by_role("textbox", name="Region").fill("Nowhere")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("status").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("status")).to_contain_text("Undone: ")
    assert region(example, key) == before
    page.get_by_label("History of Region").click()
    page.get_by_role("link", name="History of Region").click()
    expect(page.get_by_role("button", name="Put this back").first).to_be_visible()
