"""Reviews on their pages: planned from a sentence, opened, each thing ended by one request, minutes to take away."""

from __future__ import annotations

import re
from datetime import date

import pytest

from handrail.house.ledger.models import Event
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Card
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.reviews import queries
from handrail.watch.reviews.models import AgendaItem, Cadence, Review


@pytest.fixture
def place(scene):
    with scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.bob)])
        for title in ("Connector", "Contract", "Kick-off", "Training"):
            tasks.add_tasks([Task(title=title, customer=acme, owner=scene.bob, due_on=date(2026, 1, 5))])
        build(scene.bob)
    return scene


FORM = {
    "title": "Monday review", "kind": "weekly", "every": "1", "unit": "weeks", "days": ["MO", "TH"], "which": "0",
    "month_day": "0", "at": "09:30", "minutes": "30", "starts_on": "2026-11-02", "on": "on", "project": "", "owner": "bob",
}  # fmt: skip


def test_a_rhythm_is_a_sentence_with_its_next_five_dates(place):
    alice = place.client(place.alice)
    seen = alice.get(f"{place.url}reviews/rhythm/preview/", FORM).content.decode()
    assert "Every week on Monday and Thursday at 09:30" in seen
    assert seen.count("<li>") == 5
    wrong = alice.get(f"{place.url}reviews/rhythm/preview/", {**FORM, "every": "x"})
    assert (wrong.status_code, "whole number" in wrong.content.decode()) == (200, True)
    assert alice.post(f"{place.url}reviews/rhythm/new/", FORM).status_code == 302
    with place.inside():
        row = Cadence.objects.get()
        assert (row.rule, row.owner) == ("FREQ=WEEKLY;BYDAY=MO,TH", place.bob)
    listed = alice.get(f"{place.url}reviews/").content.decode()
    assert "Every week on Monday and Thursday at 09:30" in listed
    address = f"{place.url}reviews/rhythm/{row.key}/"
    assert 'value="MO" checked' in alice.get(address).content.decode()
    assert alice.post(address, {**FORM, "at": "9 o’clock"}).status_code == 422
    assert alice.post(f"{address}off/").status_code == 302
    with place.inside():
        assert not Review.objects.filter(removed_at=None).exists()
    assert alice.post(f"{address}nonsense/").status_code == 404


def test_a_review_from_its_page_to_its_minutes(place):
    alice, bob = place.client(place.alice), place.client(place.bob)
    alice.post(f"{place.url}reviews/rhythm/new/", FORM)
    with place.inside():
        key = Review.objects.get().key
    address = f"{place.url}reviews/{key}/"
    assert "This would be on the agenda now" in alice.get(address).content.decode()
    assert alice.post(f"{address}act/open/").status_code == 302
    seen = bob.get(address).content.decode()
    assert "It was due on 5 Jan 2026" in seen
    assert re.search(r'data-live="review:\d+"', seen)
    assert bob.post(f"{address}act/join/", headers={"hx-request": "true"}).status_code == 200
    with place.inside():
        items = {one.title: one.key for one in queries.items_of(queries.review(key))}

    def end(client, which, act, **values):
        return client.post(f"{address}items/{items[which]}/{act}/", values, headers={"hx-request": "true"})

    after = end(bob, "Connector", "keep", words="On its way")
    assert (after.status_code, "Here:" in after.content.decode()) == (200, True)
    again = end(alice, "Connector", "keep", words="On its way")
    assert "ended already" in again.headers["HX-Trigger"], "two who press at once"
    end(alice, "Contract", "redate", day="2027-02-01")
    end(alice, "Kick-off", "act", title="Call Jo", owner="bob", due_on="2027-01-15")
    end(alice, "Training", "decide", words="No training this year")
    assert end(alice, "Training", "reopen").status_code == 200
    assert end(alice, "Training", "redate", day="soon").status_code == 422
    assert alice.post(f"{address}act/close/").status_code == 302
    text = bob.get(f"{address}minutes/?file").content.decode()
    assert "Call Jo – Bob by 2027-01-15" in text
    assert "Here: Alice, Bob" in text
    assert "Training" in text.partition("## Left over")[2]
    assert bob.get(f"{address}minutes/").status_code == 200
    assert "held" in alice.get(f"{place.url}reviews/").content.decode()
    with place.inside():
        assert Task.objects.get(key="contract").due_on == date(2027, 2, 1)
        assert Event.objects.filter(kind="review.joined").count() == 1
        stranger = AgendaItem.objects.all()[0].key
    assert place.client(place.gita).get(address).status_code == 403
    assert alice.post(f"{place.url}reviews/none/items/{stranger}/keep/", {"words": "x"}).status_code == 404


def test_a_project_says_when_it_is_looked_at_next(place):
    alice = place.client(place.alice)
    address = f"{place.url}projects/spring-checkout/"
    assert "No review of this project is planned" in alice.get(address).content.decode()
    alice.post(f"{place.url}reviews/rhythm/new/", {**FORM, "project": "spring-checkout"})
    page = alice.get(address).content.decode()
    assert "No review of this project is planned" not in page
    assert "/reviews/monday-review-" in page


def test_an_override_is_on_the_next_agenda_and_ends_as_a_card_of_the_board(scene):
    with scene.inside(scene.bob):
        setting = build(scene.bob)
        setting.check(0, "fields", fields=["next_action"])
        setting.card("Macros", owner=scene.bob)
        board, goes, project = setting.board.key, setting.stages[1].key, setting.project.key
    bob = scene.client(scene.bob)
    head = {"authorization": f"Bearer {scene.token(scene.bob)}", "content-type": "application/json"}
    api, said = f"/api/v1{scene.url}", {"cards": ["macros"], "stage": goes}
    through = {**said, "override": True, "reason": "It is only a pilot"}

    def call(path, body):
        return bob.post(f"{api}{path}", body, content_type="application/json", headers=head)

    assert call(f"boards/{board}/moves", said).status_code == 409
    assert call(f"boards/{board}/moves", through).status_code == 200
    bob.post(f"{scene.url}reviews/start/", {"project": project})
    with scene.inside():
        row = Review.objects.get()
        point = AgendaItem.objects.get(title="Macros")
    here = f"{scene.url}reviews/{row.key}/"
    page = bob.get(here).content.decode()
    assert "Bob let it through to “Enablement”" in page and "It is only a pilot" in page
    assert f'value="{board}" selected' in page, "the project's board is where an action goes"
    call(f"reviews/{row.key}/items", {"title": "Who tells support?"})
    action = {"title": "Fill in the next step", "owner": "ada", "due_on": "2027-01-08"}
    assert bob.post(f"{here}items/{point.key}/act/", {**action, "board": board}).status_code == 302
    with scene.inside():
        card = Card.objects.get(task__title=action["title"])
        assert (card.stage.title, card.task.owner, card.task.due_on) == ("Prep", scene.ada, date(2027, 1, 8))
        assert AgendaItem.objects.get(pk=point.pk).made == f"card:{card.key}"
        added = AgendaItem.objects.get(title="Who tells support?")
    ending = {"ending": "action", **action, "title": "Tell support"}
    wrong = call(f"reviews/{row.key}/items/{added.key}/end", {**ending, "board": "nowhere"})
    assert wrong.status_code == 422
    assert call(f"reviews/{row.key}/items/{added.key}/end", {**ending, "board": board}).status_code == 200
    assert call(f"reviews/{row.key}/close", {}).status_code == 200
    minutes = bob.get(f"{here}minutes/").content.decode()
    assert minutes.count("Ada by 2027-01-08") == 2
    assert f"{scene.url}cards/{card.key}/" in bob.get(here).content.decode()
