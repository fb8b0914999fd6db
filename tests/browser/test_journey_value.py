"""From the promise to its proof: a deal, its plan, the customer's word, the handoff, a slip, and who hears of it.

Bob sells, Ada looks after the customer from her phone, Ines is the customer and has no account, Alice is Ada's manager.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from handrail.house.people.members import edit_member
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity, Renewal, TeamPlace
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.plans.tests.setting import develop, finalize, initiate
from handrail.watch.rules import furnishing

from .hands import edit


@pytest.fixture
def deal(scene) -> Opportunity:
    with scene.inside():
        furnishing.furnish()
        edit_member(scene.ada, {"manager": scene.alice})
        (acme,) = customers.add_customers([Customer(key="acme", name="Acme", owner=scene.ada, arr=150_000)])
        customers.add_team_places([TeamPlace(customer=acme, member=scene.bob, job="SA")])
        in_a_year = clock.today("UTC") + timedelta(days=365)
        customers.add_renewals([Renewal(customer=acme, due_on=in_a_year, risk_reason="New CFO")])
        row = Opportunity(
            key="rollout", customer=acme, name="Rollout", kind="new", stage="1", owner=scene.bob, arr=150_000
        )
        return customers.add_opportunities([row])[0]


def clean(*pages: Page) -> None:
    for page in pages:
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} is too wide"


def moved_to(bob: Page, stage: str, url: str) -> None:
    bob.goto(f"{url}opportunities/rollout/")
    edit(bob, "Stage", stage)


def developed(bob: Page, scene, plan: Plan) -> None:
    """A phase is refused while it is empty, and granted when what it asks for is there."""
    bob.goto(f"{scene.url}plans/{plan.key}/")
    bob.get_by_role("button", name="Go to Develop").click()
    expect(bob.get_by_text("can not go to “Develop” yet")).to_be_visible()
    expect(bob.get_by_text("Still empty")).to_be_visible()
    with scene.inside(scene.bob):
        initiate(plan)
    bob.get_by_role("link", name="Back", exact=True).click()
    bob.get_by_role("button", name="Go to Develop").click()
    step = bob.get_by_role("listitem").filter(has_text="Develop").first
    expect(step).to_have_attribute("aria-current", "step")
    with scene.inside(scene.bob):
        develop(plan)


def cleared(bob: Page, scene, plan: Plan) -> None:
    """At stage 4 our own proposal waits until the plan is complete; Today says so."""
    moved_to(bob, "Stage 4", scene.url)
    bob.goto(scene.url)
    bob.get_by_role("link", name="What is missing").first.click()
    proposal = bob.locator("#proposal")
    expect(proposal).to_contain_text("Blocked")
    with scene.inside(scene.bob):
        finalize(plan)
        said = {"promises": [{"promise": "Single sign-on by summer", "owner": ""}]}
        plans.edit_plan(Plan.objects.get(), {"commercial": {"notes": "Zanzibar"}, "handoff": said})
        soon = clock.today("UTC") + timedelta(days=5)
        plans.add_milestones([Milestone(plan=plan, title="Go live", due_on=soon, owner=scene.bob)])
    bob.reload()
    proposal.get_by_role("button", name="Clear the proposal").click()
    expect(proposal).to_contain_text("Cleared on")


def opened(bob: Page, scene, plan: Plan) -> str:
    bob.goto(f"{scene.url}plans/{plan.key}/")
    bob.locator("#their-view").get_by_role("link", name="Open it to the customer").click()
    bob.get_by_label("Or their name").fill("Ines Duarte")
    bob.get_by_role("button", name="Make an address").click()
    expect(bob.locator("#kept")).to_contain_text("Notes")
    clean(bob)
    return bob.locator("hr-copy code").inner_text()


def agreed(ines: Page, bob: Page, address: str, plan: str) -> None:
    """She reads only what is hers to read, comments, and agrees; Bob sees it without a reload."""
    ines.goto(address)
    expect(ines.get_by_role("heading", name="Acme").first).to_be_visible()
    assert "Zanzibar" not in ines.content()
    clean(ines)
    ines.get_by_label("What do you want to say?").fill("Who trains us?")
    ines.get_by_role("button", name="Comment").click()
    expect(ines.locator("#talk .words")).to_have_text("Who trains us?")
    bob.goto(plan)
    expect(bob.locator(".talk .words", has_text="Who trains us?")).to_be_visible()
    ines.get_by_label("I agree to this plan").check()
    ines.get_by_role("button", name="Agree to the plan").click()
    expect(ines.locator("#agreement")).to_contain_text("Version 1")
    expect(bob.locator("#their-view")).to_contain_text("Ines Duarte agreed")


def handed_over(bob: Page, ada: Page, scene) -> None:
    """Won: the handoff is there by itself. It is returned once, put right, and accepted on the phone."""
    moved_to(bob, "Won", scene.url)
    bob.goto(f"{scene.url}handoffs/")
    bob.get_by_role("link", name=re.compile("Acme")).first.click()
    there = bob.url
    ada.goto(there)
    expect(ada.locator("#promises")).to_contain_text("Single sign-on by summer")
    ada.get_by_label("What is missing").fill("Nobody owns the single sign-on.")
    ada.get_by_role("button", name="Return it").click()
    expect(ada.locator("#lead")).to_contain_text("Returned")
    bob.reload()
    bob.locator("#promises").get_by_role("link", name="Single sign-on by summer").click()
    edit(bob, "Owner", "Bob", within=bob.locator("#side, main").last)
    bob.goto(there)
    edit(bob, "What they have to know", "The CFO likes numbers.", within=bob.locator("#context"))
    bob.goto(there)
    edit(bob, "How often we meet them", "every two weeks", within=bob.locator("#context"))
    bob.goto(there)
    for box in bob.locator("#checklist").get_by_role("checkbox").all():
        box.check()
    bob.locator("#checklist").get_by_role("button", name="Save").click()
    bob.get_by_role("button", name="It is put right: send it again").click()
    ada.goto(there)
    clean(ada)
    ada.get_by_role("button", name="Accept the handoff").click()
    expect(ada.locator("#standing")).to_contain_text("Milestones: 1")


def test_from_the_promise_to_its_proof(scene, person, deal, goes_by) -> None:
    bob, alice = person(scene.bob), person(scene.alice)
    ada = person(scene.ada, width=390, height=844, theme="dark")
    ines = person(None, width=360, height=800)

    moved_to(bob, "Stage 2", scene.url)
    with scene.inside(scene.bob):
        plan = Plan.objects.get()
    bob.goto(f"{scene.url}customers/acme/")
    expect(bob.locator("#plan")).to_contain_text("Initiate")
    developed(bob, scene, plan)
    cleared(bob, scene, plan)
    agreed(ines, bob, opened(bob, scene, plan), f"{scene.url}plans/{plan.key}/")
    handed_over(bob, ada, scene)
    with scene.inside():
        assert Plan.objects.get().owner_id == Milestone.objects.get().owner_id == scene.ada.pk

    for path in ("renewals/", "handoffs/?state=all", "promises/"):
        ada.goto(scene.url + path)
        clean(ada)

    goes_by(8)
    ada.goto(f"{scene.url}customers/acme/")
    expect(ada.locator("main")).to_contain_text(re.compile("Raised to Ada.*was due [34] days ago", re.DOTALL))
    goes_by(14)
    ada.reload()
    expect(ada.locator(".verdict").first).to_contain_text("At risk")
    clean(ada)
    alice.goto(f"{scene.url}raised/")
    expect(alice.get_by_role("link", name="Go live", exact=True)).to_be_visible()
    assert [text for page in (bob, ada, alice, ines) for text in page.errors if "409" not in text] == []
