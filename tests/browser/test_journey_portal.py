"""A plan is opened to its customer, who reads it in a browser of her own without an account, and agrees; we see it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from handrail.house.ledger.rows import today
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Criterion, Milestone, Outcome, Plan, Responsibility


@pytest.fixture
def plan(scene):
    with scene.inside():
        (acme,) = customers.add_customers([Customer(key="acme", name="Acme", owner=scene.bob)])
        row = Plan(
            key="p", customer=acme, title="Acme plan", owner=scene.bob, commercial={"notes": "Zanzibar"}
        )
        (made,) = plans.add_plans([row])
        plans.add_parts([Outcome(plan=made, title="Fewer misses", baseline="11", target="6", unit="%")])
        plans.add_parts([Criterion(plan=made, title="Six or less", target="6")])
        plans.add_parts([Responsibility(plan=made, title="Open the firewall", side="customer", who="Tomas")])
        days = (("theirs", "Open the port", "customer", 5), ("ours", "Connect it", "vendor", 9))
        for key, title, side, ahead in days:
            due = today() + timedelta(days=ahead)
            plans.add_parts(
                [Milestone(plan=made, key=key, title=title, side=side, owner=scene.bob, due_on=due)]
            )
        return made


def clean(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_shared_read_commented_ticked_and_agreed_without_an_account(scene, person, plan):
    bob = person(scene.bob)
    bob.goto(f"{scene.url}plans/p/")
    bob.locator("#their-view").get_by_role("link", name="Open it to the customer").click()
    bob.get_by_label("Or their name").fill("Ines Duarte")
    bob.get_by_role("button", name="Make an address").click()
    address = bob.locator("hr-copy code").inner_text()
    expect(bob.locator("#kept")).to_contain_text("Notes")
    clean(bob)

    ines = person(None, width=360, height=800, theme="dark")
    ines.goto(address)
    expect(ines.get_by_role("heading", name="Acme plan")).to_be_visible()
    expect(ines.locator("#waiting")).to_contain_text("Open the port")
    assert "Zanzibar" not in ines.content()
    clean(ines)
    ines.get_by_label("What do you want to say?").fill("Who tests it?")
    ines.get_by_role("button", name="Comment").click()
    expect(ines.locator("#talk .words")).to_have_text("Who tests it?")
    bob.goto(f"{scene.url}plans/p/")
    expect(bob.locator(".talk .words", has_text="Who tests it?")).to_be_visible()

    ines.locator("#stone-theirs").get_by_role("button", name="This is done").click()
    expect(ines.locator("#stone-theirs")).to_contain_text("done on")
    asked = ines.locator("#stone-ours")
    asked.get_by_text("Propose another date").click()
    with scene.inside():
        better = today() + timedelta(days=20)
    asked.get_by_label("Better on").fill(better.isoformat())
    asked.get_by_role("button", name="Propose this date").click()
    expect(bob.locator("#their-view")).to_contain_text("1 date was proposed")  # without a reload
    ines.get_by_label("I agree to this plan").check()
    ines.get_by_role("button", name="Agree to the plan").click()
    expect(ines.locator("#agreement")).to_contain_text("Version 1")
    expect(bob.locator("#their-view")).to_contain_text("Ines Duarte agreed")

    bob.locator("#their-view").get_by_role("link", name="date was proposed").click()
    bob.locator("#proposals").get_by_role("button", name="Accept").click()
    expect(bob.locator("#agreed")).to_contain_text("Connect it")  # a new date is to be agreed to again
    clean(bob)
    plain = person(None, script=False)
    plain.goto(address)
    expect(plain.locator("#agreement")).to_contain_text("Since then this has changed")
    plain.get_by_label("I agree to this plan").check()
    plain.get_by_role("button", name="Agree to the changes").click()
    expect(plain.locator("#agreement")).to_contain_text("Version 2")
    bob.locator("#open-to").get_by_role("button", name="Stop").click()
    expect(bob.locator("#open-to")).to_contain_text("Nobody at the customer can open this plan.")
    ines.reload()
    expect(ines.get_by_role("heading", name="Nothing is here")).to_be_visible()
    assert [one for one in ines.errors if "404" not in one] == [] and bob.errors == []
