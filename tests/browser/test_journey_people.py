"""Somebody takes part in a second browser, leaves, hands over, and comes back. How they came: test_journey_whole.py."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from handrail.house.access import verbs as access
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


def test_somebody_leaves_and_comes_back(scene, person) -> None:
    email = f"nora-{scene.workspace.slug}@example.com"
    user = access.find_or_add_user(email, "Nora New")
    with scene.inside():
        member = access.add_member("Nora New", email, user=user)
        customers.add_customers(
            [
                Customer(key="northwind", name="Northwind", owner=scene.alice),
                Customer(key="hush", name="Hush", owner=scene.alice, private=True),
            ]
        )
    alice, nora = person(scene.alice), person(member)
    nora.goto(f"{scene.url}customers/")
    expect(nora.get_by_role("link", name="Northwind")).to_be_visible()
    expect(nora.get_by_role("link", name="Hush")).to_have_count(0)
    alice.goto(f"{scene.url}members/")
    expect(alice.get_by_role("row", name=re.compile("Nora New.*can sign in"))).to_be_visible()

    with scene.inside():
        customers.edit_customer(Customer.objects.get(key="northwind"), {"owner": member})
        tasks.add_tasks([Task(key="call", title="Call them", owner=member)])
    nora.goto(f"{scene.url}members/people/{member.key}/")
    nora.get_by_role("link", name="Leave this workspace…").click()
    expect(nora.locator("main")).to_contain_text("1 × task")
    nora.get_by_label("Everything goes to").select_option(label="Bob")
    nora.get_by_role("button", name="Leave", exact=True).click()
    nora.wait_for_url("**/workspaces")
    assert nora.goto(scene.url).status == 404
    with scene.inside():
        assert Task.objects.get(key="call").owner_id == scene.bob.pk

    alice.goto(f"{scene.url}members/people/{member.key}/")
    alice.get_by_role("button", name="Let them come back").click()
    expect(alice.get_by_role("status").filter(has_text="is here again")).to_be_visible()
    alice.goto(f"{scene.url}books/{member.key}/")
    alice.get_by_role("button", name="They are back: give it back").click()
    expect(alice.locator("main")).to_contain_text("given back")
    nora.goto(f"{scene.url}customers/")
    expect(nora.get_by_role("link", name="Northwind")).to_be_visible()
    with scene.inside():
        assert Task.objects.get(key="call").owner_id == member.pk
    assert [e for e in alice.errors + nora.errors if "404" not in e] == []


def test_the_pages_of_people_are_clean(scene, person) -> None:
    """Axe, at two widths and in both themes."""
    from axe_playwright_python.sync_playwright import Axe

    with scene.inside():
        customers.add_customers(
            [Customer(key="northwind", name="Northwind", owner=scene.alice, private=True)]
        )
    paths = ("members/", "members/roles/", "members/teams/", "members/people/bob/", "members/people/bob/leave/",
             "books/", "books/alice/", "books/alice/hand-over/", "customers/northwind/private/")  # fmt: skip
    for width, theme in ((1440, "light"), (390, "dark")):
        page = person(scene.alice, width=width, theme=theme)
        for path in paths:
            page.goto(scene.url + path)
            found = Axe().run(page)
            assert found.violations_count == 0, f"{path} at {width}: {found.generate_report()}"
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{path} is wider than {width}"
            )
