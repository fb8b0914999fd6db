"""A plan is started, refused a phase, helped on, finished; the proposal is seen to be blocked, and cleared."""

from __future__ import annotations

from playwright.sync_api import expect

from handrail.record.customers.models import Opportunity
from handrail.record.customers.verbs import edit_opportunity
from handrail.record.plans.models import Plan
from handrail.record.plans.tests.setting import deal, develop, finalize, initiate


def test_from_stage_two_to_a_cleared_proposal(scene, person) -> None:
    with scene.inside():
        row = deal(scene.bob)
    page = person(scene.bob)
    page.goto(f"{scene.url}customers/{row.customer.key}/")
    page.get_by_role("link", name="Start the plan").click()
    page.get_by_label("Title").fill("Harbor plan")
    page.get_by_label("Opportunity").select_option(label="Harbor new")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("heading", name="Harbor plan", level=1)).to_be_visible()
    page.get_by_role("button", name="Go to Develop").click()
    expect(page.get_by_text("can not go to “Develop” yet")).to_be_visible()
    expect(page.get_by_text("Still empty")).to_be_visible()
    with scene.inside(scene.bob):
        plan = Plan.objects.get()
        initiate(plan)
    page.get_by_role("link", name="Back").click()
    page.get_by_role("button", name="Go to Develop").click()
    expect(page.get_by_role("listitem").filter(has_text="Develop").first).to_have_attribute(
        "aria-current", "step"
    )
    with scene.inside(scene.bob):
        develop(plan)
        edit_opportunity(Opportunity.objects.get(), {"stage": "4"})
    page.goto(scene.url)
    page.get_by_role("link", name="What is missing").click()
    proposal = page.locator("#proposal")
    expect(proposal).to_contain_text("Blocked")
    with scene.inside(scene.bob):
        finalize(plan)
    page.reload()
    proposal.get_by_role("button", name="Clear the proposal").click()
    expect(proposal).to_contain_text("Cleared on")
    page.goto(f"{scene.url}plans/{plan.key}/")
    page.get_by_role("button", name="Go to Finalize").click()
    expect(page.locator("#next-phase")).to_contain_text("The deal is won")
    assert [text for text in page.errors if "409" not in text] == []
