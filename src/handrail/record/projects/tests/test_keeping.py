"""Who may change what a board asks, and whose approval counts for which attempt."""

from __future__ import annotations

import pytest

from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.house.people import books
from handrail.kit.refusals import Invalid, NotAllowed, Refused
from handrail.record.projects import queries, verbs
from handrail.record.projects.models import Board, Card, Check, Project, Stage
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task


@pytest.fixture
def gated(scene):
    """A board of Alice's; Bob's card waits before a review."""
    with scene.inside():
        board = build(scene.alice)
        board.check(0, "review")
        board.card(owner=scene.bob, reviewer=scene.ada)
    return board


WAYS_IN = {
    "turn the board": lambda bob: verbs.edit_board(Board.objects.get(), {"backwards": "free"}),
    "own the board": lambda bob: verbs.edit_boards([(Board.objects.get(), {"owner": bob})]),
    "empty the board": lambda bob: verbs.edit_board(Board.objects.get(), {"owner_gap": "left"}),
    "sign off": lambda bob: verbs.edit_project(Project.objects.get(), {"owner_id": bob.pk}),
    "widen a stage": lambda bob: verbs.edit_stage(Stage.objects.get(title="Launch"), {"most": 9}),
    "lose a stage": lambda bob: verbs.remove_stages([Stage.objects.get(title="Launch")]),
    "switch off": lambda bob: verbs.edit_check(Check.objects.get(), {"on": False}),
    "ask less": lambda bob: verbs.edit_checks([(Check.objects.get(), {"kind": "checklist"})]),
    "take off": lambda bob: verbs.remove_checks([Check.objects.get()]),
}


def test_no_member_opens_a_gate_that_others_keep(scene, gated):
    for name, way in WAYS_IN.items():
        with pytest.raises(NotAllowed, match="administrator"), scene.inside(scene.bob):
            way(scene.bob)
            pytest.fail(f"Bob could: {name}")
    with scene.inside(
        scene.bob
    ):  # what opens nothing is everybody's, and so is a form that sends what is there
        verbs.edit_stage(
            Stage.objects.get(title="Launch"), {"title": "Live", "most": None, "owner": scene.bob}
        )
        verbs.edit_board(Board.objects.get(), {"title": "Ours", "owner": scene.alice, "skipping": "ask"})
    page = scene.client(scene.bob).get(f"{scene.url}stages/{gated.stages[0].key}/").content.decode()
    assert "administrators change these rules" in page
    assert "Switch off" not in page
    with scene.inside(scene.alice):
        books.hand_over(scene.alice, books.Wishes(to=scene.bob), reason="Holidays")
    with scene.inside(scene.bob):
        verbs.edit_check(Check.objects.get(), {"on": False})  # it is his to keep
        verbs.edit_board(Board.objects.get(), {"owner": None, "owner_gap": "nobody"})
    with scene.inside(scene.bob):  # nobody keeps it: somebody has to begin
        verbs.edit_board(Board.objects.get(), {"owner": scene.bob, "skipping": "free"})


def test_nobody_reviews_their_own_work_or_names_themselves(scene, gated):
    with scene.inside(scene.ada):
        tasks.edit_task(gated.card("Other", reviewer=scene.alice).task, {"owner": scene.ada})
    for key, reviewer in (("other", "bob"), ("macros", "bob")):
        with pytest.raises(Invalid), scene.inside(scene.bob):
            verbs.edit_card(queries.cards().get(key=key), {"reviewer": getattr(scene, reviewer)})
    with pytest.raises(Invalid), scene.inside(scene.ada):
        verbs.edit_card(queries.cards().get(key="macros"), {"reviewer_id": scene.bob.pk})
    with pytest.raises(Invalid), scene.inside(scene.bob):
        gated.card("Mine", reviewer=scene.bob)
    with scene.inside(scene.ada):  # named by others, and only then the owner
        verbs.edit_card(queries.cards().get(key="other"), {"reviewer": scene.bob})
        tasks.edit_task(queries.cards().get(key="other").task, {"owner": scene.bob})
    with pytest.raises(NotAllowed), scene.inside(scene.bob):
        verbs.review_cards([queries.cards().get(key="other")], "approved")
    with scene.inside():
        assert not Card.objects.filter(review="approved").exists()


def test_an_approval_is_one_stages_and_one_persons(scene):
    with scene.inside():
        board = build(scene.alice, backwards="free")
        for stage in (0, 1):
            board.check(stage, "review")
        board.card(reviewer=scene.bob)

    def card():
        return queries.cards().get(key="macros")

    with pytest.raises(NotAllowed), scene.inside(scene.bob):
        verbs.edit_card(card(), {"reviewer": scene.ada, "review": "approved"})
    with scene.inside(scene.bob):
        verbs.review_cards([card()], "approved")
    with scene.inside() as scope:
        verbs.edit_card(
            card(), {"stage": board.stages[1], "review": "approved"}
        )  # a form sends what is there
        moved = scope.batch
    with pytest.raises(Refused), scene.inside():
        assert card().review == "asked"
        verbs.move_cards([card()], board.stages[2])
    with scene.inside():  # what counted there counts there again
        undoing.undo(moved)
        assert (card().stage.title, card().review) == ("Prep", "approved")
        verbs.edit_card(card(), {"reviewer": scene.ada, "review": "approved"})
        assert card().review == "asked", "Ada has not looked at it"


def test_off_the_board_and_on_again_goes_past_nothing(scene):
    with scene.inside():
        board = build(scene.alice, skipping="free", backwards="never")
        board.check(0, "checklist")
        verbs.edit_stage(board.stages[2], {"most": 1})
        waits, last = board.card("Waits"), board.card("Last", stage=2)

    def again(title, stage):
        task = Task.objects.get(title=title)
        return verbs.add_cards([Card(task=task, stage=Stage.objects.get(pk=board.stages[stage].pk))])

    with scene.inside():
        verbs.remove_cards([waits, last])
    with pytest.raises(Refused) as refusal, scene.inside():
        again("Waits", 1)
    assert [verdict.code for verdict in refusal.value.checks] == ["card.checklist"]
    with pytest.raises(Refused) as refusal, scene.inside():
        again("Last", 0)
    assert [verdict.code for verdict in refusal.value.checks] == ["board.back_never"]
    with scene.inside():
        board.card("Takes its place", stage=2)
    for way in (lambda: again("Last", 2), lambda: verbs.restore_cards([Card.objects.get(pk=last.pk)])):
        with pytest.raises(Refused) as refusal, scene.inside():
            way()
        assert [verdict.code for verdict in refusal.value.checks] == ["board.room"]
    with scene.inside():
        again("Waits", 0)
        verbs.remove_cards([Card.objects.get(key="takes-its-place")])
        assert verbs.restore_cards([Card.objects.get(pk=last.pk)]) == 1


def test_what_comes_again_holds_up_nobody(scene):
    """The first stage is full and asks for what the next card has not: the one before is done all the same."""
    with scene.inside():
        board = build(scene.alice)
        card = board.card("Weekly", due_on=today(), recurs="FREQ=WEEKLY")
        board.card("Beside")
        board.check(0, "checklist", "enter")
        verbs.edit_stage(board.stages[0], {"most": 1})
    with scene.inside():
        tasks.finish([Task.objects.get(pk=card.task_id)])
    with scene.inside():
        assert Task.objects.get(pk=card.task_id).state == "done"
        first = queries.cards_of(board.stages[0])
        assert [(row.task.title, row.task.state) for row in first] == [
            ("Weekly", "done"), ("Beside", "open"), ("Weekly", "open"),
        ]  # fmt: skip


def test_only_keepers_build_on_a_board_or_tear_it_down(scene, gated):
    """What a board consists of is its keepers', by verb, by page and by program; who makes a board furnishes it."""
    fields = [{"name": "region", "label": "Region", "kind": "text"}]
    ways = {
        "a stage": lambda: verbs.add_stages([Stage(board=Board.objects.get(), title="Side door")]),
        "a check": lambda: verbs.add_checks([Check(stage=Stage.objects.first(), kind="checklist")]),
        "a field": lambda: verbs.edit_board(Board.objects.get(), {"card_fields": fields}),
        "its end": lambda: verbs.remove_boards([Board.objects.get()]),
        "the project's end": lambda: verbs.remove_projects([Project.objects.get()]),
    }
    for name, way in ways.items():
        with pytest.raises(NotAllowed, match="or removes it"), scene.inside(scene.bob):
            way()
            pytest.fail(f"Bob could make {name}")
    board, bob = f"{scene.url}boards/{gated.board.key}/", scene.client(scene.bob)
    page = bob.get(board).content.decode() + bob.get(f"{board}rules/").content.decode()
    page += bob.get(f"{scene.url}stages/{gated.stages[0].key}/").content.decode()
    for words in ("Add the stage", "Add a field", "Add a check"):
        assert words not in page
    for path in ("stages/", "fields/", "remove/"):
        assert bob.post(f"{board}{path}", {"title": "X", "label": "X"}).status_code == 403
    with scene.inside(scene.bob):  # somebody else's to keep, from the next day on
        (made,) = verbs.add_boards([Board(project=gated.project, title="For Alice", owner=scene.alice)])
        verbs.add_stages([Stage(board=made, title="Prep")])
    with pytest.raises(NotAllowed), scene.inside(scene.bob):
        verbs.add_stages([Stage(board=Board.objects.get(pk=made.pk), title="Later")])
    with scene.inside(scene.alice) as scope:
        verbs.remove_boards([Board.objects.get(pk=gated.board.pk)])
        gone = scope.batch
    with scene.inside(scene.alice):
        undoing.undo(gone)
        assert queries.cards().count() == 1
    with scene.inside(scene.ada):
        verbs.add_stages([Stage(board=Board.objects.get(pk=gated.board.pk), title="Side door")])
        verbs.add_checks([Check(stage=Stage.objects.get(title="Side door"), kind="checklist")])
