"""The page of a task says when it comes again, as the panel of a card does, and lets one say so."""

from __future__ import annotations

import pytest

from handrail.record.projects import verbs
from handrail.record.projects.models import Card
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(scene):
    with scene.inside():
        tasks.add_tasks([Task(title="Rota", owner=scene.bob)])
    return scene.client(scene.bob)


def test_a_rule_is_chosen_written_and_taken_away(scene, client):
    url = f"{scene.url}tasks/rota/"
    html = client.get(url).content.decode()
    assert "Once." in html and "Every two weeks" in html and f'action="{url}repeat/"' in html
    assert 'name="recurs"' not in html, "one place says it"
    for said, rule, words in (
        (
            {"usual": "FREQ=WEEKLY;INTERVAL=2"},
            "FREQ=WEEKLY;INTERVAL=2",
            "Every two weeks: the next task is made",
        ),
        (
            {"usual": "FREQ=WEEKLY", "rule": "rrule:freq=monthly;byday=1mo"},
            "FREQ=MONTHLY;BYDAY=1MO",
            "BYDAY=1MO: the",
        ),
        ({"usual": ""}, "", "Once."),
    ):
        answer = client.post(f"{url}repeat/", said, headers=HTMX)
        assert answer.status_code == 200 and words in answer.content.decode()
        assert "undo" in answer["HX-Trigger"]
        with scene.inside():
            assert Task.objects.get().recurs == rule
    assert client.post(f"{url}repeat/", {"usual": "FREQ=DAILY"}).status_code == 302, "without a script"
    refused = client.post(f"{url}repeat/", {"rule": "now and then"}, headers=HTMX)
    assert refused.status_code == 422 and "does not say when it comes again" in refused["HX-Trigger"]
    assert "Comes again: FREQ=DAILY" in client.get(url).content.decode(), "its history tells it"


def test_done_on_the_page_it_comes_again_and_the_way_back_takes_it_along(scene, client):
    url = f"{scene.url}tasks/rota/"
    client.post(f"{url}repeat/", {"usual": "FREQ=DAILY"})
    client.post(f"{url}do/done/", headers=HTMX)
    with scene.inside():
        assert list(Task.objects.order_by("pk").values_list("state", "recurs")) == [
            ("done", ""), ("open", "FREQ=DAILY"),
        ]  # fmt: skip
    client.post(f"{scene.url}undo/")
    with scene.inside():
        assert list(Task.objects.filter(removed_at=None).values_list("state", "recurs")) == [
            ("open", "FREQ=DAILY")
        ]


def test_of_a_task_on_a_board_it_is_the_rule_of_its_card(scene, client):
    url = f"{scene.url}tasks/rota/"
    with scene.inside():
        verbs.add_cards(
            [Card(task=Task.objects.get(), stage=build(scene.alice).stages[0], recurs="FREQ=WEEKLY")]
        )
    assert "Every week: the next card is made" in client.get(url).content.decode()
    assert client.post(f"{url}repeat/", {"usual": "FREQ=DAILY"}, headers=HTMX).status_code == 200
    with scene.inside():
        assert (Card.objects.get().recurs, Task.objects.get().recurs) == ("FREQ=DAILY", "")


def test_what_was_removed_shows_it_and_asks_nothing(scene, client):
    with scene.inside():
        tasks.edit_task(Task.objects.get(), {"recurs": "FREQ=WEEKLY"})
        tasks.remove_tasks([Task.objects.get()])
    html = client.get(f"{scene.url}tasks/rota/").content.decode()
    assert "Every week: the next task" in html and "repeat/" not in html
    assert client.post(f"{scene.url}tasks/rota/repeat/", {"usual": ""}).status_code == 404
