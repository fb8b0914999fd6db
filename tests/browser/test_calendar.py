"""The calendar by hand and by key: a date goes to another day, a refused one goes back, a colleague's turns up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from handrail.house.ledger.rows import today
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


def made(scene, title: str, on: date) -> Task:
    with scene.inside():
        return tasks.add_tasks([Task(title=title, owner=scene.alice, due_on=on)])[0]


def due(scene, row: Task) -> date | None:
    with scene.inside():
        return Task.objects.get(pk=row.pk).due_on


@pytest.fixture
def monday(scene) -> date:
    """Of next week: the month and week around it hold the days that these tests move to."""
    with scene.inside():
        day = today()
    return day + timedelta(days=7 - day.weekday())


def on_day(page, day: date):
    return page.locator(f'[data-day="{day}"]')


def test_a_date_is_drawn_to_another_day_and_put_back(scene, person, monday) -> None:
    row = made(scene, "Call them", monday)
    page = person(scene.alice)
    page.goto(f"{scene.url}calendar/?view=week&day={monday}")
    wednesday = on_day(page, monday + timedelta(days=2))
    page.get_by_role("link", name="Call them").drag_to(wednesday)
    expect(wednesday.get_by_role("link", name="Call them")).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("Call them")
    assert due(scene, row) == monday + timedelta(days=2)
    page.get_by_role("button", name="Undo").click()
    expect(on_day(page, monday).get_by_role("link", name="Call them")).to_be_visible()
    assert due(scene, row) == monday
    assert page.errors == []


def test_keys_move_it_and_change_the_view(scene, person, monday) -> None:
    row = made(scene, "Call them", monday)
    page = person(scene.alice)
    page.goto(f"{scene.url}calendar/?view=week&day={monday}")
    link = page.get_by_role("link", name="Call them")
    expect(page.locator("hr-calendar:defined")).to_be_attached()
    link.focus()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    expect(on_day(page, monday + timedelta(days=2)).get_by_role("link", name="Call them")).to_be_focused()
    assert due(scene, row) == monday + timedelta(days=2)
    page.keyboard.press("m")
    page.wait_for_url("**view=month**")
    expect(page.locator("hr-calendar:defined")).to_be_attached()
    page.keyboard.press("a")
    page.wait_for_url("**view=agenda**")
    expect(page.locator(".cal-row").get_by_role("link", name="Call them")).to_be_visible()
    expect(page.locator("hr-calendar:defined")).to_be_attached()
    page.keyboard.press("t")
    page.wait_for_url(lambda url: "day=" not in url)
    assert page.errors == []


def test_what_was_changed_in_between_goes_back_and_says_why(scene, person, monday) -> None:
    row = made(scene, "Call them", monday)
    page = person(scene.alice)
    page.route("**/stream", lambda route: route.abort())
    page.goto(f"{scene.url}calendar/?view=week&day={monday}")
    with scene.inside(scene.bob):
        tasks.edit_task(Task.objects.get(pk=row.pk), {"due_on": monday + timedelta(days=4)})
    page.get_by_role("link", name="Call them").drag_to(on_day(page, monday + timedelta(days=2)))
    expect(page.locator(".toast.bad")).to_contain_text("in the meantime")
    expect(on_day(page, monday + timedelta(days=4)).get_by_role("link", name="Call them")).to_be_visible()
    assert due(scene, row) == monday + timedelta(days=4)


def test_what_is_fixed_stays_and_says_why(scene, person, monday) -> None:
    with scene.inside():
        customers.add_customers([Customer(key="acme", name="Acme", owner=scene.alice, notice_on=monday)])
    page = person(scene.alice)
    page.goto(f"{scene.url}calendar/?view=week&day={monday}")
    expect(page.locator("hr-calendar:defined")).to_be_attached()
    page.get_by_role("link", name="Acme").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".toast")).to_contain_text("stands in the contract")
    page.keyboard.press("Enter")
    expect(page.locator("dialog#side")).to_contain_text("stands in the contract")
    assert page.errors == []


def test_a_colleagues_date_turns_up_by_itself(scene, person, monday) -> None:
    page = person(scene.alice)
    page.goto(f"{scene.url}calendar/?view=week&day={monday}")
    page.wait_for_timeout(500)
    made(scene, "From afar", monday)
    expect(on_day(page, monday).get_by_role("link", name="From afar")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_it_can_be_read_by_everybody(scene, person, monday, theme, width) -> None:
    made(scene, "Call them", monday)
    made(scene, "Late", monday - timedelta(days=20))
    page = person(scene.alice, width=width, theme=theme)
    for view in ("month", "week", "agenda"):
        page.goto(f"{scene.url}calendar/?view={view}&day={monday}")
        assert [v["id"] for v in Axe().run(page).response["violations"]] == [], view
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_a_script_it_is_read_and_moved(scene, person, monday) -> None:
    row = made(scene, "Call them", monday)
    page = person(scene.alice, script=False)
    page.goto(f"{scene.url}calendar/?day={monday}")
    page.get_by_role("link", name="Call them").click()
    page.get_by_label("Move it to").fill(str(monday + timedelta(days=1)))
    page.get_by_role("button", name="Move").click()
    expect(page.get_by_text("is now on")).to_be_visible()
    assert due(scene, row) == monday + timedelta(days=1)
