from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from handrail.kit import clock
from handrail.record.tasks import queries, verbs
from handrail.record.tasks.models import Task

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def task(scene):
    with clock.frozen(TODAY), scene.inside():
        yield verbs.add_tasks([Task(title="Call Jo", owner=scene.bob, due_on=date(2026, 11, 25))])[0]


def test_finishing_and_opening_again(task):
    assert verbs.finish([task]) == 1
    assert (task.state, task.done_on) == ("done", date(2026, 11, 21))
    assert verbs.finish([task]) == 0
    assert verbs.reopen([task]) == 1
    assert (task.state, task.done_on) == ("open", None)


def test_saying_done_again_does_not_move_the_day(task):
    verbs.edit_task(task, {"state": "done", "done_on": date(2026, 11, 3)})
    assert not verbs.edit_task(task, {"state": "done"})
    assert task.done_on == date(2026, 11, 3)


def test_open_tasks_are_those_of_one_member_by_day(scene, task):
    (sooner, _other) = verbs.add_tasks(
        [
            Task(title="Sooner", owner=scene.bob, due_on=date(2026, 11, 22)),
            Task(title="Hers", owner=scene.alice),
        ]
    )
    assert list(queries.open_tasks(scene.bob)) == [sooner, task]
    verbs.finish([sooner])
    assert list(queries.open_tasks(scene.bob)) == [task]
