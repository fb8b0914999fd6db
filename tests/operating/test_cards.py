"""`handrail cards move`, as it is called."""

from __future__ import annotations

import json

import pytest

from handrail.cli import cards
from handrail.kit.refusals import NotAllowed, NotFound
from handrail.record.projects import queries
from handrail.record.projects.models import Card, Move
from handrail.record.projects.tests.setting import build


def test_cards_move_by_command_and_every_answer_is_told(scene, capsys):
    with scene.inside():
        board = build(scene.alice)
        board.check(0, "checklist")
        ready = board.card("Ready", checklist=[{"text": "Ask Jo", "done": True}])
        bare = board.card("Bare")
    asked = ["move", ready.key, bare.key, "--to", "enablement", "-w", scene.workspace.slug]

    assert cards.main([*asked, "--format", "json"]) == 1
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert told["moved"] == 0
    assert [(c["code"], c["passed"]) for c in told["refused"]["bare"]] == [("card.checklist", False)]
    assert told["refused"]["bare"][0]["fix"]
    assert "1 of 2 cards can not go" in err
    with scene.inside():
        assert not Card.objects.filter(stage=board.stages[1]).exists(), "none of them moved"
        assert Move.objects.filter(card=bare, passed=False).exists(), "the attempt is kept"

    assert cards.main(["move", ready.key, "--to", board.stages[1].key, "-w", scene.workspace.slug]) == 0
    through = ["move", bare.key, "--to", "Enablement", "-w", scene.workspace.slug, "--let-through"]
    with pytest.raises(NotAllowed):
        cards.main([*through, "--why", "Hurry", "--by", scene.bob.email])
    assert cards.main([*through, "--why", "Pilot is tomorrow", "--by", scene.alice.email]) == 0
    with scene.inside():
        assert [str(card) for card in queries.cards_of(board.stages[1])] == ["Ready", "Bare"]
        assert Move.objects.get(card=bare, overridden=True).by_id == scene.alice.pk


def test_what_is_not_there_and_who_may_not(scene):
    with scene.inside():
        card = build(scene.alice).card()
    to = ["--to", "Enablement", "-w", scene.workspace.slug]
    with pytest.raises(NotFound, match="no card “nothing”"):
        cards.main(["move", "nothing", *to])
    with pytest.raises(NotFound, match="no stage “Elsewhere”"):
        cards.main(["move", card.key, "--to", "Elsewhere", "-w", scene.workspace.slug])
    with pytest.raises(NotFound, match="is not a member"):
        cards.main(["move", card.key, *to, "--by", "nobody@example.com"])
    with pytest.raises(NotAllowed):
        cards.main(["move", card.key, *to, "--by", scene.gita.email])
