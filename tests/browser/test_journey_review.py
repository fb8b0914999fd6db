"""A weekly review: two people, two windows, one agenda that filled itself, and the minutes at the end."""

from __future__ import annotations

import re
from datetime import date

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.reviews.models import AgendaItem


def test_a_weekly_review_of_two_people_in_two_windows(scene, person) -> None:
    with scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.bob)])
        for title in ("Connector", "Contract", "Kick-off", "Training"):
            tasks.add_tasks([Task(title=title, customer=acme, owner=scene.bob, due_on=date(2026, 1, 5))])
    alice, bob = person(scene.alice), person(scene.bob)

    alice.goto(f"{scene.url}reviews/rhythm/new/")
    alice.get_by_role("textbox", name="What it is called").fill("Account risk")
    alice.get_by_role("checkbox", name="Thursday").check()
    alice.get_by_role("checkbox", name="Monday").uncheck()
    foreseen = alice.locator("#foreseen")
    expect(foreseen).to_contain_text("Every week on Thursday")
    expect(foreseen.get_by_role("listitem")).to_have_count(5)
    alice.get_by_role("button", name="Save").click()
    alice.locator("ul.rows").get_by_role("link", name=re.compile("Account risk of Thursday")).click()
    expect(alice.locator("#session")).to_contain_text("This would be on the agenda now")
    alice.get_by_role("button", name="Open the review").click()
    expect(alice.locator("#now")).to_contain_text("It was due on 5 Jan 2026")

    bob.goto(alice.url)
    expect(bob.locator("#session")).to_contain_text("Alice, Bob")
    expect(alice.locator("#session")).to_contain_text("Alice, Bob")
    expect(bob.locator("#now")).to_contain_text("1. Connector")

    loads: list[str] = []
    for page in (alice, bob):
        page.on("request", lambda asked: loads.append(asked.url) if asked.is_navigation_request() else None)
    alice.keyboard.press("1")
    expect(alice.locator("#now")).to_contain_text("2. Contract")
    expect(bob.locator("#now")).to_contain_text("2. Contract")
    expect(bob.locator("#session")).to_contain_text("1 of 4 are done")

    bob.keyboard.press("a")
    bob.keyboard.type("Call Jo")
    bob.keyboard.press("Enter")
    expect(bob.locator("#now")).to_contain_text("3. Kick-off")
    expect(alice.locator("#now")).to_contain_text("3. Kick-off")
    alice.keyboard.press("d")
    alice.keyboard.type("We start without it")
    alice.keyboard.press("Tab")
    alice.keyboard.press("Enter")
    expect(alice.locator("#now")).to_contain_text("4. Training")
    found = Axe().run(alice).response["violations"]
    assert found == [], found
    alice.keyboard.press("b")
    alice.keyboard.type("Who stands in at Christmas?")
    alice.keyboard.press("Enter")
    expect(bob.locator("#session")).to_contain_text("Who stands in at Christmas?")
    expect(alice.get_by_role("textbox", name="Bring something up")).to_have_value("")
    alice.get_by_role("heading", level=1).click()
    alice.keyboard.press("2")
    expect(alice.locator("#now")).to_contain_text("5. Who stands in")
    assert loads == [], "one key for each thing, and no page is loaded"
    bob.goto("about:blank")
    expect(alice.locator("#session")).not_to_contain_text("Bob,")
    expect(alice.locator("#session")).not_to_contain_text(", Bob")
    bob.goto(alice.url)
    expect(alice.locator("#session")).to_contain_text("Alice, Bob")
    alice.get_by_role("button", name="End; 1 thing is left for the next time").click()
    bob.get_by_role("link", name="Minutes").click()
    minutes = bob.locator("pre")
    for line in (
        "Call Jo – Bob by",
        "We start without it",
        "Waiting for the customer",
        "Left over for the next time",
    ):
        expect(minutes).to_contain_text(line)
    with scene.inside():
        assert Task.objects.get(title="Call Jo").owner == scene.bob
        assert set(AgendaItem.objects.values_list("ending", flat=True)) == {
            "unchanged", "action", "decided", "carried",
        }  # fmt: skip
    assert alice.errors == bob.errors == []
