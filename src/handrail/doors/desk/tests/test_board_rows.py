"""A board by its own fields, as rows, and all of a view at once."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.ledger import far, undoing
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import changing, drawing, queries, saved, verbs
from handrail.record.projects.drawing import Wanted
from handrail.record.projects.models import Board, Card, Check
from handrail.record.projects.tests.setting import build
from handrail.record.projects.wanting import EMPTY
from handrail.record.tasks.models import Task

FIELDS = [
    {"name": "region", "label": "Region", "kind": "choice", "choices": ["North", "South"], "face": True},
    {"name": "seats", "label": "Seats", "kind": "number", "face": True},
    {"name": "live_on", "label": "Live on", "kind": "date"},
    {"name": "why", "label": "Why so", "kind": "text"},
]
LANE = re.compile(r"<tbody data-lane>.*?</tbody>", re.S)


@pytest.fixture
def board(scene):
    with scene.inside():
        made = build(scene.alice)
        verbs.edit_board(made.board, {"card_fields": FIELDS})
    return made


def keys(html: str) -> list[str]:
    return re.findall(r'data-card="([^"]+)"', html)


def listed(html: str) -> list[str]:
    return re.findall(r'name="card" value="([^"]+)"', html)


def test_own_fields_are_shown_filtered_sorted_and_kept_in_a_view(scene, board):
    with scene.inside():
        for title, own in (
            ("Nine", {"region": "North", "seats": 9, "live_on": "2031-02-03"}),
            ("Ten", {"region": "South", "seats": 10.5, "why": "The sponsor asks for 100 %"}),
            ("None", {}),
        ):
            board.card(title, own=own)
        card = Card.objects.get(key="none")
        Card.objects.filter(pk=card.pk).update(own={"seats": "a text of before"})
    client, url = scene.client(scene.alice), f"{scene.url}boards/{board.board.key}/"

    def found(query: str) -> list[str]:
        return listed(client.get(f"{url}?view=list&{query}").content.decode())

    assert found("own.region=North") == found("own.seats=9,0") == found("own.live_on=2031-02-03") == ["nine"]
    assert found("own.why=100 %") == ["ten"]
    assert found("own.region=-") == ["none"]
    assert found("own.region=East") == found("own.why=100_%") == []
    assert found("own.colour=red") == ["nine", "ten", "none"]  # no field of this board
    assert found("sort=own.seats") == ["nine", "ten", "none"]
    assert found("sort=-own.seats") == ["ten", "nine", "none"]
    assert found("sort=-own.region") == ["ten", "nine", "none"]
    page = client.get(f"{url}?own.region=South").content.decode()
    assert keys(page) == ["ten"] and "10.5" in page and "The sponsor asks" not in page
    assert '<td data-label="Seats">9</td>' in client.get(f"{url}?view=list").content.decode()
    assert saved.query_of("?own.region=North&lanes=own.region&own.X=1&evil=1") == (
        "lanes=own.region&own.region=North"
    )
    rules = f"{url}fields/region/show/"
    assert scene.client(scene.bob).post(rules).status_code == 403
    assert client.post(rules).status_code == 302
    with scene.inside():
        assert "face" not in Board.objects.get().card_fields[0]


def test_a_condition_asks_about_own_fields_and_knows_their_names(scene, board):
    client, stage = scene.client(scene.alice), f"{scene.url}stages/{board.stages[0].key}/"
    page = client.get(stage).content.decode()
    assert "<code>card.own.region</code>" in page and "card.own.region == &quot;North&quot;" in page
    said = {"kind": "expression", "expression": "card.own.regoin == 'North'"}
    wrong = client.post(f"{stage}checks/", said)
    assert (wrong.status_code, "The board has no field “regoin”." in wrong.content.decode()) == (409, True)
    with scene.inside():
        check = board.check(0, "expression", expression="card.own.region == 'North' && card.own['seats'] > 3")
        for own, passes in (
            ({"region": "North", "seats": 4}, True),
            ({"region": "North", "seats": 3.5}, True),
            ({"region": "North", "seats": 2}, False),
            ({"region": "South", "seats": 4}, False),
            ({"region": "North"}, False),
        ):
            card = board.card(own=own)
            assert (card.pk not in [row.pk for row, _ in queries.would_block(check)]) is passes, own
    assert client.post(f"{scene.url}boards/{board.board.key}/fields/seats/remove/").status_code == 409
    with scene.inside(), pytest.raises(Invalid):
        verbs.add_checks([Check(stage=board.stages[0], kind="fields", params={"fields": ["own.colour"]})])


@pytest.mark.parametrize("rows", ["owner", "customer", "track", "label", "own.region"])
def test_rows_hold_every_card_once_in_its_row_and_stage(scene, board, rows):
    with scene.inside():
        (acme,) = customers.add_customers([Customer(name="Acme")])
        for number in range(30):
            verbs.add_cards([Card(
                task=Task(title=f"C {number:02}", owner=[scene.alice, scene.bob, None][number % 3],
                          customer=acme if number % 2 else None),
                stage=board.stages[number % 2 and number // 15], track="support" if number % 4 else "",
                labels=["pilot", "b"] if number % 5 else [], own={"region": "North"} if number % 2 else {},
            )])  # fmt: skip
    client, url = scene.client(scene.alice), f"{scene.url}boards/{board.board.key}/"
    html = client.get(f"{url}?lanes={rows}").content.decode()
    shown = keys(html)
    with CaptureQueriesContext(connection) as few:
        client.get(f"{url}?lanes={rows}")
    for more in re.findall(r'hx-get="([^"]+)"[^>]*hx-trigger="intersect', html):
        shown += keys(
            client.get(url + more.replace("&amp;", "&"), headers={"HX-Request": "true"}).content.decode()
        )
    assert sorted(shown) == [f"c-{n:02}" for n in range(30)]
    with scene.inside():
        wanted = Wanted.of({"lanes": rows}, FIELDS)
        counts, most = drawing.lanes(Board.objects.get(), wanted), {row.pk: 7 for row in board.stages}
        first = drawing.in_lanes(Board.objects.get(), list(counts), most, wanted)
        for lane, stages in counts.items():
            for stage, count in stages.items():
                assert len(first[lane, stage]) == min(count, 7)
                one = Wanted.of({"lanes": rows, "lane": lane}, FIELDS)
                assert len(drawing.after(stage, "", one, 99)) == count
        verbs.add_cards([Card(task=Task(title=f"D {n}"), stage=board.stages[0]) for n in range(40)])
    with CaptureQueriesContext(connection) as many:
        client.get(f"{url}?lanes={rows}")
    assert len(many) == len(few)


def test_all_of_a_view_is_changed_and_moved_at_once_or_not_at_all(scene, board, monkeypatch):
    with scene.inside():
        cards = [
            Card(task=Task(title=f"C {n}"), stage=board.stages[0], track="x" * (n < 25)) for n in range(530)
        ]
        verbs.add_cards(cards)
        board.check(0, "fields", fields=["owner"])
    client, url = scene.client(scene.alice), f"{scene.url}boards/{board.board.key}/"
    own_fields_at_once(scene, board, client, url)
    said = {"all": "1", "query": "track=x&view=list&page=3", "to": board.stages[1].key}
    refused = client.post(f"{url}change/", {**said, "add_label": "pilot"})
    html = refused.content.decode()
    assert (refused.status_code, "And 5 more cards." in html) == (409, True)
    assert 'name="all" value="1"' in html and 'name="query" value="track=x&amp;view=list&amp;page=3"' in html
    with scene.inside():
        assert not Card.objects.exclude(labels=[]).exists()
    with told_meanwhile(scene, monkeypatch) as told:
        mark = {"far": "0123456789abcdef01234567"}
        assert client.post(f"{url}change/", {**said, **mark, "owner": "bob"}).status_code == 302
    assert told == sorted(told) and {every for _done, every in told} == {25}
    assert 0 < told[0][0] < told[-1][0] <= 25
    with scene.inside():
        there = queries.cards_of(board.stages[1]).values_list("track", "task__owner")
        assert set(there) == {("x", scene.bob.pk)} and len(there) == 25
        rest = [card.key for card in queries.cards_of(board.stages[0])]
    said = {"card": rest, "owner": "ada", "to": board.stages[1].key}
    assert (len(rest), client.post(f"{url}change/", said).status_code) == (505, 302)
    with scene.inside():
        assert queries.cards_of(board.stages[1]).count() == 530
    monkeypatch.setattr("handrail.doors.desk.views.moving.MOST_AT_ONCE", 520)
    assert changing.MOST_AT_ONCE >= 5_000
    over = client.post(f"{url}move/", {"all": "1", "stage": board.stages[2].key})
    assert (over.status_code, b"more than 520 cards at once" in over.content) == (409, True)
    with scene.inside():
        assert queries.cards_of(board.stages[2]).count() == 0


@contextmanager
def told_meanwhile(scene, monkeypatch):
    """What another window hears of a change whose transaction is open, as (done, all); and nothing once it is over."""
    other, told, tell = scene.client(scene.bob), [], far.tell

    def ask():
        try:
            return other.get(f"{scene.url}far/0123456789abcdef01234567/").json()
        finally:
            connection.close()

    def overheard(way):
        tell(way)
        if way.done % 30 == 0:
            told.append(tuple(elsewhere.submit(ask).result().values()))

    monkeypatch.setattr(far, "PAUSE", 0.0)
    monkeypatch.setattr(far, "tell", overheard)
    with ThreadPoolExecutor(1) as elsewhere:
        yield told
        assert elsewhere.submit(ask).result() == {}
    monkeypatch.undo()


def own_fields_at_once(scene, board, client, url):
    """The board's own fields for many: what is not named stays, one that does not fit changes nothing, and one undo
    takes it back; a program does the same."""
    api = f"/api/v1/w/{scene.workspace.slug}/boards/{board.board.key}/changes"
    token = {"Authorization": f"Bearer {scene.token(scene.bob)}"}

    def kept():
        with scene.inside():
            return [card.own for card in queries.cards_of(board.stages[0])[:3]]

    with scene.inside():
        keys = [card.key for card in queries.cards_of(board.stages[0])[:3]]
    form = {"card": keys, "own.region": "North", "own.seats": "2,5"}
    assert b'name="own.region"' in client.get(url).content
    assert client.post(f"{url}change/", {**form, "own.seats": "many"}).status_code in (409, 422)
    assert kept() == [{}] * 3
    assert client.post(f"{url}change/", form).status_code == 302
    assert kept() == [{"region": "North", "seats": 2.5}] * 3
    with scene.inside(scene.alice):
        undoing.undo(undoing.recent(most=1)[0].batch)
    assert kept() == [{}] * 3
    for own, status in (
        ({"region": "West"}, 422),
        ({"nothing": "x"}, 422),
        ({"region": "South", "seats": 1}, 200),
    ):
        said = {"cards": keys, "own": own}
        assert client.post(api, said, content_type="application/json", headers=token).status_code == status
    assert client.post(f"{url}change/", {"card": keys, "own.region": EMPTY}).status_code == 302
    assert kept() == [{"seats": 1}] * 3
