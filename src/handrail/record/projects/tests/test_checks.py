"""The judge and each kind of check, without a database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from handrail.kit import cel
from handrail.record.projects import words
from handrail.record.projects.checks import JUDGES, SPOKEN, allowed, asked, judge
from handrail.record.projects.facts import NOWHERE, BoardFacts, CardFacts, CheckFacts, MoveFacts, StageFacts

DAY = date(2026, 11, 21)


def said(kind, known=None, params=None, **values):
    card = CardFacts(key="c", title="Macros", **values)
    return JUDGES[kind](card, params or {}, known, DAY)


def board(**rules):
    names = ("Prep", "Messaging", "Launch")
    stages = tuple(
        StageFacts(
            key=name,
            title=name,
            most=rules.pop(f"most_{name}", None),
            enter=(CheckFacts(key=f"{name}-in", kind="checklist"),),
            leave=(CheckFacts(key=f"{name}-out", kind="checklist"),),
        )
        for name in names
    )
    return BoardFacts(stages=stages, **rules)


def move(came, goes, **values):
    return MoveFacts(card=CardFacts(key="c", title="Macros"), came=came, goes=goes, today=DAY, **values)


@pytest.mark.parametrize(
    ("came", "goes", "skipping", "keys"),
    [
        (0, 1, "ask", ["Prep-out", "Messaging-in"]),
        (0, 2, "ask", ["Prep-out", "Messaging-in", "Messaging-out", "Launch-in"]),
        (0, 2, "free", ["Prep-out", "Launch-in"]),
        (NOWHERE, 0, "ask", ["Prep-in"]),
        (NOWHERE, 1, "ask", ["Prep-in", "Prep-out", "Messaging-in"]),
        (2, 0, "ask", []),
    ],
)
def test_what_a_move_asks(came, goes, skipping, keys):
    assert [check.key for check in asked(move(came, goes), board(skipping=skipping))] == keys


def test_moving_back_by_rule():
    codes = {
        rule: [
            (v.code, v.passed) for v in judge(move(2, 0, reason="Wrong price"), board(backwards=rule), JUDGES)
        ]
        for rule in ("free", "reason", "never")
    }
    assert codes == {
        "free": [],
        "reason": [("board.back_reason", True)],
        "never": [("board.back_never", False)],
    }
    assert not allowed(judge(move(2, 0, reason=" "), board(backwards="reason"), JUDGES))


def test_no_stage_is_skipped_where_the_board_says_so():
    verdicts = judge(move(0, 2), board(skipping="never"), JUDGES)
    assert verdicts[0].code == "board.skips"
    assert words.said(verdicts[0]).reason == "“Messaging” comes before “Launch” on this board."


def test_a_full_stage_and_one_with_room():
    full = board(most_Messaging=2)
    assert [judge(move(0, 1, there=n), full, JUDGES)[-1].passed for n in (0, 1, 2)] == [True, True, False]


def test_staying_asks_nothing():
    assert judge(move(1, 1), board(backwards="never"), JUDGES) == ()


def test_a_kind_that_nobody_knows_lets_nothing_through():
    one = BoardFacts(
        stages=(
            StageFacts(key="a", title="A", leave=(CheckFacts(key="x", kind="gone"),)),
            StageFacts(key="b", title="B"),
        )
    )
    assert not allowed(judge(move(0, 1), one, JUDGES))


def test_fields():
    verdict = said("fields", params={"fields": ["owner", "due_on"]}, owner="bob")
    assert (verdict.passed, verdict.params["missing"]) == (False, ["due_on"])
    assert words.said(verdict).reason == "Still empty: due date."
    assert said("fields", params={"fields": ["owner"]}, owner="bob").passed


def test_checklist():
    assert not said("checklist").passed
    assert not said("checklist", checklist=(("a", True), ("b", False))).passed
    assert said("checklist", checklist=(("a", True),)).passed


def test_reviewer():
    assert said("review").code == "card.no_reviewer"
    assert said("review", reviewer="lena", review="changes").code == "card.changes_asked"
    assert [said("review", reviewer="lena", review=r).passed for r in ("", "asked", "changes", "approved")] == [
        False, False, False, True,
    ]  # fmt: skip


def test_decision():
    assert said("decision").passed is None
    assert [said("decision", ("One owner", s)).passed for s in ("in_review", "approved")] == [False, True]


def test_metric_by_its_direction():
    def at(direction, value):
        return said("metric", ("Tickets", "per 1,000", direction, Decimal(9), value)).passed

    assert [at("down", Decimal(v)) for v in (10, 9, 8)] == [False, True, True]
    assert [at("up", Decimal(v)) for v in (10, 9, 8)] == [True, True, False]
    assert at("up", None) is None


def test_expression():
    def holds(text, **values):
        return said("expression", params={"expression": text}, **values).passed

    assert holds("card.priority == 'high' && size(card.labels) > 0", priority="high", labels=("a",))
    assert holds("card.checklist.all(p, p.done)", checklist=(("a", True),))
    assert holds("card.due_on > today", due_on=date(2026, 12, 1))
    assert holds("card.title == 'x'") is False
    assert holds("card.nothing == 1") is None
    assert holds("card.labels[3] == 'x'") is None


@pytest.mark.parametrize(
    "text",
    ["", "card.", "crad.title == 'x'", "1 + 1", "card.title +", "card.nothing == ''", "card.title == 1"],
)
def test_what_does_not_answer_yes_or_no_is_refused_before_it_is_kept(text):
    with pytest.raises(cel.Unclear):
        cel.compiled(text, SPOKEN)


def test_every_answer_has_words():
    codes = {v.code for v in (said("review"), said("checklist"), said("decision"), said("metric"))}
    assert codes <= set(words.PHRASES)
    for phrases in words.PHRASES.values():
        assert phrases.title
        assert phrases.failed or phrases.more
