"""The main job by keyboard alone: find a customer, walk a list, capture a task, edit a field; the focus is always seen."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from handrail.house.workspaces.scope import enter
from handrail.record.customers.models import Customer
from handrail.record.tasks.models import Task

FOCUS = """() => {
  const it = document.activeElement, look = getComputedStyle(it), box = it.getBoundingClientRect();
  const ring = (look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 1) || look.boxShadow !== "none";
  const name = `${it.tagName} ${it.getAttribute("aria-label") ?? it.textContent.trim().slice(0, 40)}`;
  const seen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return {name, ring, seen, inside: document.getElementById("main").contains(it)};
}"""


def test_finding_walking_capturing_and_editing(example, person) -> None:
    page = person(example.mara)
    page.goto(example.url)
    keys = page.keyboard

    keys.press("Control+k")
    keys.type("verity ins")
    expect(page.get_by_role("option", name=re.compile("Verity Insurance")).first).to_have_attribute(
        "aria-selected", "true"
    )
    keys.press("Enter")
    page.wait_for_url(f"**{example.customer('verity-insurance')}")

    keys.press("g")
    keys.press("c")
    page.wait_for_url(f"**{example.url}customers/")
    for key in "jjk":
        keys.press(key)
    first = page.locator("tr[data-item]").first
    expect(first).to_have_attribute("aria-current", "true")
    keys.press("j")
    second = page.locator("tr[data-item]").nth(1).get_by_role("rowheader").get_by_role("link")
    expect(second).to_be_focused()
    name = second.inner_text()
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    keys.press("c")
    keys.type(
        "call Tomas by friday #northwind-logistics"
    )  # at once: what is typed before the form is there counts
    expect(page.get_by_label("What is to be done?")).to_have_value(
        "call Tomas by friday #northwind-logistics"
    )
    read = page.locator("#capture .understood")
    for words in ("call Tomas", "Fri", "Northwind Logistics"):
        expect(read).to_contain_text(words)
    keys.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Added for Mara Adeyemi: call Tomas")).to_be_visible()
    expect(page.locator("#capture")).not_to_be_visible()
    with enter(example.pk):
        task = Task.objects.get(title="call Tomas")
        assert task.due_on.weekday() == 4 and task.customer.key == "northwind-logistics"

    page.goto(example.customer("verity-insurance"))
    page.get_by_role("link", name=re.compile("^Edit Region:")).focus()
    keys.press("Enter")
    field = page.get_by_role("textbox", name="Region")
    expect(field).to_be_focused()
    keys.press("Escape")
    expect(field).to_have_count(0)
    expect(page.get_by_role("link", name=re.compile("^Edit Region:"))).to_be_focused()
    keys.press("Enter")
    expect(field).to_be_focused()
    keys.press("Control+a")
    keys.type("Iberia")
    keys.press("Enter")
    expect(page.get_by_role("link", name="Edit Region: Iberia")).to_be_focused()
    with enter(example.pk):
        assert Customer.objects.get(key="verity-insurance").region == "Iberia"
    assert page.errors == []


def test_escape_closes_and_gives_the_focus_back(example, person) -> None:
    page = person(example.mara)
    page.goto(f"{example.url}tasks/?state=all")
    opener = page.locator("tr[data-item]").first.get_by_role("rowheader").get_by_role("link")
    opener.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#side")
    expect(panel.get_by_role("link", name="Own page")).to_be_visible()
    expect(page).to_have_url(re.compile("/tasks/[^/?]+/$"))
    page.keyboard.press("Escape")
    expect(panel).not_to_be_visible()
    expect(page).to_have_url(re.compile(r"/tasks/\?state=all$"))
    expect(opener).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).not_to_be_visible()


def test_tab_goes_through_the_page_and_the_focus_is_seen(example, person) -> None:
    page = person(example.mara)
    for path in ("", "customers/", "plans/kestrel-bank-plan/"):
        page.goto(example.url + path)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
        page.keyboard.press("Enter")
        stops = walked(page, 25)
        assert all(stop["inside"] for stop in stops), stops
        assert len({stop["name"] for stop in stops}) > 8, "Tab is caught somewhere"
        unseen = [stop["name"] for stop in stops if not (stop["ring"] and stop["seen"])]
        assert not unseen, f"{path}: no visible focus on {unseen}"


def walked(page: Page, steps: int) -> list[dict]:
    stops = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    return stops
