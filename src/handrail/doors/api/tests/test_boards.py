"""Boards for programs: a card in one go, moves that say every check, the whole board, a check tried out."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.bench.pages import is_work
from handrail.house.ledger.models import Event
from handrail.house.people import books, leaving
from handrail.house.workspaces.models import Member
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import verbs
from handrail.record.projects.models import Board, Card, Project
from handrail.record.projects.tests.setting import build
from handrail.record.tasks.models import Task


@pytest.fixture
def api(scene, calling):
    return calling(scene.alice)


@pytest.fixture
def board(scene):
    with scene.inside():
        return build(scene.alice)


def test_a_card_is_made_in_one_go_and_moved(board, api):
    made = api.post(
        f"stages/{board.stages[0].key}/cards", {"title": "Macros", "owner": "bob", "track": "support"}
    )
    assert (made.status_code, made.json()["key"], made.json()["task"]) == (201, "macros", "macros")
    assert made.headers["Location"].endswith("/cards/macros")
    moved = api.post(f"boards/{board.board.key}/moves", {"cards": ["macros"], "stage": board.stages[1].key})
    assert (moved.status_code, moved.json()) == (200, {"moved": 1})
    [card] = api.get(f"boards/{board.board.key}/cards").json()["cards"]
    assert (card["stage"], card["title"], card["owner"]) == (board.stages[1].key, "Macros", "bob")
    assert api.get("cards?search=macros").status_code == 200


def test_a_refusal_says_each_check_and_what_would_pass_it(scene, board, api):
    with scene.inside():
        board.check(0, "checklist")
        board.check(0, "fields", fields=["owner"])
        board.card(owner=scene.bob)
    where = {"cards": ["macros"], "stage": board.stages[1].key}
    refused = api.post(f"boards/{board.board.key}/moves", where)
    assert refused.status_code == 409
    assert refused.json()["checks"] == [
        {
            "code": "card.checklist",
            "passed": False,
            "reason": "0 of 0 points are ticked.",
            "fix": "Write the checklist, and do what it says.",
        },
        {"code": "card.fields", "passed": True, "reason": "Everything is filled in.", "fix": ""},
    ]
    assert [record["key"] for record in refused.json()["records"]] == ["macros"]
    [attempt] = api.get("moves?card=macros").json()["items"]
    assert (attempt["passed"], attempt["goes"]) == (False, board.stages[1].key)
    assert api.patch("cards/macros", {"stage": board.stages[1].key}).status_code == 409
    through = api.post(f"boards/{board.board.key}/moves", {**where, "override": True, "reason": "Pilot"})
    assert through.json() == {"moved": 1}


def test_many_are_changed_together_or_not_at_all(scene, board, api):
    with scene.inside():
        verbs.edit_board(
            board.board, {"card_fields": [{"name": "seats", "label": "Seats", "kind": "number"}]}
        )
        board.check(0, "fields", fields=["owner", "own.seats"])
    place, many = f"stages/{board.stages[0].key}/cards", f"boards/{board.board.key}/changes"
    assert api.post(place, {"title": "First", "own": {"seats": "many"}}).status_code == 422
    assert (
        api.post(place, {"title": "First", "own": {"seats": 4}, "recurs": "FREQ=WEEKLY"}).status_code == 201
    )
    assert api.post(place, {"title": "Then", "own": {"seats": 5}, "blocked_by": ["first"]}).status_code == 201
    assert api.post(place, {"title": "Never", "blocked_by": ["nowhere"]}).status_code == 422
    said = {"cards": ["first", "then"], "add_labels": ["pilot"], "stage": board.stages[1].key}
    assert api.post(many, said).status_code == 409
    assert api.post(many, {**said, "owner": "bob", "track": "support"}).json() == {"changed": 2}
    first, then = api.get(f"boards/{board.board.key}/cards").json()["cards"]
    assert [first[name] for name in ("stage", "owner", "labels", "recurs", "own")] == [
        board.stages[1].key, "bob", ["pilot"], "FREQ=WEEKLY", {"seats": 4},
    ]  # fmt: skip
    assert then["blocked_by"] == ["first"]
    assert api.patch("cards/first", {"blocked_by": ["then"]}).status_code == 422


def test_the_whole_board_is_there_as_long_as_the_board_is(scene, board, api, calling):
    place = f"boards/{board.board.key}/cards"
    with scene.inside():
        board.card()
        (acme,) = customers.add_customers([Customer(name="Acme", owner=scene.alice, private=True)])
        projects = [Project(title=title, owner=scene.alice) for title in ("Quiet", "Old", "Gone")]
        projects[0].customer = acme
        quiet, old, gone = verbs.add_projects(projects)
        verbs.add_boards([Board(key="quiet", project=quiet, title="Quiet", owner=scene.alice)])
        verbs.add_boards([Board(key="old", project=old, title="Old", owner=scene.alice)])
        verbs.add_boards([Board(key="gone", project=gone, title="Gone", owner=scene.alice)])
        verbs.remove_boards([Board.objects.get(key="old")])
        verbs.remove_projects([gone])
    assert [card["title"] for card in api.get(place).json()["cards"]] == ["Macros"]
    assert api.get("boards/quiet/cards").json() == {"cards": []}
    for key, who in (("old", api), ("gone", api), ("none", api), ("quiet", calling(scene.bob))):
        told = who.get(f"boards/{key}/cards")
        assert told.status_code == 404, key
        assert told.json()["title"] == who.get(f"boards/{key}").json()["title"]
    with scene.inside():
        customers.remove_customers([acme])
    assert api.get("boards/quiet/cards").status_code == api.get("boards/quiet").status_code == 404


CARD, RICH, MOVE, WHOLE = 7, 9, 6, 2
"""Statements of one request, those of coming in among them."""


def test_a_card_takes_few_statements(board, api):
    place, moves = f"stages/{board.stages[0].key}/cards", f"boards/{board.board.key}/moves"
    rich = {"owner": "bob", "due_on": "2031-12-03"}
    api.post(place, {"title": "Warm", **rich})
    for most, act in (
        (CARD, lambda: api.post(place, {"title": "Plain", "next_action": "Call"})),
        (RICH, lambda: api.post(place, {"title": "Rich", **rich})),
        (MOVE, lambda: api.post(moves, {"cards": ["plain"], "stage": board.stages[1].key})),
        (WHOLE, lambda: api.get(f"boards/{board.board.key}/cards")),
    ):
        said = asked(act)
        assert len(said) <= most, "\n".join(sql[:200] for sql in said)


def test_a_card_that_is_refused_leaves_nothing_of_itself(scene, board, api):
    with scene.inside():
        board.check(0, "fields", side="enter", fields=["owner"])
    place = f"stages/{board.stages[0].key}/cards"
    assert api.post(place, {"title": "Bare"}).status_code == 409
    assert api.post(place, {"title": "Odd", "own": {"no": "such"}}).status_code == 422
    with scene.inside():
        assert not Task.objects.exists() and not Card.objects.exists()
        assert not Event.objects.filter(subject_kind__in=("task", "card")).exists()
    assert api.post(place, {"title": "Bare", "owner": "bob"}).json()["key"] == "bare"


def test_what_is_not_on_the_board_is_named(board, api):
    answer = api.post(f"boards/{board.board.key}/moves", {"cards": ["x"], "stage": board.stages[1].key})
    assert (answer.status_code, answer.json()["problems"][0]["field"]) == (422, "cards")


def test_a_check_is_tried_before_it_is_switched_on(scene, board, api):
    with scene.inside():
        board.card()
    said = {"stage": board.stages[0].key, "kind": "fields", "params": {"fields": ["due_on"]}}
    made = api.post("checks", said).json()
    assert made["on"] is False
    trial = api.get(f"checks/{made['key']}/trial").json()
    assert (trial["would_block"], trial["cards"][0]["check"]["reason"]) == (1, "Still empty: due date.")
    bad = api.post("checks", {**said, "params": {"fields": ["nothing"]}})
    assert bad.status_code == 422


def asked(act) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answer = act()
    assert answer.status_code < 300, answer.content
    return [query["sql"] for query in captured if is_work(query["sql"])]


def test_a_card_costs_the_same_whatever_the_board_holds(scene, board, api):
    """Statements of making one, of moving one, and of drawing the page: of a small board and of a larger one."""
    client, page = scene.client(scene.alice), f"{scene.url}boards/{board.board.key}/"
    moves, stages = f"boards/{board.board.key}/moves", [stage.key for stage in board.stages]
    with scene.inside():
        board.check(0, "fields", fields=["owner"])
    found = []
    for name, more in (("small", 3), ("large", 60)):
        with scene.inside():
            cards = [
                Card(task=Task(title="Filler", owner=scene.bob), stage=board.stages[0]) for _ in range(more)
            ]
            verbs.add_cards(cards)
        made = asked(lambda name=name: api.post(f"stages/{stages[0]}/cards", {"title": name, "owner": "bob"}))
        moved = asked(lambda name=name: api.post(moves, {"cards": [name], "stage": stages[1]}))
        client.get(page)
        found.append((made, moved, asked(lambda: client.get(page))))
    (made, moved, drawn), large = ([len(sql) for sql in one] for one in found)
    assert [moved, drawn] == large[1:], found[1]
    assert large[0] <= made, "the first one of a kind may look up a little more"
    assert large[0] <= 10, found[1][0]
    assert large[1] <= 10, found[1][1]
    assert large[2] <= 15, found[1][2]


def test_cards_are_made_once_more(scene, board, api):
    with scene.inside():
        for title in ("Macros", "Training"):
            board.card(title, stage=1, checklist=[{"text": "Read it", "done": True}], owner=scene.bob)
    where = f"boards/{board.board.key}/duplicates"
    assert api.post(where, {"cards": ["macros", "none"]}).status_code == 422
    assert len(api.get(f"boards/{board.board.key}/cards").json()["cards"]) == 2
    made = api.post(where, {"cards": ["training", "macros"]})
    assert (made.status_code, made.json()) == (201, {"cards": ["training-2", "macros-2"]})
    again = {card["key"]: card for card in api.get(f"boards/{board.board.key}/cards").json()["cards"]}
    copy = again["training-2"]
    assert (copy["title"], copy["owner"], copy["stage"]) == ("Training", "bob", board.stages[0].key)
    assert copy["checklist"] == [{"text": "Read it", "done": False}]


def test_who_takes_part_in_a_project_is_a_member_and_hands_it_on(scene, board, api):
    """The same as for those who contribute to a card; a page names them by their names."""
    for key, words in ((scene.gita.key, "is a guest"), ("nobody-there", "no member"), (7, "")):
        refused = api.post("projects", {"title": "Macros", "members": [key]})
        assert refused.status_code == 422 and words in refused.content.decode(), key
    both = [scene.bob.key, scene.ada.key]
    assert api.post("projects", {"title": "Macros", "members": both}).status_code == 201
    assert api.patch("projects/macros", {"members": [*both, scene.gita.key]}).status_code == 422
    with scene.inside():
        row = Project.objects.get(key="macros")
        assert verbs.edit_projects([(row, {"members": [*both, "somebody outside"]})], from_file=True)
        Member.objects.filter(pk=scene.ada.pk).update(name="Ada L. Byron")
    assert (
        api.patch(
            "projects/macros", {"outcome": "Faster", "members": [*both, "somebody outside"]}
        ).status_code
        == 200
    )
    page = scene.client(scene.alice).get(f"{scene.url}projects/macros/").content.decode()
    assert "Bob, Ada L. Byron, somebody outside" in page
    with scene.inside():
        books.hand_over(scene.bob, books.Wishes(to=scene.alice), reason="Holidays")
        row.refresh_from_db()
        assert row.members == [scene.ada.key, "somebody outside", scene.alice.key]
        leaving.leave(Member.objects.get(pk=scene.ada.pk), books.Wishes())
        row.refresh_from_db()
        assert row.members == ["somebody outside", scene.alice.key]


def test_who_contributes_is_a_member_and_hands_it_on(scene, board, api):
    """By key, over the API as on the page; with a book it is handed on, and who leaves is taken out, visibly."""
    first = f"stages/{board.stages[0].key}/cards"
    for key, words in (
        (scene.gita.key, "is a guest"),
        ("nobody-there", "no member"),
        (scene.charlie.key, "no member"),
    ):
        refused = api.post(first, {"title": "Macros", "collaborators": [key]})
        assert refused.status_code == 422 and words in refused.content.decode(), key
    both = [scene.bob.key, scene.ada.key]
    assert api.post(first, {"title": "Macros", "collaborators": both}).status_code == 201
    assert api.patch("cards/macros", {"collaborators": [*both, scene.gita.key]}).status_code == 422
    assert api.post(first, {"title": "Alone", "collaborators": both[:1]}).status_code == 201

    def helpers(*titles: str):
        with scene.inside():
            return [Card.objects.get(key=title).collaborators for title in titles]

    with scene.inside():
        cover = books.hand_over(scene.bob, books.Wishes(to=scene.alice), reason="Holidays")
    assert helpers("macros", "alone") == [[scene.ada.key, scene.alice.key], [scene.alice.key]]
    with scene.inside():
        books.give_back(cover)
    assert helpers("macros", "alone") == [both[::-1], both[:1]]
    with scene.inside():
        gone = leaving.leave(Member.objects.get(pk=scene.bob.pk), books.Wishes())
        assert len(gone.items["card.collaborators"]) == 2
    assert helpers("macros", "alone") == [both[1:], []]
    ours = scene.client(scene.alice)
    line = ours.get(f"{scene.url}cards/alone/").content.decode()
    assert f"Collaborators emptied, was {scene.bob.key} (a book changed hands)" in line
    assert "2 × card (Collaborators)" in ours.get(f"{scene.url}books/{scene.bob.key}/").content.decode()
