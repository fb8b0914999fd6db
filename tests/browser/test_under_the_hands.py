"""What somebody is writing is never taken from under their hands: not by a refusal, a colleague, or their own last click."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from handrail.record.decisions import depending
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision, Dependency
from handrail.record.projects import verbs
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import edit_task

from .hands import clean


@pytest.fixture
def card(scene):
    with scene.inside():
        (project,) = verbs.add_projects([Project(title="Launch", owner=scene.alice)])
        fields = [{"name": "tickets", "label": "Tickets a week", "kind": "number"}]
        (board,) = verbs.add_boards([Board(project=project, title="Launch", card_fields=fields)])
        (stage,) = verbs.add_stages([Stage(board=board, title="Prep")])
        (row,) = verbs.add_cards([Card(task=Task(title="Macros", owner=scene.alice), stage=stage)])
    return row


def test_points_are_written_one_after_the_other(scene, person, card) -> None:
    page = person(scene.alice)
    page.goto(f"{scene.url}cards/{card.key}/")
    page.get_by_label("New point").click()
    for words in ("Find the three", "Write them", "Have them read"):
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name=words, exact=True)).to_be_visible()
        expect(page.get_by_label("New point")).to_be_focused()
    assert page.errors == []


def test_an_editor_that_is_opened_while_the_page_is_fetched_stays_open(scene, person, card) -> None:
    page = person(scene.alice)
    page.goto(f"{scene.url}cards/{card.key}/")
    page.get_by_label("New point").fill("Find the three")
    page.get_by_label("New point").press("Enter")
    point = page.get_by_role("button", name="Find the three", exact=True)
    expect(point).to_be_visible()

    def late(route) -> None:
        if route.request.headers.get("handrail-live"):
            time.sleep(1)
        route.continue_()

    page.route("**/cards/*/", late)
    with page.expect_response(lambda answer: "handrail-live" in answer.request.headers) as fetched:
        with page.expect_request(lambda asked: "handrail-live" in asked.headers):
            point.click()
        page.get_by_role("link", name="Edit When:").click()
        expect(page.locator("form.cell")).to_be_visible()
    fetched.value.finished()
    page.wait_for_timeout(300)
    expect(page.locator("form.cell")).to_be_visible()
    page.get_by_role("link", name="Cancel").click()
    expect(page.locator("form.cell")).to_have_count(0)
    assert page.errors == []


def test_what_was_refused_or_not_sent_yet_outlives_what_a_colleague_changes(scene, person, card) -> None:
    page = person(scene.alice)
    page.goto(f"{scene.url}cards/{card.key}/")
    page.get_by_label("New point").fill("Ask Bob")
    page.get_by_role("heading", name="Checklist").click()
    with scene.inside(scene.bob):
        edit_task(Task.objects.get(), {"next_action": "Call Tomas"})
    expect(page.get_by_text("Call Tomas").first).to_be_visible()
    expect(page.get_by_label("New point")).to_have_value("Ask Bob")
    page.get_by_label("Tickets a week").fill("many")
    page.locator("#own").get_by_role("button", name="Save").click()
    expect(page.get_by_text("“many” does not fit “Tickets a week”.")).to_be_visible()
    page.get_by_role("heading", name="Checklist").click()
    with scene.inside(scene.bob):
        edit_task(Task.objects.get(), {"next_action": "Call Miriam"})
    page.locator("[data-live-pill]").wait_for()
    expect(page.get_by_label("Tickets a week")).to_have_value("many")


def test_a_long_word_breaks_and_pushes_nothing_out_of_the_page(scene, person) -> None:
    title = "Donaudampfschifffahrtsgesellschaft" * 5
    with scene.inside():
        (project,) = verbs.add_projects([Project(title=title, owner=scene.alice)])
        verbs.add_boards([Board(project=project, title=title)])
        waits, first = decisions.add_decisions(
            [
                Decision(title=f"{name} {title}", subject=f"project:{project.key}", owner=scene.alice)
                for name in "AB"
            ]
        )
        depending.add_dependencies([Dependency(decision=waits, needs=first)])
    page = person(scene.alice, width=390)
    for place in (
        f"projects/{project.key}/",
        f"decisions/{waits.key}/",
        f"decisions/picture/?project={project.key}",
    ):
        page.goto(f"{scene.url}{place}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (place, wide)
        clean(page)
