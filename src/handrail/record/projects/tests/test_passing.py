"""A task comes again by one rule, wherever it stands: on a board its card has it, off the board the task."""

from __future__ import annotations

import pytest

from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.kit.refusals import Invalid
from handrail.record.projects import passing, verbs
from handrail.record.projects.models import Card
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

WEEKLY, DAILY = "FREQ=WEEKLY", "FREQ=DAILY"


@pytest.fixture
def board(scene):
    with scene.inside():
        return build(scene.alice)


@pytest.fixture
def task(scene):
    with scene.inside(scene.bob):
        return tasks.add_tasks([Task(title="Rota", owner=scene.bob, due_on=today(), recurs=WEEKLY)])[0]


def rules() -> tuple[str, str]:
    """(the task's, its card's)."""
    card = Card.objects.filter(removed_at=None, task__title="Rota").first()
    return Task.objects.filter(title="Rota").earliest("pk").recurs, card.recurs if card else "-"


def put(board, **more) -> Card:
    card = Card(task=Task.objects.get(title="Rota"), stage=board.stages[0], **more)
    return verbs.add_cards([card])[0]


def test_the_rule_goes_on_the_board_with_its_task_and_off_it_again(scene, board, task):
    with scene.inside(scene.bob):
        card = put(board)
        assert rules() == ("", WEEKLY)
        verbs.remove_cards([card])
        assert rules() == (WEEKLY, "-")
        tasks.edit_task(Task.objects.get(pk=task.pk), {"recurs": DAILY})
        verbs.restore_cards([Card.objects.get(pk=card.pk)])
        assert rules() == ("", DAILY), "what was said since counts"
        verbs.remove_cards([Card.objects.get(pk=card.pk)])
        tasks.finish([Task.objects.get(pk=task.pk)])
        assert Task.objects.filter(state="open", recurs=DAILY).count() == Task.objects.count() - 1 == 1
        assert Card.objects.filter(removed_at=None).count() == 0, "it comes again where it stood"


def test_what_is_said_of_the_card_counts(scene, board, task):
    with scene.inside(scene.bob):
        put(board, recurs="rrule:freq=daily")
        assert rules() == ("", DAILY)


def test_a_new_task_with_a_rule_and_its_card(scene, board):
    with scene.inside(scene.bob):
        verbs.add_cards([Card(task=Task(title="Rota", recurs=WEEKLY), stage=board.stages[0])])
        assert rules() == ("", WEEKLY)


def test_on_a_board_it_does_not_come_twice(scene, board, task):
    with scene.inside(scene.bob):
        put(board)
        tasks.finish([Task.objects.get(pk=task.pk)])
        assert (Task.objects.count(), Card.objects.count()) == (2, 2)
        assert Card.objects.latest("pk").recurs == WEEKLY and not Task.objects.exclude(recurs="").exists()


@pytest.mark.parametrize("of_card", ["", DAILY])
def test_a_task_that_was_given_a_rule_while_it_was_put_on_a_board_goes_on_as_one_card(
    scene, board, task, of_card
):
    with scene.inside(scene.bob):
        card = put(board)
        Card.objects.filter(pk=card.pk).update(recurs=of_card)
        Task.objects.filter(pk=task.pk).update(recurs=WEEKLY)
        row = Task.objects.get(pk=task.pk)
        tasks.edit_task(row, {"state": "done"})
        assert (Task.objects.count(), Card.objects.count()) == (2, 2)
        assert Card.objects.latest("pk").recurs == (of_card or WEEKLY)
        assert not Task.objects.exclude(recurs="").exists()
        assert row.revision == Task.objects.get(pk=task.pk).revision


def test_another_rule_is_said_of_the_card_and_the_same_is_no_change(scene, board, task):
    with scene.inside(scene.bob):
        put(board)
        row = Task.objects.get(pk=task.pk)
        assert not tasks.edit_task(row, {"recurs": "rrule:freq=weekly"})
        assert not tasks.edit_task(row, {"recurs": ""})
        with pytest.raises(Invalid, match="“Rota” stands on a board"):
            tasks.edit_task(row, {"recurs": DAILY})
        with pytest.raises(Invalid, match="“Rota” stands on a board"):
            tasks.edit_tasks([(row, {"recurs": DAILY, "text": "More"})])
        assert rules() == ("", WEEKLY)
        assert passing.rules_of([row.pk]) == {row.pk: WEEKLY}


@pytest.mark.parametrize("way", ["put", "taken off", "brought back"])
def test_each_way_is_taken_back_and_done_again(scene, board, task, way):
    with scene.inside(scene.bob):
        card = put(board) if way != "put" else None
        if way == "brought back":
            verbs.remove_cards([card])
        before = rules()
    with scene.inside(scene.bob) as scope:
        if card is None:
            put(board)
        elif way == "taken off":
            verbs.remove_cards([Card.objects.get(pk=card.pk)])
        else:
            verbs.restore_cards([Card.objects.get(pk=card.pk)])
        batch, after = scope.batch, rules()
    assert before != after
    for then in (before, after):
        with scene.inside(scene.bob) as scope:
            undoing.undo(batch)
            batch = scope.batch
            assert rules() == then


def test_a_board_that_is_gone_carries_nothing_on_and_its_task_may_come_again_by_itself(scene, board, task):
    with scene.inside():
        put(board)
        verbs.remove_boards([board.board])
        row = Task.objects.get(pk=task.pk)
        assert passing.card_of(row) is None
        tasks.edit_task(row, {"recurs": DAILY})
        tasks.finish([row])
        assert Task.objects.get(state="open").recurs == DAILY
