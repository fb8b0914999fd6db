"""The board's pages: what is drawn at first, what follows, what is filtered, what a stage asks."""

from __future__ import annotations

import re

import pytest

from handrail.house.ledger import undoing
from handrail.house.nudges.models import Nudge
from handrail.house.nudges.words import reason
from handrail.house.people import books
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.models import Metric
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Board, Card, Check, Project
from handrail.record.projects.tests.setting import build
from handrail.record.tasks.models import Task

HTMX = {"HX-Request": "true"}


@pytest.fixture
def board(scene):
    with scene.inside():
        return build(scene.alice)


def keys(html: str) -> list[str]:
    return re.findall(r'data-card="([^"]+)"', html)


def test_a_long_stage_comes_in_parts_and_every_card_once(scene, board):
    with scene.inside():
        verbs.add_cards(
            [Card(task=Task(key=f"c-{n}", title=f"C {n}"), stage=board.stages[0]) for n in range(80)]
        )
    client, url = scene.client(scene.alice), f"{scene.url}boards/{board.board.key}/"
    html = client.get(url).content.decode()
    seen = keys(html)
    assert len(seen) == 12
    while more := re.search(r'hx-get="([^"]+)"[^>]*hx-trigger="intersect', html):
        html = client.get(url + more[1].replace("&amp;", "&"), headers=HTMX).content.decode()
        seen += keys(html)
    assert seen == [f"c-{n}" for n in range(80)]


def test_filters(scene, board):
    with scene.inside():
        board.card("Hers", owner=scene.alice, track="support", labels=["pilot"])
        board.card("His", owner=scene.bob)
        board.card("Nobody's")
    client, url = scene.client(scene.alice), f"{scene.url}boards/{board.board.key}/"

    def found(query: str) -> list[str]:
        return keys(client.get(url + query).content.decode())

    assert found("?owner=mine") == found("?track=support") == found("?label=pilot") == ["hers"]
    assert found("?owner=bob") == ["his"]
    assert found("?owner=gap") == ["nobodys"]
    assert found("?q=hi") == ["his"]
    assert "1 card" in client.get(f"{url}?view=list&owner=mine").content.decode()


def test_a_card_is_added_where_one_stands(scene, board):
    client, stage = scene.client(scene.bob), board.stages[0]
    answer = client.post(f"{scene.url}stages/{stage.key}/cards/", {"title": " Macros "}, headers=HTMX)
    assert keys(answer.content.decode()) == ["macros"]
    with scene.inside():
        assert Task.objects.get(key="macros").owner_id == scene.bob.pk
        board.check(0, "checklist", side="enter")
    refused = client.post(f"{scene.url}stages/{stage.key}/cards/", {"title": "Rota"}, headers=HTMX)
    assert (refused.status_code, refused.headers["HX-Retarget"]) == (409, "#side [data-body]")
    assert "can not go to" in refused.content.decode() and "open-side" in refused.headers["HX-Trigger"]
    page = client.post(f"{scene.url}stages/{stage.key}/cards/", {"title": "Rota"})
    assert (page.status_code, b"Nothing was added" in page.content) == (409, True)


def test_a_check_is_added_switched_off_tried_and_switched_on(scene, board):
    with scene.inside():
        board.card()
    client, stage = scene.client(scene.alice), f"{scene.url}stages/{board.stages[0].key}/"
    said = {"kind": "fields", "side": "leave", "fields": ["due_on"], "decision": ""}
    assert client.post(f"{stage}checks/", said).status_code == 302
    assert "Would block 1 card" in client.get(stage).content.decode()
    with scene.inside():
        check = Check.objects.get()
        assert check.on is False
    client.post(f"{scene.url}checks/{check.key}/switch/on/")
    moved = client.post(
        f"{scene.url}boards/{board.board.key}/move/", {"card": "macros", "stage": board.stages[1].key}
    )
    assert moved.status_code == 409
    assert client.post(f"{stage}checks/", {"kind": "fields"}).status_code == 409


def test_a_stage_goes_one_earlier_or_later_and_back_by_an_undo(scene, board):
    client, stage = scene.client(scene.alice), f"{scene.url}stages/{board.stages[1].key}/"

    def order() -> list[str]:
        with scene.inside():
            return [row.title for row in queries.stages_of(board.board)]

    for way, there in (
        ("up", ["Enablement", "Prep", "Launch"]),
        ("up", ["Enablement", "Prep", "Launch"]),
        ("down", ["Prep", "Enablement", "Launch"]),
        ("down", ["Prep", "Launch", "Enablement"]),
    ):
        assert client.post(f"{stage}move/", {"way": way}).status_code == 302
        assert order() == there
    page = client.get(stage).content.decode()
    assert re.search(r'value="down"[^>]*disabled', page) and not re.search(r'value="up"[^>]*disabled', page)
    assert client.post(f"{scene.url}checks/none/move/", {"way": "up"}).status_code == 404
    bob = scene.client(scene.bob)
    assert 'name="way"' not in bob.get(stage).content.decode()
    assert bob.post(f"{stage}move/", {"way": "up"}).status_code == 403
    assert order() == ["Prep", "Launch", "Enablement"]


def test_a_project_from_nothing_says_all_that_it_is_judged_by(scene):
    client, url = scene.client(scene.bob), f"{scene.url}projects/new/"
    with scene.inside():
        customers.add_customers([Customer(key="acme", name="Acme", owner=scene.bob)])
        metrics.add_metrics([Metric(key="answers", name="Answers in an hour")])
    said = {
        "title": "Faster answers", "kind": "free", "customer": "acme", "owner": "bob", "outcome": "Answers in an hour",
        "baseline": "40", "target": "80", "unit": "%", "by_on": "2027-03-01", "metric": "answers",
        "starts_on": "2027-01-01", "go_live_on": "2027-02-01", "ends_on": "2027-03-01", "post_launch_owner": "alice",
        "members": ["ada", "bob"], "members-asked": "1", "tracks": "product\nsupport", "cohorts": "Pilot\nAll",
        "workflow_owner": "ada", "stages": "Prep\n\nLaunch ",
    }  # fmt: skip
    asked = client.get(url).content.decode()
    assert [name for name in said if f'name="{name}"' not in asked] == []
    assert asked.index('name="by_on"') < asked.index('<details class="adding"') < asked.index('name="metric"')
    wrong = client.post(url, {**said, "ends_on": "2026-01-01"})
    assert wrong.status_code == 422 and '<details class="adding" open' in wrong.content.decode()
    assert client.post(url, said).status_code == 302
    with scene.inside():
        made = Project.objects.get(title="Faster answers")
        assert (made.customer.key, made.metric.key, made.target, made.unit) == ("acme", "answers", 80, "%")
        assert (str(made.starts_on), str(made.go_live_on), str(made.ends_on), made.post_launch_owner.key) == (
            "2027-01-01", "2027-02-01", "2027-03-01", "alice",
        )  # fmt: skip
        assert (made.members, made.tracks, made.cohorts) == (
            ["ada", "bob"],
            ["product", "support"],
            ["Pilot", "All"],
        )
        board = Board.objects.get(project=made)
        assert (board.owner, [str(one) for one in queries.stages_of(board)]) == (
            scene.ada,
            ["Prep", "Launch"],
        )
        assert {stage.owner for stage in queries.stages_of(board)} == {scene.ada}
    page = f"{scene.url}projects/{made.key}/"
    assert f"boards/{board.key}/edit/owner/" in client.get(page).content.decode(), (
        "who keeps it is changed in place"
    )
    gone = client.post(url, {**said, "workflow_owner": "nobody-here"})
    assert gone.status_code == 422 and "“nobody-here” is no longer there." in gone.content.decode()
    assert client.post(url, {"title": "A name is enough"}).status_code == 302
    with scene.inside():
        assert not Board.objects.exclude(pk=board.pk).exists(), "a board comes when somebody wants one"
    assert 'name="customer"' not in client.get(f"{url}?customer=acme").content.decode()


def test_a_board_for_a_way_of_working(scene):
    client = scene.client(scene.alice)
    with scene.inside():
        verbs.add_projects([Project(key="spring", title="Spring", owner=scene.alice)])
    client.post(f"{scene.url}projects/spring/furnish/", {"playbook": "launch-plan"})
    with scene.inside():
        stages = queries.stages_of(Board.objects.get())
        assert [str(stage) for stage in stages] == [
            "Prep", "Messaging", "Creative", "Enablement", "Launch", "Follow-up",
        ]  # fmt: skip
        assert len(queries.checks_of(Board.objects.get())) == 6
    assert client.post(f"{scene.url}projects/spring/furnish/", {"playbook": "nothing"}).status_code == 404


def test_who_reviews_hears_that_they_are_asked_and_who_owns_it_what_they_said(scene, board):
    """By page and program: named, asked for changes in words, asked again, approved. Others may not answer."""
    with scene.inside():
        board.card(owner=scene.ada)
    act, today = f"{scene.url}cards/macros/act/", f"{scene.url}"
    alice, bob, ada = (scene.client(member) for member in (scene.alice, scene.bob, scene.ada))
    program = {
        "content_type": "application/json",
        "headers": {"Authorization": f"Bearer {scene.token(scene.alice)}"},
    }

    def inbox() -> set[tuple[str, str]]:
        with scene.inside():
            open_ = Nudge.objects.filter(name="card.told", done_at=None)
            return {(one.recipient.name, reason(one)) for one in open_}

    assert "Review: Macros" not in bob.get(today).content.decode()
    api = f"/api/v1/w/{scene.workspace.slug}/cards/macros"
    assert alice.patch(api, {"reviewer": "bob"}, **program).status_code == 200
    asked = {("Bob", "Alice asks you to approve this, or to ask for changes.")}
    assert inbox() == asked
    assert "Review: Macros" in bob.get(today).content.decode()
    assert "Review: Macros" not in ada.get(today).content.decode()
    assert alice.post(f"{act}changes/", {"words": "No"}).status_code == 403
    assert alice.post(f"{api}/review", {"answer": "approved"}, **program).status_code == 403
    assert inbox() == asked

    assert bob.post(f"{act}changes/", {"words": "Name the new shop"}, headers=HTMX).status_code == 200
    assert inbox() == {("Ada", "Bob asks for changes: “Name the new shop”")}
    assert "Review: Macros" not in bob.get(today).content.decode()
    assert "Name the new shop" in ada.get(f"{scene.url}cards/macros/").content.decode()
    assert alice.post(f"{api}/review", {"answer": "asked"}, **program).status_code == 200
    assert inbox() == asked
    assert b"Approved" in bob.post(f"{act}approve/", headers=HTMX).content
    assert inbox() == {("Ada", "Bob approved it.")}
    with scene.inside() as scope:
        verbs.move_cards([Card.objects.get()], board.stages[1])
        assert Card.objects.get().review == "asked"
        moved = scope.batch
    assert inbox() == {("Ada", "Bob approved it.")}, "another stage asks again on Today, without a word"
    assert "Review: Macros" in bob.get(today).content.decode()
    with scene.inside():
        undoing.undo(moved)
        books.hand_over(scene.bob, books.Wishes(to=scene.alice), reason="Holidays")
    assert inbox() == {("Ada", "Bob approved it.")}


def test_the_points_of_a_checklist_are_ticked_reworded_moved_and_taken_off(scene, board):
    with scene.inside():
        board.card(checklist=[{"text": "Ask Jo", "done": False}])
    act, client = f"{scene.url}cards/macros/act/", scene.client(scene.alice)
    client.post(f"{act}tick/", {"point": "0", "done": "1"})
    client.post(f"{act}point/", {"text": "Ask Mo"})
    assert client.post(f"{act}tick/", {"point": "7"}).status_code == 409
    said = {"point": "0", "was": "Ask Jo"}
    client.post(f"{act}reword/", {**said, "text": "Ask Joanna"})
    assert client.post(f"{act}reword/", {**said, "drop": "1"}).status_code == 409, (
        "it says something else now"
    )
    client.post(f"{act}reword/", {"point": "1", "was": "Ask Mo", "up": "1"})
    client.post(f"{act}point/", {"text": "Ask Bo"})
    client.post(f"{act}reword/", {"point": "2", "was": "Ask Bo", "drop": "1"})
    with scene.inside():
        assert Card.objects.get().checklist == [
            {"text": "Ask Mo", "done": False}, {"text": "Ask Joanna", "done": True},
        ]  # fmt: skip
    assert "Change “Ask Mo”" in client.get(f"{scene.url}cards/macros/").content.decode()


def test_a_day_with_a_board(scene, board):
    """Headings, a sorted list, many changed at once, a kept view, and what stays drawn."""
    with scene.inside():
        for number in range(15):
            verbs.add_cards(
                [
                    Card(
                        task=Task(title=f"Step {number:02}", owner=scene.bob),
                        stage=board.stages[0],
                        track="pilot"[number % 2 :],
                    )
                ]
            )
        board.check(0, "fields", fields=["owner", "due_on"])
    client, url = scene.client(scene.alice), f"{scene.url}boards/{board.board.key}/"

    def found(query: str, **headers: str) -> list[str]:
        html = client.get(url + query, headers=headers).content.decode()
        return re.findall(r'name="card" value="([^"]+)"', html)

    assert found("?view=list&sort=-title")[0] == "step-14"
    assert len(found("")) == 12
    live = {**HTMX, "Handrail-Live": "1"}
    stage = board.stages[0].key
    assert len(found(f"?drawn={stage}:15", **live)) == 15
    assert b"<html" not in client.get(f"{url}?drawn={stage}:15", headers=live).content
    grouped = client.get(f"{url}?group=track").content.decode()
    assert re.findall(r'class="heading">([^<]+)<', grouped) == ["ilot", "pilot"]

    said = {"card": ["step-00", "step-01"], "to": board.stages[1].key, "add_label": "cohort 1"}
    refused = client.post(f"{url}change/", said)
    assert (refused.status_code, b'name="add_label" value="cohort 1"' in refused.content) == (409, True)
    assert client.post(f"{url}change/", {"card": "step-00"}).status_code == 409
    with scene.inside():
        assert Card.objects.filter(labels=[]).count() == 15
    assert client.post(f"{url}change/", {**said, "due_on": "2031-03-31", "owner": "alice"}).status_code == 302
    with scene.inside():
        moved = queries.cards_of(board.stages[1])
        assert {(c.key, c.task.owner_id, c.labels[0]) for c in moved} == {
            (key, scene.alice.pk, "cohort 1") for key in said["card"]
        }
    assert found("?label=cohort+1&owner=mine") == ["step-00", "step-01"]

    client.post(
        f"{url}views/", {"title": "Cohort", "query": "?label=cohort+1&owner=mine&evil=1", "shared": "1"}
    )
    client.post(f"{url}views/", {"title": "Only mine", "query": "group=owner"})
    pages = [scene.client(member).get(url).content.decode() for member in (scene.alice, scene.bob)]
    assert [("Cohort" in page, "Only mine" in page) for page in pages] == [(True, True), (True, False)]
    assert 'href="' + url + '?owner=mine&amp;label=cohort+1"' in pages[1]
    assert scene.client(scene.bob).post(f"{url}views/cohort/remove/").status_code == 403
    assert client.post(f"{url}views/cohort/remove/").status_code == 302

    client.post(f"{url}duplicate/", {"card": ["step-00"]})
    with scene.inside():
        assert Card.objects.get(key="step-00-2").stage_id == board.stages[0].pk


def test_a_card_says_who_helps_what_it_waits_for_and_when_it_comes_again(scene, board):
    with scene.inside():
        board.card("First", owner=scene.bob)
        board.card("Second")
    client, url = scene.client(scene.alice), f"{scene.url}cards/second/"
    rules = f"{scene.url}boards/{board.board.key}/"
    client.post(f"{rules}fields/", {"label": "Go-live day", "kind": "date"})
    client.post(f"{rules}fields/", {"label": "Region", "kind": "choice", "choices": "North\nSouth"})
    assert client.post(f"{rules}fields/", {"label": "Region", "kind": "text"}).status_code == 409
    acts = [
        ("beside", {"member": "bob"}),
        ("before", {"other": "first"}),
        ("repeat", {"usual": "FREQ=WEEKLY"}),
    ]
    acts += [("own", {"go_live_day": "2031-03-31", "region": "South"}), ("again", {})]
    for act, said in acts:
        assert client.post(f"{url}act/{act}/", said, headers=HTMX).status_code == 200, act
    assert client.post(f"{url}act/repeat/", {"rule": "now and then"}, headers=HTMX).status_code == 422
    assert client.post(f"{url}act/own/", {"region": "East"}, headers=HTMX).status_code == 422
    html = client.get(url).content.decode()
    for words in (
        "Waits for",
        "Comes again: FREQ=WEEKLY",
        "Take Bob off",
        "Wait no more for First",
        "Every week: the next card",
        "2031-03-31",
    ):
        assert words in html
    assert "Waited for by" in client.get(f"{scene.url}cards/first/").content.decode()
    assert "Waits for 1 card" in client.get(rules).content.decode()
    client.post(f"{url}act/before/", {"other": "first", "drop": "1"})
    client.post(f"{rules}fields/region/remove/")
    with scene.inside():
        card = Card.objects.get(key="second")
        assert (card.blocked_by, card.collaborators, card.own["region"]) == ([], ["bob"], "South")
        assert Board.objects.get().card_fields == [
            {"name": "go_live_day", "label": "Go-live day", "kind": "date"}
        ]
