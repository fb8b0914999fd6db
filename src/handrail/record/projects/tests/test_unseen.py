"""A board on which a card of a private customer stands: its rules hold alike for who may see it and who may not."""

from __future__ import annotations

from typing import Any

import pytest

from handrail.kit.refusals import Invalid, Refused
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.projects import gates, queries, verbs
from handrail.record.projects.models import Card, Stage

from .setting import Setting, build


def with_a_secret(scene: Any) -> tuple[Setting, Card, Card]:
    """A card in the second stage that Bob may not see, and one in the first that waits for it."""
    (private,) = customers.add_customers([Customer(name="Hush", owner=scene.alice, private=True)])
    board = build(scene.bob)
    secret = board.card("Secret merger", 1, customer=private)
    return board, secret, board.card("Open", blocked_by=[secret.key])


@pytest.mark.parametrize("who", ["alice", "bob"])
def test_what_one_may_not_see_holds_a_card_up_takes_its_room_and_keeps_its_stage(scene, who):
    with scene.inside():
        board, _secret, card = with_a_secret(scene)
        board.check(0, "order")
        verbs.edit_stage(board.stages[1], {"most": 1})
    member = getattr(scene, who)
    with pytest.raises(Refused) as refusal, scene.inside(member):
        verbs.move_cards([queries.cards().get(pk=card.pk)], board.stages[1])
    failed = [verdict for verdict in refusal.value.checks if not verdict.passed]
    with scene.inside(member):
        said = [gates.said(verdict).reason for verdict in failed]
    assert len(failed) == 2, "what it waits for, and the room"
    if who == "bob":
        assert said[0] == "Not done yet: …. You may not see 1 of them."
    else:
        assert said[0] == "Not done yet: Secret merger."
    with pytest.raises(Invalid) as kept, scene.inside(member):
        verbs.remove_stages([Stage.objects.get(pk=board.stages[1].pk)])
    assert ("Secret" in repr((failed, said, kept.value.problems))) is (who == "alice")
