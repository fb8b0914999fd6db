"""From somebody without an account to a colleague who is named: sent by a form, talked about, shown to a guest."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from handrail.doors.outside import asking
from handrail.kit import clock
from handrail.record.outside import checks
from handrail.record.outside.tests.made import form_for
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Board, Project, Stage


@pytest.fixture
def board(scene):
    with scene.inside():
        (project,) = projects.add_projects([Project(title="Launch", owner=scene.alice)])
        (made,) = projects.add_boards([Board(key="work", project=project, title="Work", owner=scene.alice)])
        projects.add_stages([Stage(board=made, title="To do", owner=scene.alice)])
        return form_for(made, consent="You may keep it.", files=True)


def clean(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def sent(page: Page, title: str) -> None:
    page.get_by_label("What is it about?").fill(title)
    page.get_by_label("Which region?").select_option("EMEA")
    page.get_by_label("Your name").fill("Ida Falk")
    page.get_by_label("Your mail address").fill("ida@example.com")
    page.get_by_label("You may keep it.").check()


def test_what_comes_from_outside_is_talked_about_and_shown(scene, person, board):
    visitor = person(None, width=360, height=800, theme="dark")
    visitor.goto(f"/form/{board.token}/")
    clean(visitor)
    sent(visitor, "A new region")
    visitor.set_input_files(
        "[name=files]", [{"name": "brief.txt", "mimeType": "text/plain", "buffer": b"words"}]
    )
    expect(visitor.locator("[name=work]")).not_to_have_value("")
    stamp, work = (visitor.locator(f"[name={name}]").input_value() for name in ("stamp", "work"))
    assert checks.proven(stamp, work), "the browser has worked out what it was asked to"
    older = asking.fresh_stamp(board.token, clock.real() - timedelta(minutes=1))  # nobody waits in a test
    visitor.locator("[name=stamp]").evaluate("(field, value) => { field.value = value }", older)
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_role("heading", name="Thank you")).to_be_visible()

    alice, bob = person(scene.alice), person(scene.bob)
    for page in (alice, bob):
        page.goto(f"{scene.url}boards/work/")
        page.get_by_role("link", name="A new region").first.click()
        expect(page.get_by_role("heading", name="Comments")).to_be_visible()
    expect(bob.get_by_role("link", name="brief.txt", exact=True)).to_be_visible()
    box = alice.get_by_label("Say something about this")
    box.click()
    alice.keyboard.type("Can you call them, @bo")
    expect(alice.locator(".called [role=option]", has_text="Bob")).to_be_visible()
    alice.keyboard.press("Enter")
    alice.keyboard.type("today?")
    clean(alice)
    alice.keyboard.press("Control+Enter")
    expect(alice.locator("#side .words", has_text="@Bob today?")).to_be_visible()
    expect(bob.locator("#side .words", has_text="@Bob today?")).to_be_visible()  # without a reload
    bob.locator("#side .answering summary").click()
    bob.get_by_label("Your answer").fill("On it")
    bob.locator("#side .answering").get_by_role("button", name="Answer").click()
    expect(alice.locator("#side .words", has_text="On it")).to_be_visible()
    alice.locator("#side").get_by_role("button", name="Settle").click()
    expect(alice.locator("#side summary", has_text="1 settled")).to_be_visible()
    dropped = bob.evaluate_handle(
        "() => { const all = new DataTransfer(); all.items.add(new File(['x'], 'note.txt')); return all }"
    )
    bob.locator("#side hr-drop").dispatch_event("drop", {"dataTransfer": dropped})
    expect(alice.locator("#side").get_by_role("link", name="note.txt", exact=True)).to_be_visible()

    bob.goto(f"{scene.url}inbox/")
    bob.get_by_role("link", name="A new region").first.click()
    expect(bob.locator(".comment:target .words")).to_contain_text("today?")

    alice.goto(f"{scene.url}boards/work/share/")
    alice.get_by_role("button", name="Share", exact=True).click()
    expect(alice.locator("#shared")).to_contain_text("Gita")
    guest = person(scene.gita, width=360, height=800, theme="dark", script=False)
    guest.get_by_role("link", name="Work").click()
    expect(guest.get_by_text("A new region")).to_be_visible()
    expect(guest.get_by_text("On it")).to_have_count(0)
    for page in (visitor, alice, bob):
        assert page.errors == []


def test_a_form_works_without_a_script(scene, person, board):
    visitor = person(None, script=False)
    visitor.goto(f"/form/{board.token}/")
    sent(visitor, "By hand")
    visitor.get_by_role("button", name="Send").click()
    expect(visitor.get_by_text("That was faster than somebody can write.").first).to_be_visible()
    expect(visitor.get_by_label("What is it about?")).to_have_value("By hand")
