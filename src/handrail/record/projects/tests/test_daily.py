"""Cards as a team uses them: what comes first, what comes again, what a board asks beside, many at once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from handrail.house.ledger import undoing
from handrail.house.ledger.rows import today
from handrail.house.people import books, leaving
from handrail.kit.refusals import Invalid, Refused
from handrail.record.projects import own, queries, verbs
from handrail.record.projects.models import Board, Card, Stage
from handrail.record.projects.tests.setting import build
from handrail.record.tasks import repeating
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

FIELDS = [
    {"name": "region", "label": "Region", "kind": "choice", "choices": ["North", "South"]},
    {"name": "seats", "label": "Seats", "kind": "number"},
    {"name": "live_on", "label": "Live on", "kind": "date"},
]


@pytest.fixture
def board(scene):
    with scene.inside():
        return build(scene.alice)


# -- what comes first ---------------------------------------------------------------------------------------


def test_no_card_waits_for_itself_by_any_detour(scene, board):
    with scene.inside():
        a, b, c = (board.card(title) for title in "ABC")
        verbs.edit_card(a, {"blocked_by": ["b"]})
        verbs.edit_card(b, {"blocked_by": ["c"]})
        for wrong in (["a"], ["b", "a"], ["c"], ["nowhere"], "b", [7]):
            with pytest.raises(Invalid):
                verbs.edit_card(c, {"blocked_by": wrong})
            c = Card.objects.get(pk=c.pk)
        assert c.blocked_by == []
        with pytest.raises(Invalid):  # neither of the two closes the circle alone
            verbs.edit_cards(
                [(b, {"blocked_by": []}), (c, {"blocked_by": ["a"]}), (a, {"blocked_by": ["c"]})]
            )


def test_a_stage_may_ask_that_what_comes_first_is_done(scene, board):
    with scene.inside():
        board.check(0, "order")
        first, second = board.card("First"), board.card("Second")
        verbs.edit_card(second, {"blocked_by": ["first"]})
        assert [str(card) for card in queries.behind(first)] == ["Second"]
        with pytest.raises(Refused) as refusal:
            verbs.move_cards([second], board.stages[1])
        assert refusal.value.checks[0].params["left"] == "First"
        tasks.finish([first.task])
        assert verbs.move_cards([Card.objects.get(key="second")], board.stages[1]) == 1


# -- what comes again ---------------------------------------------------------------------------------------


def test_the_next_card_is_made_once_when_this_one_is_done_and_taken_back_with_it(scene, board):
    with scene.inside(scene.bob):
        due = today() - timedelta(days=15)
        points = [{"text": "Ask Jo", "done": True}]
        card = board.card("Weekly", due_on=due, owner=scene.bob, checklist=points, labels=["pilot"])
        verbs.edit_card(card, {"recurs": "rrule:freq=weekly;count=3"})
    with scene.inside(scene.bob) as scope:
        task = Task.objects.get(key="weekly")
        tasks.edit_task(task, {"state": "done"})
        batch = scope.batch
    with scene.inside(scene.bob):
        old, new = Card.objects.order_by("pk").select_related("task", "stage")
        assert (old.recurs, new.recurs) == ("", "FREQ=WEEKLY;COUNT=2")
        assert new.task.due_on == due + timedelta(days=21)  # what was missed is not made up for
        assert (new.task.owner_id, new.labels, new.checklist) == (
            scene.bob.pk, ["pilot"], [{"text": "Ask Jo", "done": False}],
        )  # fmt: skip
        tasks.reopen([Task.objects.get(key="weekly")])
        tasks.finish([Task.objects.get(key="weekly")])
        assert Card.objects.count() == 2
        tasks.edit_task(new.task, {"title": "Weekly rota"})
    with scene.inside(scene.bob):
        assert batch
        for rule in ("FREQ=HOURLY", "weekly", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;\nX=1", *ENDLESS):
            with pytest.raises(Invalid, match="does not say when it comes again"):
                verbs.edit_card(Card.objects.get(pk=new.pk), {"recurs": rule})


def test_taking_back_that_it_is_done_takes_the_next_card_back(scene, board):
    with scene.inside(scene.bob):
        card = board.card("Daily", due_on=today(), owner=scene.bob)
        verbs.edit_card(card, {"recurs": "FREQ=DAILY"})
    with scene.inside(scene.bob) as scope:
        tasks.edit_task(Task.objects.get(key="daily"), {"state": "done"})
        batch = scope.batch
    with scene.inside(scene.bob):
        undoing.undo(batch)
    with scene.inside(scene.bob):
        left = Card.objects.get(removed_at=None)
        assert (left.key, left.recurs, left.task.state) == ("daily", "FREQ=DAILY", "open")


def test_a_rule_that_was_kept_before_they_were_read_strictly_keeps_nobody_waiting(scene, board):
    with scene.inside(scene.bob):
        for rule in ENDLESS:
            card = board.card("Never", due_on=today(), owner=scene.bob)
            Card.objects.filter(pk=card.pk).update(recurs=rule)
            card = Card.objects.get(pk=card.pk)
            assert verbs.edit_card(card, {"labels": ["pilot"]})
            tasks.finish([card.task])
        assert Card.objects.count() == len(ENDLESS)


ENDLESS = (
    "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=-31",
)  # fmt: skip
PARTS = {name: st.from_regex(part, fullmatch=True) for name, part in repeating.PARTS.items()}
RULES = st.fixed_dictionaries({"FREQ": PARTS.pop("FREQ")}, optional=PARTS).map(
    lambda said: ";".join("=".join(part) for part in said.items())
)
DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@settings(deadline=None, max_examples=15)
@given(RULES, DAYS, DAYS)
@example("FREQ=DAILY;INTERVAL=7;BYDAY=TU", date(2026, 11, 23), date(2026, 11, 23))
@example("FREQ=WEEKLY;UNTIL=99991231", date(9990, 1, 1), date(9999, 12, 30))
def test_the_next_day_is_soon_found_and_still_to_come(rule, due, now):
    """Whatever is accepted: also what never comes on the day that it began."""
    found = repeating.next_day(rule, due, now)
    assert found is None or (repeating.is_rule(rule) and found > max(due, now))


@given(st.sampled_from(repeating.FREQUENCIES), st.integers(1, 12), DAYS, DAYS)
def test_a_plain_rule_always_goes_on(freq, every, due, now):
    found = repeating.next_day(f"FREQ={freq};INTERVAL={every};UNTIL=99991231", due, now)
    assert found is not None and found > max(due, now)
    assert freq != "DAILY" or ((found - due).days % every == 0 and (found - max(due, now)).days <= every)
    assert freq != "YEARLY" or (found.year - due.year) % every == 0


# -- fields of a board's own --------------------------------------------------------------------------------


def test_a_board_says_which_fields_its_cards_have_and_a_check_may_ask_for_one(scene, board):
    with scene.inside():
        verbs.edit_board(board.board, {"card_fields": FIELDS})
        for wrong in (
            [{"name": "Region"}],
            [*FIELDS, FIELDS[0]],
            "region",
            [{**FIELDS[1], "kind": "colour"}],
        ):
            with pytest.raises(Invalid):
                verbs.edit_board(board.board, {"card_fields": wrong})
        board.check(0, "fields", fields=["own.region"])
        card = Card.objects.select_related("board", "stage__board", "task").get(pk=board.card().pk)
        with pytest.raises(Refused):
            verbs.move_cards([card], board.stages[1])
        for name, value in (
            ("region", "East"),
            ("seats", "many"),
            ("seats", True),
            ("live_on", "soon"),
            ("x", "y"),
        ):
            with pytest.raises(Invalid):
                verbs.edit_card(card, {"own": {name: value}})
        verbs.edit_card(card, {"own": {"region": "North", "seats": 12.5, "live_on": "2027-02-28"}})
        assert verbs.move_cards([card], board.stages[1]) == 1
        with pytest.raises(Invalid, match="asks about it"):
            verbs.edit_board(Board.objects.get(), {"card_fields": FIELDS[1:]})
        verbs.remove_checks(queries.checks_of(board.board))
        verbs.edit_board(Board.objects.get(), {"card_fields": FIELDS[1:]})
        fresh = Card.objects.select_related("board").get(pk=card.pk)
        verbs.edit_card(fresh, {"own": {**fresh.own, "seats": 3}})  # what nobody asks for any more stays
        assert Card.objects.get(pk=card.pk).own["region"] == "North"


@settings(deadline=None)
@given(st.sampled_from(FIELDS), st.none() | st.booleans() | st.integers() | st.floats() | st.text())
def test_whatever_comes_is_taken_or_refused_in_words(spec, value):
    problems = list(own.wrong_values(FIELDS, {spec["name"]: value}))
    assert bool(problems) == (not own.fits(spec, value))
    assert all(problem.message for problem in problems)


# -- many at once, once more, and somebody else's ------------------------------------------------------------


def test_many_are_changed_and_moved_together_or_not_at_all(scene, board):
    with scene.inside():
        board.check(0, "fields", fields=["owner", "track"])
        cards = [board.card("One", labels=["old", "b"]), board.card("Two")]
        more = {"task": {"owner": scene.bob}, "add_labels": ["new"], "drop_labels": ["old"]}
        with pytest.raises(Refused):
            verbs.change_cards(cards, stage=board.stages[1], **more)
    with scene.inside():
        cards = list(queries.cards())
        assert {(card.task.owner_id, *card.labels) for card in cards} == {(None, "old", "b"), (None,)}
        assert verbs.change_cards(cards, card={"track": "support"}, stage=board.stages[1], **more) == 2
        there = queries.cards_of(board.stages[1])
        assert [(card.task.owner_id, card.labels) for card in there] == [
            (scene.bob.pk, ["b", "new"]), (scene.bob.pk, ["new"]),
        ]  # fmt: skip
        made = verbs.duplicate_cards(list(there))
        assert [(card.stage_id, card.track, card.task.title) for card in made] == [
            (board.stages[0].pk, "support", "One"), (board.stages[0].pk, "support", "Two"),
        ]  # fmt: skip


def test_who_leaves_hands_cards_boards_and_stages_over_and_what_is_left_is_a_gap(scene, board):
    with scene.inside(scene.ada):
        (own_board,) = verbs.add_boards([Board(project=board.project, title="His", owner=scene.bob)])
        (stage,) = verbs.add_stages([Stage(board=own_board, title="Only", owner=scene.bob)])
        verbs.add_cards([Card(task=Task(title="His card", owner=scene.bob), stage=stage)])
    with scene.inside(scene.ada):
        leaving.leave(scene.bob, books.Wishes(to=scene.alice))
    with scene.inside(scene.ada):
        rows = [Board.objects.get(key=own_board.key), Stage.objects.get(key=stage.key), Task.objects.get()]
        assert {row.owner_id for row in rows} == {scene.alice.pk}
