"""A rule from its first word to what it did: names offered, the sentence beside it, tried on the past, switched on."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, CustomerRequest
from handrail.record.tasks.models import Task


def test_a_rule_is_written_tried_on_the_past_switched_on_and_acts(scene, person) -> None:
    with scene.inside():
        (row,) = customers.add_customers(
            [Customer(key="acme", name="Acme", owner=scene.bob, tier="strategic")]
        )
        customers.add_customer_requests([CustomerRequest(customer=row, title="Export", owner=scene.bob)])
    page = person(scene.alice)
    page.goto(f"{scene.url}rules/new/")
    page.get_by_label("It starts when").select_option(value="event:customerrequest.created")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("What it is called").fill("Answer the great ones")

    condition = page.locator("#id_condition")
    condition.press_sequentially("customer.ti")
    offered = page.locator(".called li", has_text="customer.tier")
    expect(offered).to_be_visible()
    offered.click()
    expect(condition).to_have_value("customer.tier")
    condition.press_sequentially(' == "grand"')
    expect(page.locator("#rule-preview")).to_contain_text("strategic")
    condition.fill('customer.tier == "strategic"')
    page.get_by_label("What is done").first.select_option(value="task")
    page.get_by_label("Words, or title of the task").first.fill("Answer {title}")
    expect(page.locator("#rule-preview")).to_contain_text("a customer request")
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="Save").click()

    expect(page.locator("#past")).to_contain_text("It would have acted once.")
    with scene.inside():
        assert not Task.objects.exists(), "trying writes nothing"
    page.get_by_role("button", name="Switched on").click()
    expect(page.locator("main .tag").first).to_have_text("Switched on")
    with scene.inside():
        customers.add_customer_requests([CustomerRequest(customer=row, title="A map", owner=scene.bob)])
    with scene.inside():
        assert [task.title for task in Task.objects.all()] == ["Answer A map"]
    page.reload()
    expect(page.locator("main")).to_contain_text("A map")
    page.get_by_role("button", name="Take this back").first.click()
    expect(page.get_by_text("Taken back", exact=False).first).to_be_visible()
    with scene.inside():
        assert not Task.objects.filter(removed_at=None).exists()
    assert page.errors == []
