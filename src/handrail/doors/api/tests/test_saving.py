"""Two who save the same, and the same saved twice."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from handrail.record.plans.models import Criterion, Plan


@pytest.fixture
def acme(bob):
    assert bob.post("customers", {"key": "acme", "name": "Acme"}).status_code == 201
    return "customers/acme"


def test_the_second_to_save_is_told_both_sides(bob, acme):
    seen = bob.get(acme).headers["ETag"]
    assert bob.patch(acme, {"name": "Theirs"}, If_Match=seen).status_code == 200
    answer = bob.patch(acme, {"name": "Mine", "owner": "alice"}, If_Match=seen)
    assert answer.status_code == 412
    told = answer.json()
    assert told["revision"] == 2
    assert told["differences"]["name"] == {"theirs": "Theirs", "yours": "Mine"}
    assert told["differences"]["owner"] == {"theirs": None, "yours": "alice"}
    assert bob.get(acme).json()["name"] == "Theirs"


def test_who_sends_no_revision_is_held_to_none(bob, acme):
    bob.patch(acme, {"name": "Theirs"})
    assert bob.patch(acme, {"name": "Mine"}).status_code == 200
    assert bob.patch(acme, {"name": "Mine"}, If_Match="*").status_code == 200


@pytest.mark.parametrize("said", ['"9"', "W/nonsense", '"abc"'])
def test_a_revision_that_never_was_is_refused(bob, acme, said):
    assert bob.patch(acme, {"name": "Mine"}, If_Match=said).status_code == 412
    assert bob("DELETE", acme, If_Match=said).status_code == 412


def test_what_was_seen_before_is_not_sent_again(bob, acme):
    seen = bob.get(acme).headers["ETag"]
    assert bob.get(acme, If_None_Match=seen).status_code == 304


def test_a_change_that_changes_nothing_keeps_the_revision(bob, acme):
    seen = bob.get(acme).headers["ETag"]
    assert bob.patch(acme, {"name": "Acme"}).headers["ETag"] == seen
    assert len(bob.get(f"{acme}/history").json()["items"]) == 1


# -- the same request twice ---------------------------------------------------------------------------------


def test_the_same_key_gives_the_same_answer_and_writes_once(bob, acme):
    said = {"customer": "acme", "title": "Call"}
    first = bob.post("tasks", said, Idempotency_Key="one")
    again = bob.post("tasks", said, Idempotency_Key="one")
    assert again.status_code == first.status_code == 201
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]
    assert again.headers["Idempotent-Replay"] == "true"
    assert "Idempotent-Replay" not in first.headers
    assert len(list(bob.all("tasks"))) == 1


def test_a_key_is_for_one_request_of_one_member(bob, acme, scene, calling):
    bob.post("tasks", {"title": "Call"}, Idempotency_Key="one")
    other = bob.post("tasks", {"title": "Write"}, Idempotency_Key="one")
    assert other.status_code == 422
    assert calling(scene.alice).post("tasks", {"title": "Write"}, Idempotency_Key="one").status_code == 201


def test_a_refusal_is_not_kept(bob, acme):
    assert bob.post("tasks", {"title": "Call", "owner": "nobody"}, Idempotency_Key="one").status_code == 422
    assert bob.post("tasks", {"title": "Call", "owner": "bob"}, Idempotency_Key="one").status_code == 201


def test_removing_twice_under_one_key_is_one_removal(bob, acme):
    assert bob("DELETE", acme, Idempotency_Key="two").status_code == 204
    again = bob("DELETE", acme, Idempotency_Key="two")
    assert (again.status_code, again.headers["Idempotent-Replay"]) == (204, "true")
    assert bob("DELETE", acme).status_code == 404


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity "
            "WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return int(cursor.fetchone()[0])


def until(count: int) -> None:
    for _ in range(500):
        if waiting() >= count:
            return
        time.sleep(0.02)
    raise AssertionError("nobody waits")


def test_a_twin_waits_for_the_first_and_gets_its_answer(scene, bob, acme):
    """The first is held at the plan's lock, so that the second surely comes in between."""
    bob.post("plans", {"key": "p", "customer": "acme", "title": "P"})
    said = {"plan": "p", "title": "Used daily"}
    answers, before = [], waiting()

    def ask() -> None:
        try:
            answers.append(bob.post("criteria", said, Idempotency_Key="twin"))
        finally:
            connection.close()

    twins = [threading.Thread(target=ask) for _ in range(2)]
    with scene.inside():
        Plan.objects.select_for_update().get(key="p")
        for place, twin in enumerate(twins, 1):
            twin.start()
            until(before + place)
    for twin in twins:
        twin.join(20)
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].content == answers[1].content
    assert sum("Idempotent-Replay" in answer.headers for answer in answers) == 1
    with scene.inside():
        assert Criterion.objects.count() == 1


def test_many_at_once_never_make_a_sixth_criterion(scene, bob, acme):
    bob.post("plans", {"key": "p", "customer": "acme", "title": "P"})

    def ask(number: int) -> int:
        try:
            return bob.post("criteria", {"plan": "p", "title": f"Criterion {number}"}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(ask, range(8)))
    assert sorted(statuses) == [201] * 5 + [422] * 3
