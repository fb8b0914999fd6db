"""The steps of a decision: every way there is, and no other, whoever tries it and in whatever order."""

from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handrail.house.ledger import undoing
from handrail.house.ledger.tests.drawn import UNDO, sequences, walk
from handrail.house.nudges.models import Nudge
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Evidence
from handrail.kit import clock
from handrail.kit.refusals import NotAllowed, Refusal, Refused
from handrail.record.decisions import bringing, deciding, queries, verbs, wording
from handrail.record.decisions.models import Constraint, Decision
from handrail.record.decisions.states import STATES, STEPS, TABLE
from handrail.watch.health.queries import policy_of
from handrail.watch.health.thresholds import set_policy

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_decision(scene, **values) -> Decision:
    said = {"title": "Which region", "owner": scene.bob, "answer": "The north", **values}
    return verbs.add_decisions([Decision(**said)])[0]


def failed(refusal) -> set[str]:
    return {verdict.code for verdict in refusal.value.checks if not verdict.passed}


def told(scene) -> list[tuple[int, str, dict]]:
    return [
        (n.recipient_id, n.reason, n.params)
        for n in Nudge.objects.filter(subject_kind="decision").order_by("pk")
    ]


def test_a_decision_taken_has_its_day_and_waits_no_more(scene):
    with clock.frozen(TODAY), scene.inside(scene.bob):
        decision = a_decision(scene)
        assert list(queries.open_decisions(scene.bob)) == [decision]
        verbs.edit_decision(decision, {"state": "approved"})
        assert (decision.decided_on, decision.decided_by) == (date(2026, 11, 21), scene.bob)
        assert not queries.open_decisions().exists()
        assert not verbs.edit_decision(decision, {"state": "approved"})


def test_who_may_not_decide_asks_and_hears_the_answer(scene):
    with scene.inside(scene.ada):
        row = a_decision(scene, evidence_needed=True, answer="", acceptance=["Both hubs answer"])
        with pytest.raises(Refused) as refusal:
            verbs.step_decisions([row], "approve")
        assert failed(refusal) == {"decision.decider", "decision.answer", "decision.evidence"}
        verbs.step_decisions([row], "ask")
        assert (row.state, row.asked_by) == ("in_review", scene.ada)
        assert row.due_on == row.asked_on + deciding.WAITS, "nothing waits without a day"
        assert [who for who, _, _ in told(scene)] == [scene.bob.pk]
    with scene.inside(scene.bob):
        row = queries.get(row.key)
        with pytest.raises(Refused) as refusal:
            verbs.step_decisions([row], "reject")
        assert failed(refusal) == {"decision.reason"}
        verbs.step_decisions([row], "reject", {"reason": "Too dear"})
        assert (told(scene)[-1][0], told(scene)[-1][2]["reason"]) == (scene.ada.pk, "Too dear")
        Decision.objects.filter(pk=row.pk).update(due_on=row.asked_on - deciding.WAITS)
    with scene.inside(scene.ada):
        row = queries.get(row.key)
        with pytest.raises(Refused) as refusal:
            verbs.step_decisions([row], "again")
        assert failed(refusal) == {"decision.reason"}
        verbs.step_decisions([row], "again", {"reason": "A new price"})
        assert (row.state, row.asked_by, row.due_on) == (
            "in_review",
            scene.ada,
            row.asked_on + deciding.WAITS,
        )
        assert (told(scene)[-1][0], told(scene)[-1][2]["reason"]) == (scene.bob.pk, "A new price")
    with scene.inside(scene.bob):
        row = queries.get(row.key)
        assert verbs.delegate_decision(row, scene.gita) and told(scene)[-1][0] == scene.gita.pk
    with scene.inside(scene.gita):
        row = queries.get(row.key)
        (piece,) = talk.add_evidence([Evidence(subject=f"decision:{row.key}", kind="note", text="Prices")])
        verbs.step_decisions([row], "approve", {"answer": "The north\n\nsince it is near"})
        (one,) = Constraint.objects.filter(decision=row)
        assert (one.title, one.acceptance) == ("The north", ["Both hubs answer"])
        with pytest.raises(Refusal, match="was approved with this evidence"):
            talk.remove_evidence([piece])


def test_nobody_lets_themselves_in_and_nobody_rewrites_what_was_approved(scene):
    with scene.inside(scene.bob):
        row = a_decision(scene, owner=scene.ada)
        for values in ({"owner": scene.bob}, {"delegate": scene.bob}):
            with pytest.raises(NotAllowed):
                verbs.edit_decision(row, values)
        with pytest.raises(NotAllowed):
            verbs.edit_decision(row, {"owner": scene.gita, "state": "approved"})
        with pytest.raises(NotAllowed):
            verbs.add_decisions([Decision(title="Mine?", owner=scene.ada, delegate=scene.bob)])
        with pytest.raises(Refused):
            verbs.add_decisions([Decision(title="Done?", owner=scene.ada, answer="Yes", state="approved")])
    with scene.inside(scene.ada):
        verbs.step_decisions([queries.get(row.key)], "approve")
    with scene.inside(scene.bob):
        row = queries.get(row.key)
        with pytest.raises(NotAllowed, match="only Ada changes its words"):
            verbs.edit_decision(row, {"answer": "The south"})
        assert verbs.edit_decision(row, {"category": "Logistics"})


def test_taking_an_approval_back_takes_its_constraint_with_it(scene):
    with scene.inside(scene.bob):
        row = a_decision(scene)
    with scene.inside(scene.bob) as scope:
        verbs.step_decisions([queries.get(row.key)], "approve")
        batch = scope.batch
    with scene.inside(scene.bob):
        undoing.undo(batch)
        row = queries.get(row.key)
        assert (
            row.state,
            row.decided_on,
            Constraint.objects.filter(decision=row, removed_at=None).count(),
        ) == (
            "proposed",
            None,
            0,
        )


PEOPLE = ("alice", "ada", "bob", "gita")
ACTS = st.one_of(
    st.tuples(st.just("step"), st.sampled_from(sorted(STEPS)), st.sampled_from(("", "Because"))),
    st.tuples(st.just("state"), st.sampled_from(STATES), st.just("")),
    st.tuples(st.just("owner"), st.sampled_from((*PEOPLE, "")), st.just("")),
    st.tuples(st.just("delegate"), st.sampled_from((*PEOPLE, "")), st.just("")),
    st.tuples(st.just("evidence"), st.sampled_from(("add", "remove")), st.just("")),
    st.tuples(st.just("needs"), st.sampled_from(("yes", "no")), st.just("")),
)


POLICIES = st.sampled_from([{}, {"decision_evidence": "always"}, {"decision_evidence": "customers"}])


@sequences(16)
@example([("bob", ("needs", "no", "")), ("bob", ("step", "approve", ""))], {"decision_evidence": "always"})
@example(
    [
        ("bob", ("needs", "no", "")), ("bob", ("evidence", "add", "")), ("bob", ("step", "approve", "")),
        ("bob", ("needs", "no", "")), ("bob", ("evidence", "remove", "")),
    ],
    {"decision_evidence": "always"},
)  # fmt: skip
@example(
    [("bob", ("evidence", "add", "")), ("bob", ("step", "approve", "")), ("ada", ("evidence", "remove", ""))],
    {},
)
@example([("bob", ("needs", "no", "")), ("bob", ("step", "approve", "")), ("bob", ("needs", "yes", ""))], {})
@example(
    [
        ("bob", ("evidence", "add", "")),
        ("bob", ("step", "approve", "")),
        ("bob", UNDO),
        ("ada", ("step", "ask", "")),
    ],
    {},
)
@given(st.lists(st.tuples(st.sampled_from(PEOPLE), ACTS | st.just(UNDO)), min_size=4, max_size=12), POLICIES)
def test_no_sequence_of_verbs_reaches_what_the_table_does_not_know(scene, acts, policy):
    """One owner or one open gap; approved only by who decides, with evidence where it, or the workspace, asks for it."""
    with scene.inside():
        set_policy({"decision_evidence": None, **policy})
        row = a_decision(scene, key="", evidence_needed=True)
    for moved in walk(scene, row, acts, lambda one, *act: do(scene, one, *act), TABLE):
        after = moved.after
        if after.state == "approved":
            bound = after.evidence_needed or policy.get("decision_evidence") == "always"
            assert after.answer and (not bound or proofs(after))


def test_who_stood_in_for_one_owner_does_not_stand_in_for_the_next(scene):
    with scene.inside(scene.bob):
        given, covered = a_decision(scene, delegate=scene.bob), a_decision(scene, delegate=scene.bob)
        free = a_decision(scene, owner=None, delegate=scene.bob)
        for row in (given, free):
            verbs.edit_decision(queries.get(row.key), {"owner": scene.ada})
        for values in (
            {"owner": scene.ada, "delegate": scene.gita},
            {"owner": scene.ada, "state": "approved"},
        ):
            loose = a_decision(scene, owner=None, delegate=scene.bob)
            with pytest.raises(Refusal):
                verbs.edit_decision(loose, values)
    with scene.inside():
        verbs.hand_on_decisions([(queries.get(covered.key), {"owner": scene.ada})])
        rows = [queries.get(row.key) for row in (given, free, covered)]
        assert [(row.owner, row.delegate) for row in rows] == [(scene.ada, None)] * 3
        verbs.edit_decision(rows[0], {"owner": scene.alice, "delegate": scene.gita})
        assert queries.get(given.key).delegate == scene.gita, "an administrator names one"


def test_what_is_open_is_handed_on_by_its_owner_and_who_stands_in_and_by_nobody_else(scene):
    with scene.inside():
        row = a_decision(scene, owner=scene.ada, key="theirs")
    with scene.inside(scene.bob):
        for values in ({"owner": scene.alice}, {"owner_id": scene.alice.pk}):
            with pytest.raises(NotAllowed, match="Ada decides this"):
                verbs.edit_decision(queries.get("theirs"), values)
    with scene.inside(scene.ada):
        verbs.delegate_decision(queries.get(row.key), scene.bob)
    with scene.inside(scene.bob):
        with pytest.raises(NotAllowed):
            verbs.edit_decision(queries.get("theirs"), {"owner": scene.bob})
        assert verbs.edit_decision(queries.get("theirs"), {"owner": scene.alice}), "who stands in hands it on"
    with scene.inside(scene.alice):
        assert verbs.edit_decision(queries.get("theirs"), {"owner": scene.bob}), "and so does its owner"


def test_a_workspace_that_asks_for_evidence_approves_nothing_without(scene):
    with scene.inside():
        set_policy({"decision_evidence": "always"})
    with scene.inside() as scope:
        assert (
            "Every decision is approved only with a piece of evidence."
            in policy_of(scope.workspace).describe()
        )
    with scene.inside(scene.bob):
        row = a_decision(scene)
        with pytest.raises(Refused) as refusal:
            verbs.step_decisions([row], "approve")
        assert failed(refusal) == {"decision.evidence_demanded"}
        (left,) = [one for one in refusal.value.checks if not one.passed]
        assert "Add a piece of evidence" in wording.said(left).fix
        talk.add_evidence([Evidence(subject=f"decision:{row.key}", kind="note", text="It holds")])
        verbs.step_decisions([queries.get(row.key)], "approve")
        assert queries.get(row.key).evidence_needed
        with pytest.raises(Refusal, match="approves nothing like this"):
            verbs.edit_decision(queries.get(row.key), {"evidence_needed": False})
        record = "# Use the north\n\n## Status\n\naccepted\n\n## Decision\n\nThe north.\n"
        found = bringing.bring_records({"0001-north.md": record})
        assert [one.state for one in found.made] == ["proposed"] and found.flagged


SEIZING = [("gap", "nobody", ""), ("owner", "bob", ""), ("delegate", "bob", ""), ("step", "approve", "")]


@sequences(12)
@example([("owner", "", ""), *SEIZING[1:]])
@example(SEIZING)
@given(st.lists(st.one_of(ACTS, st.sampled_from(SEIZING)), min_size=4, max_size=8))
def test_no_sequence_of_a_member_approves_what_somebody_else_decides(scene, acts):
    with scene.inside():
        row = a_decision(scene, key="", owner=scene.ada)
    for act in acts:
        with scene.inside(scene.bob), contextlib.suppress(Refusal):
            do(scene, queries.get(row.key), *act)
    with scene.inside():
        after = queries.get(row.key)
        assert after.state != "approved" and after.owner not in (None, scene.bob)


def test_what_nobody_owns_any_more_is_for_administrators_to_give(scene):
    with scene.inside():
        done, left = a_decision(scene, owner=scene.alice, state="approved"), a_decision(scene)
        for row in (done, left):
            verbs.hand_on_decisions([(row, {"owner": None, "owner_gap": "left"})])
        free = a_decision(scene, owner=None)
    with scene.inside(scene.bob):
        for row, values in (
            (done, {"answer": "The south"}),
            (done, {"owner": scene.bob}),
            (left, {"owner": scene.bob}),
            (left, {"owner_gap": "nobody"}),
        ):
            with pytest.raises(NotAllowed, match=r"not here any more|nobody owns it"):
                verbs.edit_decision(queries.get(row.key), values)
        with pytest.raises(NotAllowed):
            verbs.step_decisions([queries.get(left.key)], "approve", {"owner": scene.bob})
        assert verbs.edit_decision(queries.get(free.key), {"owner": scene.bob}), "nobody is passed over"
    with scene.inside(scene.ada):
        assert verbs.edit_decision(queries.get(done.key), {"answer": "The south"})
        assert verbs.edit_decision(queries.get(left.key), {"owner": scene.bob})


def do(scene, row: Decision, act: str, what: str, why: str) -> None:
    if act == "step":
        verbs.step_decisions([row], what, {"reason": why} if why else {})
    elif act == "state":
        verbs.edit_decision(row, {"state": what})
    elif act == "owner":
        verbs.edit_decision(
            row, {"owner": getattr(scene, what)} if what else {"owner": None, "owner_gap": "left"}
        )
    elif act == "gap":
        verbs.edit_decision(row, {"owner_gap": what})
    elif act == "delegate":
        verbs.edit_decision(row, {"delegate": getattr(scene, what) if what else None})
    elif act == "needs":
        verbs.edit_decision(row, {"evidence_needed": what == "yes"})
    elif what == "add":
        talk.add_evidence([Evidence(subject=f"decision:{row.key}", kind="note", text="It holds")])
    else:
        talk.remove_evidence(proofs(row)[:1])


def proofs(row: Decision) -> list[Evidence]:
    return list(Evidence.objects.filter(subject=f"decision:{row.key}", removed_at=None))


def test_a_step_is_taken_from_where_it_starts(scene):
    """To ask is no way to open again what was approved."""
    with scene.inside(scene.bob):
        (row,) = verbs.add_decisions([Decision(title="Which", owner=scene.bob, answer="North")])
        verbs.step_decisions([row], "approve")
        with pytest.raises(Refused):
            verbs.step_decisions([row], "ask", {"reason": "By another name"})
        assert Decision.objects.get(pk=row.pk).state == "approved"
