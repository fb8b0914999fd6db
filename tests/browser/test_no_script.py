"""Without JavaScript a person can read everything and send every form."""

from __future__ import annotations

import re

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from playwright.sync_api import expect

from handrail.house.workspaces.scope import enter
from handrail.record.customers.models import Customer
from handrail.record.tasks.models import Task


def test_reading_capturing_and_editing_without_script(example, person) -> None:
    page = person(example.mara, script=False)
    page.goto(example.url)
    expect(page.get_by_role("heading", name="Now")).to_be_visible()
    page.get_by_role("link", name="Customers").first.click()
    expect(page.locator("tr[data-item]")).to_have_count(10)
    page.goto(f"{example.url}customers/?owner=all")
    expect(page.locator("tr[data-item]")).to_have_count(11)
    page.get_by_placeholder("Find a customer").fill("verity")
    page.get_by_role("button", name="Filter").click()
    page.get_by_role("link", name="Verity Insurance", exact=True).click()
    expect(page.get_by_role("heading", name="Verity Insurance")).to_be_visible()
    why = page.locator("#verdict details")
    why.locator("summary").click()
    expect(why.locator(".criterion").first).to_be_visible()

    page.get_by_role("link", name=re.compile("^Edit Size:")).click()
    page.get_by_role("textbox", name="Size").fill("4,100 people")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Verity Insurance")).to_be_visible()
    expect(page.get_by_role("link", name="Edit Size: 4,100 people")).to_be_visible()

    page.locator("#plan").get_by_role("link").first.click()
    for part in ("Success criteria", "Milestones", "Value", "Completeness"):
        expect(page.get_by_role("heading", name=part, exact=True)).to_be_visible()

    page.goto(example.url)
    page.get_by_role("link", name="New task").click()
    page.get_by_label("What is to be done?").fill("send the audit by tomorrow #verity-insurance")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_contain_text("Added for Mara Adeyemi: send the audit")
    with enter(example.pk):
        assert Customer.objects.get(key="verity-insurance").size == "4,100 people"
        task = Task.objects.get(title="send the audit")
        assert task.customer.key == "verity-insurance" and task.due_on


def test_signing_in_without_script(scene, person) -> None:
    # The server hashes as in real life; the tests' own people have cheap hashes it does not know.
    user = scene.alice.user
    user.password = PBKDF2PasswordHasher().encode("a long enough password", "salt", iterations=1000)
    user.save()
    page = person(None, script=False)
    page.goto(scene.url)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.get_by_label("E-mail").fill(scene.alice.email)
    page.get_by_label("Password").fill("a wrong one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("[data-errors]")).to_be_visible()
    page.get_by_label("E-mail").fill(scene.alice.email)
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"**{scene.url}")
