"""A board that is removed takes its cards with it, and brings back what has not gone elsewhere since."""

from __future__ import annotations

import pytest

from handrail.house.ledger import undoing
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import verbs
from handrail.record.projects.models import Board, Card, Project
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .setting import build

WAYS = {
    "board": (Board, verbs.remove_boards, verbs.restore_boards),
    "project": (Project, verbs.remove_projects, verbs.restore_projects),
}


def on(board: Board) -> list[str]:
    rows = Card.objects.filter(board=board, removed_at=None).order_by("pk")
    return list(rows.values_list("task__title", flat=True))


@pytest.mark.parametrize("what", WAYS)
def test_its_cards_go_and_come_back_with_it(scene, what):
    model, remove, restore = WAYS[what]
    with scene.inside():
        (private,) = customers.add_customers([Customer(name="Hush", owner=scene.alice, private=True)])
        one, other = build(scene.bob), build(scene.bob)
        moved = one.card("Goes elsewhere", recurs="FREQ=WEEKLY").task
        off = one.card("Taken off before")
        one.card("Stays"), one.card("Hidden", customer=private)
        verbs.remove_cards([off])
        gone = one.board if what == "board" else one.project
    with scene.inside(scene.bob) as scope:
        assert remove([model.objects.get(pk=gone.pk)]) == 1, "cards are told apart from what was asked for"
        batch = scope.batch
    with scene.inside():
        assert on(one.board) == []
    with scene.inside(scene.bob):
        undoing.undo(batch)
    with scene.inside():
        assert on(one.board) == ["Goes elsewhere", "Stays", "Hidden"]
        remove([model.objects.get(pk=gone.pk)])
        tasks.edit_task(moved, {"state": "done"})
        assert Task.objects.filter(title="Goes elsewhere").count() == 1, "nothing comes again on it"
        verbs.add_cards([Card(task=Task.objects.get(pk=moved.pk), stage=other.stages[0])])
    with scene.inside(scene.bob):
        restore([model.objects.get(pk=gone.pk)])
    with scene.inside():
        assert on(one.board) == ["Stays", "Hidden"]
        assert on(other.board) == ["Goes elsewhere"]
