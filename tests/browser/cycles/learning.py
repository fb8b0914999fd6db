"""What the shop looks after once it is live, and what it takes into the next cycle."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from handrail.house.ledger.rows import today
from handrail.record.customers.models import Customer, SupportCase
from handrail.record.customers.verbs import add_customers, add_support_cases
from handrail.record.projects.models import Project
from handrail.record.rollout.verbs import put_customers
from handrail.watch.reviews.models import Review

from ..hands import clean, column, edit
from .stage import Cycle, begun


def opened(cycle: Cycle, page: Page, kind: str) -> None:
    """The project's review of this kind, by its line on the project's page."""
    with cycle.scene.inside():
        title = Review.objects.filter(kind=kind).first().title
    cycle.goto(page, "projects/spring-shop/")
    page.locator("#reviews").get_by_role("link", name=re.compile(f"^{re.escape(title)}")).first.click()
    page.get_by_role("button", name="Open the review").click()


def looked_after(cycle: Cycle) -> None:
    """Week two: support hears more instead of less, and that is corrected first. A month later: who owns what came up."""
    scene, ada, alice = cycle.scene, cycle.ada, cycle.alice
    with scene.inside():
        (buyer,) = add_customers([Customer(name="Corner shop", owner=scene.ada)])
        put_customers(Project.objects.get(key="spring-shop"), [buyer])
        day = today() - timedelta(days=1)
        add_support_cases(
            [SupportCase(customer=buyer, number=str(n), opened_on=day, escalated=True) for n in range(6)]
        )
    opened(cycle, ada, "week_two")
    expect(ada.locator("#now")).to_contain_text("Is less raised than before?")
    ada.get_by_label("What is corrected first").fill(
        "Say on the page what happens to an order that is refused"
    )
    ada.get_by_role("button", name="Propose the correction").click()
    expect(ada.locator("#now")).to_contain_text("Do buyers trust what they are told?")
    ada.keyboard.press("1")
    cycle.goto(alice, "projects/spring-shop/")
    expect(alice.locator("#scope")).to_contain_text("Say on the page what happens to an order")


def taught(cycle: Cycle) -> None:
    """A finding of the retrospective becomes a standard, and the standard a part of the playbook's next version."""
    bob = cycle.bob
    opened(cycle, bob, "retrospective")
    expect(bob.locator("#now")).to_be_visible()
    bob.keyboard.press("s")
    bob.get_by_label("What we do from now on, in one sentence").fill(
        "Refused payments are tested on two phones"
    )
    bob.get_by_role("button", name="Lay it down").click()
    expect(bob.locator("#session")).to_contain_text("1 of")
    bob.get_by_role("button", name=re.compile("^End")).click()
    expect(bob.get_by_role("link", name="Minutes")).to_be_visible()

    cycle.goto(bob, "projects/spring-shop/")
    bob.get_by_role("link", name="Read the playbook").click()
    standards = bob.locator("#standards")
    expect(standards).to_contain_text("Refused payments are tested on two phones")
    standards.get_by_role("combobox").select_option(label="a card")
    standards.get_by_role("button", name="Make the next version").click()
    expect(bob.locator("main")).to_contain_text("Refused payments are tested on two phones")
    clean(bob)


def signed_off(cycle: Cycle) -> None:
    alice = cycle.goto(cycle.alice, "projects/spring-shop/")
    edit(alice, "State", "Done")
    expect(alice.get_by_role("link", name=re.compile("^Edit State: Done"))).to_be_visible()


def again(cycle: Cycle) -> None:
    """The next cycle begins with what the last one taught."""
    begun(cycle, "Autumn shop")
    bob = cycle.bob
    bob.get_by_role("link", name="Open the board").click()
    column(bob, "Frame").get_by_role("link", name="More cards").click()
    expect(column(bob, "Frame")).to_contain_text("Refused payments are tested on two phones")
