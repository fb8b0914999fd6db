"""The inbox in the browser: it arrives while one looks, only where it belongs, and is dealt with by keyboard."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.house.nudges import queries, verbs
from handrail.house.nudges.signed import Link, address
from handrail.house.nudges.tests.somebody import telling


def tell(scene, member, title, **more):
    with scene.inside():
        return verbs.tell([telling(member, title=title, **more)])[0]


def test_it_rings_in_the_recipients_window_only(scene, person):
    bob, ada = person(scene.bob), person(scene.ada)
    asked = []
    for page, member in ((bob, scene.bob), (ada, scene.ada)):
        page.goto(f"{scene.url}inbox/")
        expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
        page.on("request", lambda request, name=member.name: asked.append(name))
    tell(scene, scene.bob, "Ten branches live")
    expect(bob.get_by_role("link", name="Ten branches live")).to_be_visible()
    expect(bob.locator("#bell")).to_have_text(re.compile("1"))
    expect(bob.locator("main")).to_contain_text("It is due today.")
    assert set(asked) == {"Bob"}, "nobody else's window heard of it"


def test_by_keyboard_and_back(scene, person):
    for title in ("First", "Second", "Third"):
        tell(scene, scene.bob, title)
    page = person(scene.bob)
    page.goto(scene.url)
    page.keyboard.press("g")
    page.keyboard.press("n")
    expect(page.get_by_role("heading", name="Inbox", level=1)).to_be_visible()
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator("[data-item][aria-current=true]")).to_contain_text("Third")
    page.get_by_role("button", name="Done: Third").press("Enter")
    expect(page.get_by_role("link", name="Third")).to_have_count(0)
    expect(page.locator("#bell")).to_have_text(re.compile("2"))
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Third")).to_be_visible()
    page.get_by_label("Put off: Second").press("Enter")
    page.get_by_label("Why").locator("visible=true").fill("Ida is away")
    page.get_by_role("button", name="Next week").locator("visible=true").click()
    expect(page.get_by_role("link", name="Second")).to_have_count(0)
    page.get_by_role("link", name="Later").click()
    expect(page.locator("main")).to_contain_text("Ida is away")
    assert page.errors == []


def test_without_a_script_everything_works(scene, person):
    nudge = tell(scene, scene.bob, "First")
    page = person(scene.bob, script=False)
    page.goto(f"{scene.url}inbox/")
    page.get_by_label("Put off: First").click()
    page.get_by_role("button", name="Tomorrow").click()
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    with scene.inside():
        assert queries.get(scene.bob, nudge.key).snoozed_until


def test_one_click_in_a_mail_asks_first(scene, person, server):
    nudge = tell(scene, scene.bob, "First")
    link = address(Link(scene.workspace.pk, scene.bob.pk, "done", nudge.pk))
    page = person(None)
    page.goto(link[link.index("/told/") :])
    expect(page.get_by_role("heading", name="First")).to_be_visible()
    with scene.inside():
        assert queries.unread(scene.bob) == 1
    page.get_by_role("button", name="Mark as done").click()
    expect(page.get_by_role("status").filter(has_text="It is done.")).to_be_visible()
    with scene.inside():
        assert queries.unread(scene.bob) == 0
    assert page.errors == []


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_its_pages_are_clean(scene, person, width, theme):
    tell(scene, scene.ada, "A long title of a milestone that has to be broken into lines somewhere " * 2)
    page = person(scene.ada, width=width, theme=theme)
    for path in ("inbox/", "inbox/?by=customer", "inbox/?tab=done", "told/", "settings/telling/"):
        page.goto(scene.url + path)
        assert [v["id"] for v in Axe().run(page).response["violations"]] == [], path
        wide = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, path
    assert page.errors == []
