"""The rule of a task, for programs: read, written, refused in words, followed when it is done."""

from __future__ import annotations

import pytest

from handrail.record.projects.tests.setting import build


@pytest.fixture
def api(scene, calling):
    return calling(scene.bob)


def test_a_task_without_a_board_comes_again(api):
    made = api.post("tasks", {"title": "Rota", "due_on": "2031-12-01", "recurs": "rrule:freq=weekly"}).json()
    assert made["recurs"] == "FREQ=WEEKLY"
    assert api.post("tasks", {"title": "Once"}).json()["recurs"] == ""
    closed = api.patch("tasks/rota", {"state": "done"})
    assert (closed.json()["state"], closed.json()["recurs"]) == ("done", "")
    assert closed.json()["revision"] == api.get("tasks/rota").json()["revision"]
    (new,) = (row for row in api.get("tasks").json()["items"] if row["key"] not in ("rota", "once"))
    assert (new["title"], new["due_on"], new["recurs"]) == ("Rota", "2031-12-08", "FREQ=WEEKLY")
    assert api.patch(f"tasks/{new['key']}", {"recurs": ""}).json()["recurs"] == ""


def test_a_rule_that_can_not_be_followed_is_refused(api):
    api.post("tasks", {"title": "Rota"})
    for refused in (
        api.post("tasks", {"title": "Other", "recurs": "FREQ=HOURLY"}),
        api.patch("tasks/rota", {"recurs": "FREQ=HOURLY"}),
    ):
        assert refused.status_code == 422
        (problem,) = refused.json()["problems"]
        assert problem["field"] == "recurs"
        assert problem["message"] == "“FREQ=HOURLY” does not say when it comes again."


def test_of_a_task_on_a_board_its_card_says_it(scene, api):
    with scene.inside():
        stage = build(scene.alice).stages[0]
    api.post("tasks", {"title": "Rota", "recurs": "FREQ=WEEKLY"})
    assert api.post("cards", {"task": "rota", "stage": stage.key}).json()["recurs"] == "FREQ=WEEKLY"
    assert api.get("tasks/rota").json()["recurs"] == ""
    assert api.patch("tasks/rota", {"recurs": "FREQ=DAILY"}).status_code == 422
    assert api.patch("cards/rota", {"recurs": "FREQ=DAILY"}).json()["recurs"] == "FREQ=DAILY"
    assert api("DELETE", "cards/rota").status_code in (200, 204)
    assert api.get("tasks/rota").json()["recurs"] == "FREQ=DAILY"
