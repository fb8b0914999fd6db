"""Who leaves: what others wait for them for, beside what they own, goes to who takes over, or is free to be named."""

from __future__ import annotations

import pytest

from handrail.house.people import books, leaving
from handrail.house.workspaces.models import Member
from handrail.record.projects import verbs
from handrail.record.projects.models import Card, Project
from handrail.record.projects.tests.setting import build
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.models import Announcement


@pytest.mark.parametrize("receiver", ["ada", None])
def test_places_change_hands_are_freed_and_come_back(scene, receiver):
    with scene.inside():
        board = build(scene.alice)
        verbs.edit_project(board.project, {"post_launch_owner": scene.bob})
        card = board.card(owner=scene.alice, reviewer=scene.bob, context_owner=scene.bob)
        approved = board.card("Approved", reviewer=scene.bob)
        done = rollout.add_announcements(
            [
                Announcement(project=board.project, title="Soon", owner=scene.alice, answers=scene.bob),
                Announcement(project=board.project, title="Never", answers=scene.bob, state="dropped"),
            ]
        )
    with scene.inside(scene.bob):
        verbs.review_cards([Card.objects.get(pk=approved.pk)], "approved")

    def places() -> list[int | None]:
        with scene.inside():
            row, project = Card.objects.get(pk=card.pk), Project.objects.get()
            soon = Announcement.objects.get(pk=done[0].pk)
            return [row.reviewer_id, row.context_owner_id, project.post_launch_owner_id, soon.answers_id]

    to = getattr(scene, receiver) if receiver else None
    with scene.inside():
        bob = Member.objects.get(pk=scene.bob.pk)
        assert books.look(bob).kinds["card.reviewer"] == 1
        handover = leaving.leave(bob, books.Wishes(to=to, kinds={"card.context_owner": scene.alice}))
    assert places() == [to and to.pk, scene.alice.pk, to and to.pk, to and to.pk]
    with scene.inside():
        assert Card.objects.get(pk=approved.pk).review == "approved", "what was said stays, and who said it"
        assert Announcement.objects.get(title="Never").answers_id == scene.bob.pk
        leaving.rejoin(Member.objects.get(pk=scene.bob.pk))
        assert not books.give_back(type(handover).objects.get(pk=handover.pk)).kept
    assert places() == [scene.bob.pk] * 4
