"""A milestone is missed and nobody says what happens: it comes to the manager, while they look, and ends with its cause."""

from __future__ import annotations

import re
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.house.access.workspace import edit_workspace, set_clock
from handrail.house.deadlines import sweeps
from handrail.house.ledger import write
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan

from .hands import edit

BOTH = re.compile(r"Ten branches live")


def later(scene, days: int) -> None:
    with scene.inside():
        set_clock(timedelta(days=days))
    sweeps.fire_due()


def clean(page) -> None:
    assert [v["id"] for v in Axe().run(page).response["violations"]] == [], page.url
    wide = page.evaluate("document.scrollingElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, page.url


def test_missed_unanswered_raised_acknowledged_and_done(scene, person):
    with scene.inside():
        edit_workspace({"working_days": [1, 2, 3, 4, 5, 6, 7]})
        write.change(scene.bob, {"manager": scene.ada})
        who = customers.add_customers([Customer(name="Northwind", owner=scene.bob)])[0]
        plan = plans.add_plans([Plan(title="Harbor plan", customer=who, owner=scene.bob)])[0]
        due = clock.today() + timedelta(days=2)
        row = Milestone(key="live", plan=plan, title="Ten branches live", due_on=due, owner=scene.bob)
        plans.add_milestones([row])
    bob, ada = person(scene.bob, width=390, height=844), person(scene.ada)
    bob.goto(scene.url)
    ada.goto(f"{scene.url}raised/")
    expect(ada.get_by_role("heading", name="Nothing is raised here")).to_be_visible()

    later(scene, 4)
    mine = bob.locator("#raised").get_by_role("listitem").filter(has_text=BOTH)
    expect(mine).to_contain_text("raised to Bob")
    expect(mine.get_by_role("button", name="I look after it: Ten branches live")).to_be_visible()
    expect(bob.locator("#bell")).to_have_text(re.compile("1"))
    clean(bob)

    later(scene, 6)
    hers = ada.locator("#raised-list").get_by_role("listitem").filter(has_text=BOTH)
    expect(hers).to_contain_text("raised to Ada")
    expect(ada.locator("#bell")).to_have_text(re.compile("1"))
    clean(ada)
    hers.get_by_role("link", name="Ten branches live").click()
    expect(ada.locator("#chain")).to_contain_text("Bob was told on")
    ada.get_by_label("What happens next").fill("The customer opens the last port on Tuesday")
    ada.get_by_role("button", name="I look after it").click()
    expect(ada.locator("#chain")).to_contain_text("The customer opens the last port on Tuesday, by")
    clean(ada)

    bob.goto(f"{scene.url}milestones/live/")
    expect(bob.locator("main")).to_contain_text("Raised to Ada")
    edit(bob, "State", "Done")
    expect(ada.locator("#chain")).to_contain_text("The milestone was done, or is not needed any more.")
    expect(bob.locator("main")).not_to_contain_text("Raised to Ada")
    ada.goto(f"{scene.url}raised/?state=resolved")
    expect(ada.locator("#raised-list")).to_contain_text("Ten branches live")
    assert bob.errors == [] and ada.errors == []
