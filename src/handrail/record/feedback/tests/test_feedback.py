"""Feedback from its first word to its end: asked, answered, run out, ended, opened again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.sweeps import fire_due
from handrail.house.deadlines.tests.stage import at
from handrail.house.escalations.models import Escalation
from handrail.house.ledger import undoing
from handrail.house.nudges.models import Nudge
from handrail.house.talk import commenting
from handrail.house.talk.models import Comment
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, NotAllowed, Refusal, Refused
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.feedback import queries, states, verbs
from handrail.record.feedback.models import Feedback
from handrail.record.notes import verbs as notes
from handrail.record.notes.models import Note
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import finish
from tests.cast import stage

TEXT = "# How we freeze\n\nNobody ships on a Friday, and nobody asks for it.\n\n## Who decides\n\nThe lead decides."


@pytest.fixture(scope="module")
def scene():
    return stage()


def note(scene, **values):
    (row,) = notes.add_notes([Note(title="Freeze", owner=scene.bob, text=TEXT, **values)])
    return row


def asked(row, by=None, **values):
    (made,) = verbs.add_feedback([Feedback(subject=f"note:{row.key}", title="Why Friday?", **values)])
    return made


def told(member):
    return list(Nudge.objects.filter(recipient=member, name="feedback.told").order_by("pk"))


def test_a_thread_from_asked_to_ended(scene):
    with scene.inside(scene.ada):
        row = asked(
            note(scene), section="text#How we freeze", quote="ships on a Friday", text="@Bob, is that so?"
        )
        assert (row.owner, row.asked_by, row.state) == (scene.bob, scene.ada, "open")
        assert row.due_at - row.asked_at == timedelta(hours=48)
        assert (row.before, row.quote, row.after[:5]) == ("Nobody ", "ships on a Friday", ", and")
        assert [one.reason.split("(who)s")[-1] for one in told(scene.bob)] == [
            " asks for your answer.",
            " mentioned you: “%(words)s”",
        ]
        with pytest.raises(Refused) as refused:
            verbs.step_feedback([row], "decline", {"reason": "No"})
        assert [one.code for one in refused.value.checks if not one.passed] == ["feedback.owner"]
    with scene.inside(scene.bob):
        assert Deadline.objects.get(name="feedback.due", subject_id=row.pk).due_at == row.due_at
        verbs.answer(row, "Since nobody is there on Saturday.")
        row = queries.get(row.key)
        assert (row.state, row.answered_at is not None) == ("answered", True)
    with scene.inside(scene.ada):
        assert not Deadline.objects.filter(subject_kind="feedback", subject_id=row.pk).exists()
        verbs.answer(row, "And Thursday night?")
        row = queries.get(row.key)
        assert row.state == "open"
        assert len(queries.thread(row)) == 2
    with scene.inside(scene.bob):
        with pytest.raises(Refused):
            verbs.step_feedback([row], "decide")
        verbs.step_feedback([row], "decide", {"reason": "Thursday counts too"}, reply="Done so.")
        row = queries.get(row.key)
        assert (row.state, row.ended_by, row.reason) == ("decided", scene.bob, "Thursday counts too")
        assert [one.text for one in queries.thread(row)][-1] == "Done so."
    with scene.inside(scene.ada):
        assert "Thursday counts too" in [one.params.get("reason") for one in told(scene.ada)]
        with pytest.raises(Refused):
            verbs.step_feedback([row], "reopen")
        verbs.step_feedback([row], "reopen", {"reason": "It happened again"})
        row = queries.get(row.key)
        assert (row.state, row.ended_at, row.outcome) == ("open", None, "")
        assert row.answered_at is not None


def test_what_runs_out_is_raised_once_and_ends_with_the_answer(scene):
    with scene.inside(scene.ada):
        row = asked(note(scene))
    for late in (row.due_at + timedelta(minutes=1), row.due_at + timedelta(minutes=2)):
        with at(late):
            fire_due()
    with scene.inside(scene.bob):
        (raised,) = Escalation.objects.filter(subject_kind="feedback", subject_id=row.pk)
        assert (raised.cause, raised.state) == ("feedback.due", "open")
        assert raised.owner in (scene.ada, scene.alice)
        assert raised.why == "The time to answer this is over."
        verbs.answer(row, "Sorry: because of Saturday.")
    with scene.inside(scene.bob):
        assert Escalation.objects.get(pk=raised.pk).state == "resolved"


def test_time_counts_as_the_workspace_counts(scene):
    monday = clock.now().replace(year=2026, month=11, day=20, hour=15, minute=0)  # a Friday
    with scene.inside(scene.ada), clock.frozen(monday):
        current().workspace.policy = {**current().workspace.policy, "feedback_time": "16wh"}
        assert asked(note(scene)).due_at.isoweekday() == 2
        current().workspace.policy = {**current().workspace.policy, "feedback_time": "nonsense"}
        assert asked(note(scene)).due_at == monday + timedelta(hours=48)


def test_a_decision_waits_for_what_holds_it_up(scene):
    with scene.inside(scene.bob):
        (way,) = decisions.add_decisions([Decision(title="Which way", answer="North", owner=scene.bob)])
        with pytest.raises(Invalid):
            asked(note(scene), holds=True)
    with scene.inside(scene.ada):
        (row,) = verbs.add_feedback(
            [Feedback(subject=f"decision:{way.key}", title="Who pays", holds=True, owner=scene.alice)]
        )
    with scene.inside(scene.bob):
        for loose in (
            lambda: decisions.step_decisions([way], "approve"),
            lambda: verbs.remove_feedback([row]),
            lambda: verbs.edit_thread(row, {"holds": False}),
        ):
            with pytest.raises((Refused, NotAllowed)):
                loose()
        assert queries.holding([f"decision:{way.key}"]) == {f"decision:{way.key}": [row]}
    with scene.inside(scene.alice):
        verbs.step_feedback([queries.get(row.key)], "decide", {"outcome": f"decision:{way.key}"})
    with scene.inside(scene.bob):
        decisions.step_decisions([way], "approve")


def test_a_card_of_it_tells_when_it_was_done_and_all_is_taken_back(scene):
    with scene.inside(scene.ada):
        row = asked(note(scene), owner=scene.ada)
    with scene.inside(scene.ada) as scope:
        task = verbs.make_work(row, "Write why", scene.bob)
        verbs.step_feedback([row], "card", {"outcome": f"task:{task.key}"})
        batch = scope.batch
        finish([task])
        assert queries.implemented([row]) == {row.pk: Task.objects.get(pk=task.pk).done_on}
    with scene.inside(scene.ada):
        undoing.undo(batch)
        assert queries.get(row.key).state == "open"


def test_a_comment_becomes_feedback_with_its_own_thread(scene):
    with scene.inside(scene.ada):
        subject = f"note:{note(scene).key}"
        (said,) = commenting.add_comments([Comment(subject=subject, text="Is Friday still true?")])
        row = verbs.ask_of_comment(said)
        with pytest.raises(Refusal):
            verbs.ask_of_comment(said)
    with scene.inside(scene.bob):
        commenting.add_comments([Comment(subject=subject, text="Yes", parent=said)])
        row = queries.get(row.key)
        assert (row.state, [one.text for one in queries.thread(row)]) == ("answered", ["Yes"])
        verbs.step_feedback([row], "decline", {"reason": "It stays"})
        assert Comment.objects.get(pk=said.pk).resolved_at is not None


def test_who_is_outside_names_nobody(scene):
    with scene.inside():
        (row,) = notes.add_notes([Note(title="Freeze", owner=scene.ada, text="Text")])
        said = Comment(subject=f"note:{row.key}", text="@Bob, is that so?")
        commenting.add_voices([said], "Ines")
        made = verbs.ask_of_comment(said)
        assert made.text == "@Bob, is that so?"
        told = Nudge.objects.filter(subject_kind="feedback", subject_id=made.pk)
        assert [one.recipient for one in told] == [scene.ada]


def test_how_it_ended_is_retold_by_nobody_but_its_owner(scene):
    with scene.inside(scene.ada):
        row = asked(note(scene))
    with scene.inside(scene.bob):
        verbs.step_feedback([row], "decline", {"reason": "It stays"})
    with scene.inside(scene.ada):
        row = queries.get(row.key)
        with pytest.raises(NotAllowed):
            verbs.edit_thread(row, {"reason": "I was wrong"})
        with pytest.raises(NotAllowed):
            verbs.edit_feedback([(row, {"outcome": "task:none"})])
        assert verbs.follow_files([(row, {"reason": "I was wrong", "objective": "Calm"})]) == 1
        row = queries.get(row.key)
        assert (row.reason, row.objective) == ("It stays", "Calm")
    with scene.inside(scene.bob):
        assert verbs.edit_thread(row, {"reason": "It stays for now"})


def test_the_table_has_only_its_ways(scene):
    ways = {(step.came, step.goes) for step in states.STEPS.values()}
    assert len(ways) == len(states.STEPS)
    for came in states.STATES:
        for goes in states.STATES:
            one = states.Asked(key="f", title="f", reason="so", outcome="task:x")
            passed = all(v.passed for v in states.judge(one, came, goes, clock.now().date()))
            assert passed == (states.between(came, goes) is not None)
            if goes == "card":
                bare = states.Asked(key="f", title="f", reason="so", outcome="decision:x")
                assert not all(v.passed for v in states.judge(bare, came, goes, clock.now().date()))
