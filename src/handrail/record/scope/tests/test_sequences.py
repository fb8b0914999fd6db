"""The steps of a scope change in whatever order, whoever tries them, on a scope that is locked: cards come in by a yes
and by nothing else, and go again with it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from handrail.house.ledger.tests.drawn import UNDO, Moved, sequences, walk
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.projects.verbs import add_boards, add_cards, add_projects, add_stages
from handrail.record.scope import locking, verbs
from handrail.record.scope.models import ScopeChange
from handrail.record.scope.states import DECIDED, STATES, STEPS, TABLE
from handrail.record.tasks.models import Task

PEOPLE = ("alice", "ada", "bob")
WEIGHED = {"metric_text": "Seats in use", "cost": "Two days", "given_up": "The tour"}
WORDS = st.sampled_from(("", "Because"))
ACTS = st.one_of(
    st.tuples(st.just("step"), st.sampled_from(sorted(STEPS)), WORDS, st.booleans()),
    st.tuples(st.just("state"), st.sampled_from(STATES), WORDS),
    st.tuples(st.just("owner"), st.sampled_from((*PEOPLE, ""))),
    st.tuples(st.just("words"), st.sampled_from(tuple(WEIGHED)), WORDS),
    st.tuples(st.just("card"), st.just("Sneaked in")),
    st.just(UNDO),
    st.just(UNDO),
)
ASKED = ("bob", ("step", "weigh", "", True))
YES, NO = ("ada", ("step", "accept", "", False)), ("ada", ("step", "decline", "Too dear", False))


@sequences(12)
@example(
    [ASKED, YES, ("ada", UNDO), ("bob", ("step", "accept", "", False)), YES, ("bob", ("words", "cost", ""))]
)
@example(
    [
        ASKED,
        NO,
        ("bob", ("step", "again", "Because", False)),
        ("bob", UNDO),
        ("bob", ("state", "accepted", "")),
    ]
)
@example(
    [
        ("bob", ("owner", "bob")),
        ("ada", ("owner", "")),
        ASKED,
        ("ada", ("step", "accept", "", False)),
        ("bob", ("card", "Sneaked in")),
    ]
)
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), ACTS), min_size=4, max_size=12))
def test_no_sequence_of_verbs_reaches_what_the_table_does_not_know(scene, acts):
    with scene.inside(scene.ada):
        (project,) = add_projects([Project(key="", title="Launch", owner=scene.ada)])
        (board,) = add_boards([Board(key="", project=project, title="Launch", owner=scene.ada)])
        (stage,) = add_stages([Stage(key="", board=board, title="Prep")])
        locking.lock_scope(project, override=True, reason="So be it")
    with scene.inside(scene.bob):
        (row,) = verbs.add_scope_changes(
            [
                ScopeChange(
                    key="",
                    project=project,
                    title="A second language",
                    why="They ask",
                    cards=["Words", "Tour"],
                )
            ]
        )

    def do(one: ScopeChange, act: str, *what) -> None:
        if act == "step":
            name, reason, weighed = what
            verbs.step_scope_changes(
                [one], name, {**(WEIGHED if weighed else {}), **({"reason": reason} if reason else {})}
            )
        elif act == "state":
            verbs.edit_scope_change(one, {"state": what[0], "reason": what[1]})
        elif act == "owner":
            verbs.edit_scope_change(
                one, {"owner": getattr(scene, what[0])} if what[0] else {"owner_gap": "left"}
            )
        elif act == "words":
            verbs.edit_scope_change(one, {what[0]: what[1]})
        else:
            add_cards([Card(task=Task(key="", title=what[0]), stage=stage)])

    for moved in walk(scene, row, acts, do, TABLE):
        stands(moved)
        there = Card.objects.filter(board=board, removed_at=None, task__removed_at=None).count()
        assert there == (2 if moved.after.state == "accepted" else 0), (
            "cards come in by a yes, and only by it"
        )


def stands(moved: Moved) -> None:
    was, now = moved.before, moved.after
    assert (now.state in DECIDED) == (now.decided_on is not None)
    if now.state == was.state:
        assert now.state not in DECIDED or all(getattr(now, name) == getattr(was, name) for name in WEIGHED)
        return
    if now.state in (*DECIDED, "weighed") and not moved.undone:
        assert all(getattr(now, name) for name in ("metric_text", "cost", "given_up"))
    assert now.state != "declined" or now.reason.strip()
    if now.state in DECIDED and not moved.undone:
        assert now.decided_by_id == moved.member.pk == was.owner_id
    if now.state == "withdrawn" and not moved.undone:
        assert moved.member.pk in (was.owner_id, was.asked_by_id)
