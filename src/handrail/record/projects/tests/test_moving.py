"""Moving cards against the database: whole or not at all, and what is kept of it."""

from __future__ import annotations

import pytest

from handrail.house.ledger import undoing
from handrail.house.ledger.models import Event
from handrail.kit.refusals import Invalid, NotAllowed, Refused
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Card, Move

from .setting import build


def where(card):
    return Card.objects.select_related("stage").get(pk=card.pk).stage.title


def titles(stage):
    return [str(card) for card in queries.cards_of(stage)]


def test_order_is_kept_by_one_row(scene):
    with scene.inside():
        board = build(scene.alice)
        a, b, c = (board.card(name) for name in "abc")
        verbs.move_cards([c], board.stages[0], before=a)
        verbs.move_cards([a], board.stages[0], after=b)
        assert titles(board.stages[0]) == ["c", "b", "a"]
        d = board.card("d")
        verbs.move_cards([d, a], board.stages[0], after=c)
        assert titles(board.stages[0]) == ["c", "d", "a", "b"]


def test_cards_with_the_same_rank_are_gone_behind_together(scene):
    """Two people dropped at the same place in the same moment."""
    with scene.inside():
        board = build(scene.alice)
        a, b, c = (board.card(name) for name in "abc")
        verbs.edit_cards([(b, {"rank": a.rank})])
        verbs.move_cards([c], board.stages[0], after=a)
        assert titles(board.stages[0]) == ["a", "b", "c"]


def test_a_refused_move_leaves_nothing_but_the_attempt(scene):
    with scene.inside():
        board = build(scene.alice)
        board.check(0, "checklist")
        card = board.card(checklist=[{"text": "Ask Jo", "done": False}])
    with pytest.raises(Refused) as refusal, scene.inside(scene.bob):
        verbs.edit_card(card, {"track": "support"})
        verbs.move_cards([Card.objects.get(pk=card.pk)], board.stages[1])
    assert "“Macros” can not go to “Enablement” yet: 0 of 1 checks hold." in refusal.value.message
    with scene.inside():
        assert where(card) == "Prep"
        assert Card.objects.get(pk=card.pk).track == ""
        [move] = queries.moves_of(card)
        assert (move.passed, move.by_id, move.goes_id) == (False, scene.bob.pk, board.stages[1].pk)
        assert [(check["code"], check["passed"]) for check in move.checks] == [("card.checklist", False)]


def test_the_answers_belong_to_one_attempt(scene):
    with scene.inside():
        board = build(scene.alice)
        board.check(0, "checklist")
        card = board.card(checklist=[{"text": "Ask Jo", "done": False}])
        with pytest.raises(Refused):
            verbs.move_cards([card], board.stages[1])
    with scene.inside():
        card = queries.cards().get(pk=card.pk)
        verbs.tick(card, 0, True)
        verbs.move_cards([card], board.stages[1])
    with scene.inside():
        assert [move.passed for move in queries.moves_of(card)] == [True, False]


def test_many_are_judged_whole_before_anything_moves(scene):
    with scene.inside():
        board = build(scene.alice)
        board.check(0, "fields", fields=["next_action"])
        ready, bare = board.card("Ready", next_action="Call Jo"), board.card("Bare")
        with pytest.raises(Refused) as refusal:
            verbs.move_cards([ready, bare], board.stages[1])
        assert set(refusal.value.of) == {"bare"}
        assert "1 of 2 cards can not go to “Enablement”" in refusal.value.message
        assert titles(board.stages[0]) == ["Ready", "Bare"]


def test_only_the_workflow_owner_lets_a_card_through_and_says_why(scene):
    with scene.inside():
        board = build(scene.ada)
        board.check(0, "review")
        card = board.card()
    with pytest.raises(NotAllowed), scene.inside(scene.bob):
        verbs.move_cards([queries.cards().get(pk=card.pk)], board.stages[1], override=True, reason="Hurry")
    with pytest.raises(Invalid), scene.inside(scene.ada):
        verbs.move_cards([queries.cards().get(pk=card.pk)], board.stages[1], override=True, reason=" ")
    with scene.inside(scene.ada):
        verbs.move_cards(
            [queries.cards().get(pk=card.pk)], board.stages[1], override=True, reason="Pilot is tomorrow"
        )
    with scene.inside():
        [move] = [m for m in queries.moves_of(card) if m.passed]
        assert (move.overridden, move.reason, move.by_id) == (True, "Pilot is tomorrow", scene.ada.pk)
        moved = Event.objects.get(subject_kind="card", subject_id=card.pk, kind="card.moved")
        assert (moved.cause, moved.actor_id) == ("Pilot is tomorrow", scene.ada.pk)


def test_an_override_of_what_would_pass_anyway_is_no_override(scene):
    with scene.inside(scene.bob):
        board = build(scene.alice)
        card = board.card()
        assert verbs.move_cards([card], board.stages[1], override=True) == 1
        assert not Move.objects.filter(overridden=True).exists()


def test_a_full_stage(scene):
    with scene.inside():
        board = build(scene.alice)
        verbs.edit_stage(board.stages[1], {"most": 1})
        first, second = board.card("First"), board.card("Second")
        with pytest.raises(Refused):
            verbs.move_cards([first, second], board.stages[1])
        verbs.move_cards([first], board.stages[1])
        with pytest.raises(Refused):
            verbs.move_cards([second], board.stages[1])
        verbs.move_cards([first], board.stages[1])


def test_going_back_takes_a_reason_and_taking_back_does_not(scene):
    with scene.inside():
        board = build(scene.alice)
        card = board.card()
    with scene.inside() as scope:
        verbs.move_cards([queries.cards().get(pk=card.pk)], board.stages[1])
        batch = scope.batch
    with pytest.raises(Refused), scene.inside():
        verbs.move_cards([queries.cards().get(pk=card.pk)], board.stages[0])
    with scene.inside():
        undoing.undo(batch)
        assert where(card) == "Prep"
    with scene.inside():
        verbs.move_cards([queries.cards().get(pk=card.pk)], board.stages[2])
        verbs.move_cards([queries.cards().get(pk=card.pk)], board.stages[0], reason="Wrong price")
        assert queries.moves_of(card)[0].reason == "Wrong price"


def test_an_undo_does_not_go_past_a_check(scene):
    """Taking a way back back is a move on, and asked for what a move on is asked for."""
    with scene.inside():
        board = build(scene.alice, backwards="free")
        card = board.card()
        verbs.move_cards([card], board.stages[1])
    with scene.inside() as scope:
        verbs.move_cards([queries.cards().get(pk=card.pk)], board.stages[0])
        batch = scope.batch
    with scene.inside():
        board.check(0, "checklist")
    with pytest.raises(Refused), scene.inside():
        undoing.undo(batch)
    with scene.inside():
        assert where(card) == "Prep"


def test_a_card_does_not_go_to_another_board(scene):
    with scene.inside():
        one, other = build(scene.alice), build(scene.alice)
        card = one.card()
        with pytest.raises(Invalid):
            verbs.move_cards([card], other.stages[1])
        with pytest.raises(Invalid):
            verbs.edit_card(card, {"stage": other.stages[1]})


def test_a_check_is_tried_against_the_cards_that_are_there(scene):
    with scene.inside():
        board = build(scene.alice)
        check = board.check(0, "fields", fields=["due_on"])
        verbs.edit_check(check, {"on": False})
        board.card("First")
        board.card("Second")
        blocked = queries.would_block(check)
        assert [(str(card), verdict.passed) for card, verdict in blocked] == [
            ("First", False),
            ("Second", False),
        ]
        assert verbs.move_cards([blocked[0][0]], board.stages[1]) == 1, "it is not switched on"
