"""A deal is won, and its customer changes hands: returned once, then accepted, and the plan is seen to move."""

from __future__ import annotations

from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity, Renewal
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan

from .hands import edit


def test_a_deal_is_won_and_its_customer_changes_hands(scene, person) -> None:
    soon = clock.today("UTC") + timedelta(days=30)
    with scene.inside():
        (acme,) = customers.add_customers([Customer(key="acme", name="Acme", owner=scene.ada, arr=120_000)])
        (deal,) = customers.add_opportunities(
            [
                Opportunity(
                    key="rollout", customer=acme, name="Rollout", kind="new", stage="4", owner=scene.bob
                )
            ]
        )
        said = {"promises": [{"promise": "Single sign-on by summer", "owner": ""}]}
        (plan,) = plans.add_plans(
            [
                Plan(
                    key="acme",
                    customer=acme,
                    opportunity=deal,
                    title="Acme plan",
                    owner=scene.bob,
                    handoff=said,
                )
            ]
        )
        plans.add_milestones([Milestone(plan=plan, title="First site live", due_on=soon, owner=scene.bob)])
        customers.add_renewals(
            [Renewal(customer=acme, due_on=soon + timedelta(days=60), risk_reason="New CFO")]
        )
    bob, ada = person(scene.bob), person(scene.ada, width=390, height=844, theme="dark")
    customer = f"{scene.url}customers/acme/"

    bob.goto(f"{scene.url}opportunities/rollout/")
    edit(bob, "Stage", "Won")
    bob.goto(customer)
    bob.get_by_role("link", name="Start the handoff").click()
    bob.get_by_label("What they have to know").fill("The CFO decides; she likes numbers.")
    bob.get_by_role("button", name="Add", exact=True).click()
    expect(bob.get_by_role("heading", name="Handoff: Acme plan")).to_be_visible()
    there = bob.url
    form = bob.locator("#add-item")
    form.get_by_label("What").fill("Sign the annex")
    form.get_by_label("Whose").select_option(label="Bob")
    form.get_by_label("When").fill(soon.isoformat())
    form.get_by_role("button", name="Add").click()
    expect(bob.locator("#items")).to_contain_text("Sign the annex")
    expect(bob.get_by_role("button", name="Accept the handoff")).to_have_count(0)

    ada.goto(there)
    expect(ada.locator("#promises")).to_contain_text("Single sign-on by summer")
    ada.get_by_label("What is missing").fill("Nobody owns the single sign-on.")
    ada.get_by_role("button", name="Return it").click()
    expect(ada.locator("#lead")).to_contain_text("Returned")

    bob.goto(there)
    expect(bob.locator("#standing")).to_contain_text("Nobody owns the single sign-on.")
    bob.locator("#promises").get_by_role("link", name="Single sign-on by summer").click()
    edit(bob, "Owner", "Bob", within=bob.locator("#side, main").last)
    bob.goto(there)
    edit(bob, "How often we meet them", "every two weeks", within=bob.locator("#context"))
    bob.goto(there)
    for box in bob.locator("#checklist").get_by_role("checkbox").all():
        box.check()
    bob.locator("#checklist").get_by_role("button", name="Save").click()
    bob.get_by_role("button", name="It is put right: send it again").click()

    ada.goto(there)
    found = Axe().run(ada)
    assert found.violations_count == 0, found.generate_report()
    assert ada.evaluate("document.documentElement.scrollWidth <= innerWidth")
    ada.get_by_role("button", name="Accept the handoff").click()
    expect(ada.locator("#standing")).to_contain_text("Milestones: 1")
    bob.goto(customer)
    expect(bob.locator("#plan")).to_contain_text("Bob handed it over to Ada")
    with scene.inside():
        assert Plan.objects.get().owner_id == Milestone.objects.get().owner_id == scene.ada.pk
    paths = ("renewals/", "handoffs/?state=all", "promises/", "customers/acme/")
    for page, path in zip((ada, bob, ada, ada), paths, strict=True):
        page.goto(scene.url + path)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
    bob.goto(f"{scene.url}opportunities/rollout/")
    expect(bob.locator("main")).to_contain_text("handed over")
    assert bob.errors + ada.errors == []
