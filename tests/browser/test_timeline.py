"""The plan's timeline with dates of another age: drawn at once, at the edge, with their date."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import expect

from handrail.house.ledger.rows import today
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import AdoptionPhase, Initiative, Milestone, Plan


@pytest.fixture
def plan(scene) -> str:
    with scene.inside():
        row = customers.add_customers([Customer(key="acme", name="Acme", owner=scene.alice)])[0]
        made = plans.add_plans([Plan(key="p", customer=row, title="P", owner=scene.alice)])[0]
        days = {
            "Ages ago": date(1, 1, 1),
            "Soon": today() + timedelta(days=30),
            "In the stars": date(9999, 12, 31),
        }
        plans.add_parts([Milestone(plan=made, title=name, due_on=day) for name, day in days.items()])
        plans.add_parts(
            [
                AdoptionPhase(plan=made, title="For ever", starts_on=today(), ends_on=date(9999, 1, 1)),
                AdoptionPhase(
                    plan=made, title="Pilot", starts_on=today(), ends_on=today() + timedelta(days=20)
                ),
            ]
        )
    return f"{scene.url}plans/p/"


def test_dates_of_another_age_stand_at_the_edge(scene, plan, person) -> None:
    page = person(scene.alice)
    page.goto(plan)
    drawing = page.locator("hr-timeline .drawing")
    expect(drawing.locator(".stone")).to_have_count(3)
    assert 3 <= drawing.locator(".month").count() <= 26
    stars = drawing.get_by_role("button", name="In the stars")
    expect(stars).to_contain_text("9999")
    ages = drawing.get_by_role("button", name="Ages ago")
    expect(ages).to_contain_text("Jan")
    box = drawing.bounding_box()
    for stone in (stars, ages, drawing.get_by_role("button", name="Soon")):
        at = stone.locator("i").bounding_box()
        assert box["x"] - 20 <= at["x"] <= box["x"] + box["width"] + 20
    expect(drawing.get_by_role("button", name="Soon")).not_to_contain_text("20")
    assert page.errors == []


def test_a_stone_near_by_is_moved_by_keys_and_mouse_and_one_of_another_age_is_not(
    scene, plan, person
) -> None:
    page = person(scene.alice)
    page.goto(plan)
    page.locator("hr-timeline .stone", has_text="Soon").press("ArrowRight")
    expect(page.locator("hr-timeline .drawing-said")).to_contain_text("Soon is now on")
    page.locator("hr-timeline .stone", has_text="In the stars").press("ArrowLeft")
    page.wait_for_timeout(1_000)
    with scene.inside():
        days = dict(Milestone.objects.values_list("title", "due_on"))
        assert days["Soon"] == today() + timedelta(days=31)
        assert days["In the stars"] == date(9999, 12, 31)
    draw(page, page.locator("hr-timeline .stone", has_text="Soon").locator("i"), 60)
    expect(page.locator("hr-timeline .drawing-said")).to_contain_text("Soon is now on")
    with scene.inside():
        drawn = Milestone.objects.get(title="Soon").due_on
        assert drawn > today() + timedelta(days=32), "as far as it was drawn"
    page.reload()
    expect(page.locator("hr-timeline .stone", has_text="Soon")).to_have_attribute(
        "title", re.compile(f"{drawn.day} {drawn:%b}|{drawn:%b}[a-z]* {drawn.day}")
    )


def test_a_phase_is_drawn_as_a_whole(scene, plan, person) -> None:
    page = person(scene.alice)
    page.goto(plan)
    page.locator("hr-timeline .phase", has_text="For ever").press("ArrowRight")
    page.locator("hr-timeline .phase", has_text="Pilot").press("Shift+ArrowRight")
    expect(page.locator("hr-timeline .drawing-said")).to_contain_text("Pilot is now on")
    with scene.inside():
        row, stays = AdoptionPhase.objects.get(title="Pilot"), AdoptionPhase.objects.get(title="For ever")
        assert (row.starts_on, row.ends_on) == (today() + timedelta(days=7), today() + timedelta(days=27))
        assert stays.starts_on == today(), "of another age"
    with page.expect_response(re.compile("/reschedule/")):
        draw(page, page.locator("hr-timeline .phase", has_text="Pilot"), 60)
    with scene.inside():
        row.refresh_from_db()
        assert row.starts_on > today() + timedelta(days=7) and (row.ends_on - row.starts_on).days == 20
    assert page.errors == []


def draw(page, what, right: int) -> None:
    """With the mouse, so many pixels."""
    what.scroll_into_view_if_needed()
    box = what.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right / 2, y, steps=3)
    page.mouse.move(x + right, y, steps=3)
    page.mouse.up()


def test_an_initiative_is_drawn_to_another_horizon(scene, plan, person) -> None:
    with scene.inside():
        made = Plan.objects.get()
        plans.add_parts([Initiative(plan=made, title="Train the leads", horizon="0-30")])
    page = person(scene.alice)
    page.goto(plan)
    later = page.locator('hr-horizons [data-horizon="90-180"]')
    with page.expect_response(re.compile("/edit/horizon/")):
        page.locator("hr-horizons li", has_text="Train the leads").drag_to(later)
    expect(later.locator("li")).to_contain_text("Train the leads")
    with scene.inside():
        assert Initiative.objects.get().horizon == "90-180"
    assert page.errors == []
