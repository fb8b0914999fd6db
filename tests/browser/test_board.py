"""A board by hand, by key and by form: what may not move says why, what may is seen by a colleague."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import expect

from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Card, Move
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


@pytest.fixture
def board(scene):
    with scene.inside():
        made = build(scene.alice, "Prep", "Enablement", "Launch")
        made.check(0, "checklist")
        made.card("Macros", owner=scene.alice, checklist=[{"text": "Ask Jo", "done": False}])
        made.card("Cohorts", owner=scene.bob, checklist=[{"text": "Ask Jo", "done": True}])
    return made


SENT = """(address) => {
  window.leaving = new AbortController();
  const said = new URLSearchParams({ all: "1", query: "", add_label: "left alone" });
  const headers = { "X-CSRFToken": document.querySelector("meta[name=csrf-token]").content };
  fetch(address, { method: "POST", body: said, headers, signal: window.leaving.signal }).catch(() => null);
}"""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def leave_before_the_answer(page, scene, board) -> None:
    """Who sends a change and goes away: when the server is in the middle of it, and can not be done with it."""
    with scene.inside(), connection.cursor() as cursor:
        list(Card.objects.select_for_update(no_key=True))
        page.evaluate(SENT, f"{url_of(board, scene)}change/")
        for _ in range(300):
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                break
            page.wait_for_timeout(100)
        else:
            pytest.fail("The change never came as far as its first card.")
        page.evaluate("window.leaving.abort()")


def url_of(board, scene) -> str:
    return f"{scene.url}boards/{board.board.key}/"


def column(page, title: str):
    return page.locator(f'[data-stage][data-title="{title}"]')


def card(page, title: str, stage: str):
    return column(page, stage).get_by_role("link", name=title, exact=True)


def test_a_refused_move_says_why_and_what_passes_it(scene, person, board) -> None:
    page, other = person(scene.alice), person(scene.bob, width=390, height=844, theme="dark")
    url = f"{scene.url}boards/{board.board.key}/"
    for one in (page, other):
        one.goto(url)
        expect(one.locator("hr-board:defined")).to_be_attached()
    card(page, "Macros", "Prep").drag_to(column(page, "Enablement").locator(".cards"))
    panel = page.locator("#side")
    expect(panel).to_contain_text("“Macros” can not go to “Enablement” yet: 0 of 1 checks hold.")
    expect(panel).to_contain_text("0 of 1 points are ticked.")
    assert Axe().run(page).violations_count == 0
    panel.get_by_role("link", name="Do what is left and tick it.").click()
    page.get_by_role("button", name="Ask Jo").click()
    expect(page.get_by_role("button", name="Ask Jo")).to_have_attribute("aria-pressed", "true")
    page.goto(url)
    expect(page.locator("hr-board:defined")).to_be_attached()
    card(page, "Macros", "Prep").focus()
    page.keyboard.press("Shift+ArrowRight")
    expect(card(page, "Macros", "Enablement")).to_be_focused()
    expect(card(other, "Macros", "Enablement")).to_be_attached()
    with scene.inside():
        assert [move.passed for move in Move.objects.order_by("pk")] == [False, True]
    assert [error for error in page.errors if "409" not in error] == []
    for one in (page, other):
        assert Axe().run(one).violations_count == 0
    assert other.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Undo").click()
    expect(card(page, "Macros", "Prep")).to_be_visible()

    page.get_by_label("Rows", exact=True).select_option("Rows by owner")
    rows = page.locator("tbody[data-lane]")
    expect(rows).to_have_count(2)
    expect(page.locator("hr-board:defined")).to_be_attached()
    assert Axe().run(page).violations_count == 0
    card(page.locator("tbody[data-lane]").first, "Macros", "Prep").focus()
    page.keyboard.press("ArrowDown")
    expect(card(rows.nth(1), "Cohorts", "Prep")).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(card(rows.nth(1), "Cohorts", "Enablement")).to_be_focused()


def test_what_was_scrolled_to_stays_and_many_are_changed(scene, person, board) -> None:
    with scene.inside():
        verbs.add_cards([Card(task=Task(title=f"Step {n:02}"), stage=board.stages[0]) for n in range(30)])
    page = person(scene.alice)
    page.goto(f"{scene.url}boards/{board.board.key}/")
    expect(page.locator("hr-board:defined")).to_be_attached()
    cards = column(page, "Prep").locator("[data-card]")
    expect(cards).to_have_count(12)
    column(page, "Prep").get_by_role("link", name="More cards").scroll_into_view_if_needed()
    expect(cards).to_have_count(32)
    with scene.inside(scene.bob):
        tasks.edit_task(Task.objects.get(title="Step 29"), {"title": "Told by Bob"})
    expect(card(page, "Told by Bob", "Prep")).to_be_attached()
    expect(cards).to_have_count(32)
    card(page, "Step 00", "Prep").focus()
    for key in ("x", "ArrowDown", "x"):
        page.keyboard.press(key)
    page.get_by_text("Change them…").click()
    page.get_by_label("Add the label").fill("pilot")
    assert Axe().run(page).violations_count == 0
    change, sign = page.get_by_role("button", name="Change the ticked cards"), page.locator(".waiting")
    page.evaluate("document.addEventListener('submit', (event) => event.preventDefault(), { once: true })")
    page.route("**/far/*/", lambda asked: asked.fulfill(json={"done": 1, "all": 2}))
    change.click()  # whose answer does not come
    expect(sign).to_contain_text("2 at once are under way")
    expect(sign).to_contain_text("1 of 2")
    assert Axe().run(page).violations_count == 0
    page.evaluate("dispatchEvent(new Event('pageshow'))")  # back on this page, where all is as it was
    expect(sign).to_have_count(0)
    change.click()
    expect(page.locator("body")).to_contain_text("2 cards are changed.")
    leave_before_the_answer(page, scene, board)
    expect(page.locator("[data-card]").filter(has_text="left alone").first).to_be_visible()
    page.get_by_label("Label", exact=True).select_option("pilot")
    expect(page.locator("[data-card]")).to_have_count(2)
    page.get_by_text("Keep this view").click()
    page.get_by_label("Name of the view").fill("Pilot")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("link", name="Pilot")).to_have_attribute("aria-current", "page")
    assert page.errors == []


def test_without_script_a_form_moves_and_tells(scene, person, board) -> None:
    page = person(scene.alice, script=False)
    page.goto(f"{scene.url}boards/{board.board.key}/")
    column(page, "Prep").get_by_label("New card in Prep").fill("Rota")
    column(page, "Prep").get_by_role("button", name="Add").click()
    expect(card(page, "Rota", "Prep")).to_be_visible()
    for title in ("Macros", "Cohorts"):
        page.get_by_label(f"Choose {title}").check()
    page.get_by_label("Move the ticked cards to").select_option("Enablement")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("main")).to_contain_text(
        "1 of 2 cards can not go to “Enablement” yet, so none was moved."
    )
    page.get_by_label("Why").fill("The pilot is tomorrow")
    page.get_by_role("button", name="Let it through with this reason").click()
    expect(card(page, "Macros", "Enablement")).to_be_visible()
    with scene.inside():
        assert {str(row) for row in queries.cards_of(board.stages[1])} == {"Macros", "Cohorts"}
        through = Move.objects.get(overridden=True)
        assert (str(through.card), through.reason) == ("Macros", "The pilot is tomorrow")
        assert Card.objects.count() == 3
