"""Cards against the database: made with their task, approved by their reviewer, hidden with their customer."""

from __future__ import annotations

import pytest

from handrail.kit.refusals import Invalid, NotAllowed, Refused
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .setting import build


def test_a_card_and_its_task_bear_one_name(scene):
    with scene.inside():
        board = build(scene.alice)
        card = board.card("Map the exceptions")
        assert (card.key, card.task.key) == ("map-the-exceptions", "map-the-exceptions")
        (task,) = tasks.add_tasks([Task(title="Cohort list")])
        (other,) = verbs.add_cards([Card(task=task, stage=board.stages[0])])
        assert (other.key, Task.objects.count()) == (task.key, 2)
        with pytest.raises(Invalid):
            verbs.add_cards([Card(task=task, stage=board.stages[1])])


def test_being_put_on_a_board_is_a_move_too(scene):
    with scene.inside():
        board = build(scene.alice)
        board.check(0, "checklist")
    with pytest.raises(Refused), scene.inside():
        board.card(stage=1)
    with scene.inside():
        assert not Task.objects.exists(), "the task was not made without its card"
        board.card(stage=1, checklist=[{"text": "Ask Jo", "done": True}])


def test_only_the_reviewer_approves_and_another_one_has_not_yet(scene):
    with scene.inside():
        board = build(scene.alice)
        card = board.card(reviewer=scene.bob)
        with pytest.raises(NotAllowed):
            verbs.review_cards([card], "approved")
        with pytest.raises(NotAllowed):
            board.card("Mine", reviewer=scene.bob, review="approved")
    with scene.inside(scene.bob):
        card = queries.cards().get(pk=card.pk)
        assert verbs.review_cards([card], "approved") == 1
    with scene.inside():
        card = queries.cards().get(pk=card.pk)
        verbs.edit_card(card, {"reviewer": scene.ada})
        assert card.review == "asked"


@pytest.mark.parametrize(
    "values",
    [{"checklist": ["x"]}, {"checklist": [{"text": "x", "done": "yes"}]}, {"labels": [1]}, {"labels": "x"}],
)
def test_what_has_another_shape_is_refused(scene, values):
    with scene.inside():
        board = build(scene.alice)
        with pytest.raises(Invalid):
            board.card(**values)


@pytest.mark.parametrize(
    ("kind", "params"),
    [
        ("nothing", {}),
        ("fields", {"fields": ["nothing"]}),
        ("fields", {}),
        ("checklist", {"most": 3}),
        ("decision", {"decision": "nowhere"}),
        ("metric", {"metric": ["x"]}),
        ("expression", {"expression": "crad.title == ''"}),
    ],
)
def test_a_check_that_would_hold_up_everything_is_refused(scene, kind, params):
    with scene.inside():
        board = build(scene.alice)
        with pytest.raises(Invalid):
            verbs.add_checks([Check(stage=board.stages[0], kind=kind, params=params)])


def test_a_customers_board_holds_that_customers_cards(scene):
    with scene.inside():
        ours, theirs = customers.add_customers([Customer(name="Ours"), Customer(name="Theirs")])
        (project,) = verbs.add_projects([Project(title="P", customer=ours)])
        (board,) = verbs.add_boards([Board(project=project, title="B")])
        (stage,) = verbs.add_stages([Stage(board=board, title="S")])
        (card,) = verbs.add_cards([Card(task=Task(title="Mine"), stage=stage)])
        assert card.task.customer_id == card.customer_id == stage.customer_id == ours.pk
        with pytest.raises(Invalid):
            verbs.add_cards([Card(task=Task(title="No", customer=theirs), stage=stage)])
        with pytest.raises(Invalid):
            tasks.edit_task(card.task, {"customer": theirs})


def test_a_card_is_hidden_with_the_customer_its_task_is_of_now(scene):
    with scene.inside():
        board = build(scene.alice)
        card = board.card()
        (secret,) = customers.add_customers([Customer(name="Secret", private=True)])
    with scene.inside(scene.bob):
        assert Card.objects.filter(pk=card.pk).exists()
    with scene.inside():
        tasks.edit_tasks([(Task.objects.get(pk=card.task_id), {"customer": secret})])
    with scene.inside(scene.bob):
        assert not Card.objects.filter(pk=card.pk).exists()
    with scene.inside():
        tasks.edit_task(Task.objects.get(pk=card.task_id), {"customer": None})
    with scene.inside(scene.bob):
        assert Card.objects.filter(pk=card.pk).exists()


def test_a_project_takes_its_boards_along_and_brings_them_back(scene):
    with scene.inside():
        board = build(scene.alice)
        card = board.card()
        (gone,) = verbs.add_boards([Board(project=board.project, title="Gone before")])
        verbs.remove_boards([gone])
    with scene.inside():
        verbs.remove_projects([Project.objects.get(pk=board.project.pk)])
        assert not queries.cards().exists()
        assert Task.objects.get(pk=card.task_id).removed_at is None, "a task needs no board"
    with scene.inside():
        verbs.restore_projects([Project.objects.get(pk=board.project.pk)])
        assert [row.title for row in queries.boards_of([board.project.pk])[board.project.pk]] == ["Launch"]
        assert queries.cards().count() == 1


def test_a_stage_with_cards_stays(scene):
    with scene.inside():
        board = build(scene.alice)
        board.card()
        with pytest.raises(Invalid):
            verbs.remove_stages([board.stages[0]])
        assert verbs.remove_stages([board.stages[1]]) == 1
        assert [stage.title for stage in queries.stages_of(board.board)] == ["Prep", "Launch"]
