"""Who is told of a card's review, and when no longer."""

from __future__ import annotations

from datetime import timedelta

from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.rows import today
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Project
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .setting import build


def reviews():
    return [(row.owner_id, row.title) for row in Deadline.objects.filter(name="card.review")]


def test_a_review_is_promised_until_it_is_given_or_the_task_is_done(scene):
    with scene.inside():
        board = build(scene.alice)
        card = board.card(reviewer=scene.bob, review_on=today() + timedelta(days=3))
    with scene.inside():
        assert reviews() == [(scene.bob.pk, "Macros")]
        tasks.finish([Task.objects.get(pk=card.task_id)])
    with scene.inside():
        assert reviews() == []
        tasks.reopen([Task.objects.get(pk=card.task_id)])
    with scene.inside():
        assert len(reviews()) == 1
    with scene.inside(scene.bob):
        verbs.review_cards([queries.cards().get(pk=card.pk)], "changes")
    with scene.inside():
        assert reviews() == []


def test_a_board_that_goes_takes_its_cards_reviews_along(scene):
    with scene.inside():
        board = build(scene.alice)
        board.card(reviewer=scene.bob, review_on=today() + timedelta(days=3))
    with scene.inside():
        verbs.remove_projects([Project.objects.get(pk=board.project.pk)])
    with scene.inside():
        assert reviews() == []
        verbs.restore_projects([Project.objects.get(pk=board.project.pk)])
    with scene.inside():
        assert len(reviews()) == 1
