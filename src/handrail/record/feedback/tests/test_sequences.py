"""The steps of feedback in whatever order, whoever tries them: every way there is, and no other."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from handrail.house.ledger.tests.drawn import UNDO, Moved, sequences, walk
from handrail.record.feedback import verbs
from handrail.record.feedback.models import Feedback
from handrail.record.feedback.states import ENDED, STATES, STEPS, TABLE
from handrail.record.notes.models import Note
from handrail.record.notes.verbs import add_notes
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks

PEOPLE = ("alice", "ada", "bob")
WORDS = st.sampled_from(("", "Because"))
ACTS = st.one_of(
    st.tuples(st.just("step"), st.sampled_from(sorted(STEPS)), WORDS, st.booleans()),
    st.tuples(st.just("state"), st.sampled_from(STATES), WORDS),
    st.tuples(st.just("owner"), st.sampled_from((*PEOPLE, ""))),
    st.tuples(st.just("says"), st.sampled_from(("Why?", "So."))),
    st.tuples(st.just("retells"), WORDS),
    st.just(UNDO),
    st.just(UNDO),
)
DECLINED = ("bob", ("step", "decline", "No", False))


@sequences(16)
@example(
    [DECLINED, ("ada", ("step", "again", "Because", False)), ("ada", ("step", "reopen", "Once more", False))]
)
@example(
    [DECLINED, ("bob", UNDO), ("bob", ("step", "card", "", True)), ("ada", ("retells", "It was nothing"))]
)
@example(
    [
        ("bob", ("says", "So.")),
        ("ada", ("says", "Why?")),
        ("bob", ("owner", "")),
        ("ada", ("step", "decide", "Yes", False)),
    ]
)
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), ACTS), min_size=4, max_size=12))
def test_no_sequence_of_verbs_reaches_what_the_table_does_not_know(scene, acts):
    with scene.inside(scene.ada):
        (note,) = add_notes([Note(key="", title="Freeze", owner=scene.bob, text="Nobody ships on a Friday.")])
        (task,) = add_tasks([Task(key="", title="Mend it")])
        (row,) = verbs.add_feedback([Feedback(key="", subject=f"note:{note.key}", title="Why Friday?")])

    def do(one: Feedback, act: str, *what) -> None:
        if act == "step":
            name, reason, work = what
            outcome = {"outcome": f"task:{task.key}"} if work else {}
            verbs.step_feedback([one], name, {"reason": reason, **outcome})
        elif act == "state":
            verbs.edit_thread(one, {"state": what[0], "reason": what[1]})
        elif act == "owner":
            verbs.edit_thread(one, {"owner": getattr(scene, what[0])} if what[0] else {"owner_gap": "left"})
        elif act == "says":
            verbs.answer(one, what[0])
        else:
            verbs.edit_thread(one, {"reason": what[0]})

    for moved in walk(scene, row, acts, do, TABLE):
        stands(moved)


def stands(moved: Moved) -> None:
    """What is over says when, by whom and how; what is open has a clock."""
    now = moved.after
    assert (now.state in ENDED) == (now.ended_at is not None)
    assert now.state != "open" or now.due_at is not None
    assert now.state != "card" or now.outcome.startswith("task:")
    if now.state in ENDED and now.state != moved.before.state and not moved.undone:
        assert now.ended_by_id == moved.member.pk == moved.before.owner_id
        assert now.state == "card" or now.reason.strip() or now.outcome.startswith("decision:")
    if now.state == moved.before.state in ENDED and now.reason != moved.before.reason:
        assert moved.member.pk == moved.before.owner_id, "only its owner says how it ended"
