"""A task that comes again, from its own page: said, done, there once more, and taken back."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from handrail.record.tasks import verbs
from handrail.record.tasks.models import Task
from tests.browser.test_look import LOOKS, arrived, examined


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_a_task_without_a_board_comes_again(scene, person, look) -> None:
    with scene.inside(scene.bob):
        verbs.add_tasks([Task(title="Send the numbers", owner=scene.bob)])
    page = arrived(person, scene.bob, look)
    page.goto(f"{scene.url}tasks/send-the-numbers/")
    again, says = page.locator("#repeat"), page.locator("#repeat > p")
    expect(says).to_contain_text("Once.")
    problems = examined(page, "task", look)
    again.get_by_label("How often").select_option(label="Every week")
    again.get_by_role("button", name="Save").click()
    expect(says).to_contain_text("Every week: the next task is made when this one is done.")
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    problems += examined(page, "task-again", look)
    page.get_by_role("button", name="Mark as done").click()
    expect(says).to_contain_text("Once.")
    assert states(scene) == [("done", ""), ("open", "FREQ=WEEKLY")]
    page.locator("h1").click()
    page.keyboard.press("z")
    expect(says).to_contain_text("Every week")
    assert states(scene) == [("open", "FREQ=WEEKLY")]
    assert not problems, "\n".join(problems)


def states(scene) -> list[tuple[str, str]]:
    with scene.inside():
        rows = Task.objects.filter(removed_at=None).order_by("pk")
        return list(rows.values_list("state", "recurs"))
