"""Two people at the same field, and a removal taken back: nothing is lost."""

from __future__ import annotations

import contextlib
import re

from playwright.sync_api import TimeoutError, expect

from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Plan
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .hands import edit


def test_the_second_to_save_is_shown_both_and_chooses(scene, person) -> None:
    with scene.inside():
        row = customers.add_customers([Customer(name="Northwind", industry="Freight")])[0]
    address = f"{scene.url}customers/{row.key}/"
    alice, bob = person(scene.alice), person(scene.bob)
    alice.goto(address)
    bob.goto(address)
    alice.get_by_role("link", name="Edit Industry: Freight").click()
    alice.get_by_role("textbox", name="Industry").fill("Logistics, says Alice")
    edit(bob, "Industry", "Shipping, says Bob")

    alice.get_by_role("button", name="Save").click()
    both = alice.get_by_role("alert").filter(has_text="Somebody else changed this")
    expect(both).to_contain_text("Shipping, says Bob")
    expect(both).to_contain_text("Logistics, says Alice")
    expect(both).to_contain_text("Saved by Bob")
    with scene.inside():
        assert Customer.objects.get(pk=row.pk).industry == "Shipping, says Bob", (
            "nothing is overwritten unasked"
        )

    both.get_by_role("button", name="Save mine").click()
    expect(alice.get_by_role("link", name="Edit Industry: Logistics, says Alice")).to_be_visible()
    shown(bob, bob.get_by_role("link", name="Edit Industry: Logistics, says Alice"))
    alice.goto(f"{address}history/industry/")
    for value in ("Freight", "Shipping, says Bob", "Logistics, says Alice"):
        expect(alice.locator("main")).to_contain_text(value)


def test_the_second_to_save_a_field_of_a_plan_is_shown_both(scene, person) -> None:
    """A field that is one of many in its column: what stands beside it is kept too."""
    with scene.inside():
        row = customers.add_customers([Customer(name="Northwind")])[0]
        background = {"why_now": "The contract ends", "size": "400 people"}
        plan = plans.add_plans([Plan(title="Northwind plan", customer=row, background=background)])[0]
    address = f"{scene.url}plans/{plan.key}/"
    alice, bob = person(scene.alice), person(scene.bob)
    alice.goto(address)
    bob.goto(address)
    alice.get_by_role("link", name="Edit Why now: The contract ends").click()
    alice.get_by_role("textbox", name="Why now").fill("The board asked, says Alice")
    edit(bob, "Why now", "The price goes up, says Bob")

    alice.get_by_role("button", name="Save").click()
    both = alice.get_by_role("alert").filter(has_text="Somebody else changed this")
    expect(both).to_contain_text("The price goes up, says Bob")
    expect(both).to_contain_text("The board asked, says Alice")
    expect(both).to_contain_text("Saved by Bob")
    with scene.inside():
        kept = Plan.objects.get(pk=plan.pk).background
    assert kept == {**background, "why_now": "The price goes up, says Bob"}, "nothing is overwritten unasked"

    both.get_by_role("button", name="Save mine").click()
    expect(alice.get_by_role("link", name="Edit Why now: The board asked, says Alice")).to_be_visible()
    with scene.inside():
        kept = Plan.objects.get(pk=plan.pk).background
    assert kept == {**background, "why_now": "The board asked, says Alice"}
    assert bob.errors == []


def shown(page, wanted) -> None:
    """His focus is still in this panel, so he is asked first; unless a change of his own has renewed it already."""
    pill = page.get_by_role("button", name="Changed by a colleague. Show")
    expect(pill.or_(wanted).first).to_be_visible()
    with contextlib.suppress(TimeoutError):
        if not wanted.is_visible():
            pill.click(timeout=3000)
    expect(wanted).to_be_visible()


LISTENING = """const Real = EventSource;
window.EventSource = class extends Real {
  constructor(address) { super(address); this.addEventListener("change", () => (window.told = true)); }
};"""


def test_nobody_is_told_of_their_own_change_as_a_colleagues(scene, person) -> None:
    """The stream is often faster than the answer to the form: what is one's own waits for it, and then the page turns."""
    with scene.inside():
        row = customers.add_customers([Customer(name="Northwind", region="North")])[0]
    page = person(scene.alice)
    page.add_init_script(LISTENING)
    with page.expect_response(re.compile("/stream$")):
        page.goto(f"{scene.url}customers/{row.key}/")

    def slowly(route) -> None:
        answer = route.fetch()
        page.wait_for_function("window.told")
        route.fulfill(response=answer)

    page.get_by_role("link", name="Edit Region: North").click()
    page.get_by_role("textbox", name="Region").fill("West")
    page.route("**/edit/region/", slowly)
    page.evaluate("""() => new MutationObserver(() => {
      window.pills = (window.pills || 0) + document.querySelectorAll("[data-live-pill]").length;
    }).observe(document.body, {childList: true})""")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Edit Region: West")).to_be_visible()
    expect(page.locator("#timeline")).to_contain_text("Region: North → West")
    assert not page.evaluate("window.pills"), "told of one's own change"
    assert page.errors == []


def test_keeping_theirs_leaves_theirs(scene, person) -> None:
    with scene.inside():
        row = customers.add_customers([Customer(name="Northwind", region="North")])[0]
    address = f"{scene.url}customers/{row.key}/"
    alice = person(scene.alice)
    alice.goto(address)
    alice.get_by_role("link", name="Edit Region: North").click()
    alice.get_by_role("textbox", name="Region").fill("West")
    with scene.inside(scene.bob):
        customers.edit_customer(Customer.objects.get(pk=row.pk), {"region": "East"})
    alice.get_by_role("button", name="Save").click()
    alice.get_by_role("link", name="Keep theirs").click()
    expect(alice.get_by_role("link", name="Edit Region: East")).to_be_visible()
    with scene.inside():
        assert Customer.objects.get(pk=row.pk).region == "East"


def test_a_removal_is_taken_back_from_the_toast(scene, person) -> None:
    with scene.inside():
        row = customers.add_customers([Customer(name="Northwind")])[0]
        task = tasks.add_tasks([Task(title="Call Tomas", owner=scene.alice, customer=row)])[0]
    page = person(scene.alice)
    page.goto(f"{scene.url}customers/{row.key}/")
    line = page.locator(f"#row-task-{task.pk}")
    line.get_by_label("More about Call Tomas").click()
    line.get_by_role("button", name="Remove").click()
    expect(line).to_have_count(0)
    with scene.inside():
        assert Task.objects.get(pk=task.pk).removed_at is not None
    page.get_by_role("status").filter(has_text=re.compile("Removed: Call Tomas")).get_by_role(
        "button", name="Undo"
    ).click()
    expect(line).to_be_visible()
    with scene.inside():
        assert Task.objects.get(pk=task.pk).removed_at is None
