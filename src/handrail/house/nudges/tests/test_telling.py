"""Something is told once; what a person does about it is theirs alone."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.nudges import queries, verbs
from handrail.house.nudges.models import ESCALATION, MESSAGE, Nudge
from handrail.house.nudges.verbs import Telling, tell
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotFound


def telling(member, occasion="once", **values: Any) -> Telling:
    given = {
        "name": "task.due", "subject_kind": "task", "subject_id": 7, "subject_key": "call", "about_id": None,
        "title": "Call them", "reason": "You said this would be done tomorrow.",
    }  # fmt: skip
    return Telling(recipient_id=member.pk, occasion=occasion, **{**given, **values})


def later(hours: int) -> Any:
    moment = clock.real() + timedelta(hours=hours)
    return patch.object(clock, "real", lambda: moment)


def test_the_same_occasion_is_told_once_to_each(scene):
    with scene.inside():
        assert len(tell([telling(scene.bob), telling(scene.bob), telling(scene.ada)])) == 2
        assert tell([telling(scene.bob)]) == []
    with scene.inside():
        assert tell([telling(scene.bob)]) == []
        assert Nudge.objects.count() == 2


def test_what_is_told_comes_back_as_it_is_stored(scene):
    with scene.inside():
        (one,) = tell([telling(scene.bob, params={"days": 3}, urgent=True)])
        assert Nudge.objects.values().get() == {
            f.attname: getattr(one, f.attname) for f in Nudge._meta.concrete_fields
        }


def test_a_person_hears_of_a_thing_once_a_day_and_of_trouble_always(scene):
    """Law 6; escalations and messages have lanes of their own."""
    with scene.inside():
        assert len(tell([telling(scene.bob, "a"), telling(scene.bob, "b")])) == 1
        assert tell([telling(scene.bob, "c")]) == []
        assert (
            len(tell([telling(scene.bob, "d", lane=ESCALATION), telling(scene.bob, "e", lane=MESSAGE)])) == 2
        )
        assert len(tell([telling(scene.bob, "f", subject_id=8)])) == 1
    with later(hours=24), scene.inside():
        assert len(tell([telling(scene.bob, "c")])) == 1


def test_what_rolls_back_was_never_told(scene):
    with pytest.raises(RuntimeError), scene.inside():
        tell([telling(scene.bob)])
        raise RuntimeError
    with scene.inside():
        assert len(tell([telling(scene.bob)])) == 1


def test_many_are_as_many_statements_as_few(scene):
    def asked(number: int) -> int:
        name = f"many-{number}"
        with scene.inside(), CaptureQueriesContext(connection) as captured:
            news = tell(
                telling(scene.bob, f"{name}-{n}", subject_kind=name, subject_id=n) for n in range(number)
            )
            assert len(news) == number
        return len([q for q in captured if "nudges" in q["sql"] or "notify" in q["sql"]])

    assert asked(5) == asked(500) <= 7


def test_two_workers_who_tell_the_same_tell_it_once(scene):
    """In whatever order: both wait for each other on the same keys, and neither is killed for it."""
    together, counts = threading.Barrier(2), []

    def work(order: int) -> None:
        try:
            with scene.inside():
                mine = [telling(scene.bob, str(n), subject_id=n) for n in range(200)][::order]
                together.wait(10)
                counts.append(len(tell(mine)))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(order,)) for order in (1, -1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(counts) == [0, 200]


def test_nobody_sees_another_ones(scene):
    with scene.inside():
        (one,) = tell([telling(scene.bob)])
        assert queries.get(scene.bob, one.key) == one
        with pytest.raises(NotFound):
            queries.get(scene.alice, one.key)
        assert not queries.inbox(scene.alice)


def test_done_and_back(scene):
    with scene.inside():
        (one,) = tell([telling(scene.bob)])
        assert verbs.finish([one]) == 1
        assert (queries.unread(scene.bob), list(queries.done(scene.bob))) == (0, [one])
        assert verbs.finish([one]) == 0
        assert verbs.reopen([one]) == 1
        assert list(queries.inbox(scene.bob)) == [one]


def test_a_snoozed_one_comes_back_unread_when_its_time_has_come(scene):
    with scene.inside():
        (one,) = tell([telling(scene.bob)])
        verbs.mark_read([one])
        verbs.snooze([one], clock.real() + timedelta(hours=2), " after the call ")
        assert (list(queries.inbox(scene.bob)), list(queries.snoozed(scene.bob))) == ([], [one])
    with later(hours=3), scene.inside():
        assert (list(queries.inbox(scene.bob)), queries.unread(scene.bob)) == ([one], 1)
        assert not queries.snoozed(scene.bob)


@pytest.mark.parametrize("hours", [-1, 0, 24 * 400])
def test_a_moment_that_can_not_be_waited_for(scene, hours):
    with scene.inside():
        made = tell([telling(scene.bob)])
        with pytest.raises(Invalid):
            verbs.snooze(made, clock.real() + timedelta(hours=hours))


def test_what_is_settled_leaves_the_reminders_only(scene):
    with scene.inside():
        tell(
            [
                telling(scene.bob, "a"),
                telling(scene.bob, "b", lane=MESSAGE),
                telling(scene.bob, "c", subject_id=8),
            ]
        )
        assert verbs.settle([("task", 7)]) == 1
        assert set(queries.inbox(scene.bob).values_list("occasion", flat=True)) == {"b", "c"}
