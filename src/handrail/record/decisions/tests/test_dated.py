"""The day on which something was decided belongs to what was decided, whoever writes it and by whatever way."""

from __future__ import annotations

from datetime import date

import pytest

from handrail.kit.refusals import Invalid
from handrail.record.decisions import verbs
from handrail.record.decisions.models import Decision

DAY, OTHER = date(2026, 3, 1), date(2026, 3, 2)


def said(scene, **values) -> Decision:
    return Decision(**{"title": "Which region", "owner": scene.bob, "answer": "The north", **values})


@pytest.fixture
def bob(scene):
    with scene.inside(scene.bob):
        yield scene


def early(do) -> None:
    with pytest.raises(Invalid) as refused:
        do()
    (problem,) = refused.value.problems
    assert (problem.field, problem.message) == (
        "decided_on",
        "“Which region” is not decided, so it has no day on which it was.",
    )
    assert problem.fix == "Leave the day out, or say how it was decided as well."


@pytest.mark.parametrize("state", ["proposed", "in_review"])
@pytest.mark.parametrize("from_file", [False, True])
def test_what_waits_is_not_made_with_such_a_day(bob, state, from_file):
    early(lambda: verbs.add_decisions([said(bob, state=state, decided_on=DAY)], from_file=from_file))
    assert not Decision.objects.exists()


def test_what_waits_is_given_no_such_day(bob):
    (row,) = verbs.add_decisions([said(bob)])
    early(lambda: verbs.edit_decision(row, {"decided_on": DAY}))
    early(lambda: verbs.edit_decisions([(row, {"decided_on": DAY})]))
    early(lambda: verbs.edit_decision(row, {"state": "in_review", "decided_on": DAY}))
    early(lambda: verbs.step_decisions([row], "ask", {"decided_on": DAY}))
    row.refresh_from_db()
    assert (row.state, row.decided_on) == ("proposed", None)


def test_what_is_decided_has_its_day_also_one_that_is_over(bob):
    rows = verbs.add_decisions(
        [said(bob, state="approved", decided_on=DAY), said(bob, title="Which name")], from_file=True
    )
    verbs.step_decisions([rows[1]], "approve", {"decided_on": DAY})
    assert [row.decided_on for row in Decision.objects.all()] == [DAY, DAY]
    verbs.edit_decision(rows[0], {"decided_on": OTHER})
    assert rows[0].decided_on == OTHER


def test_to_open_it_again_takes_the_day(scene):
    with scene.inside(scene.bob):
        (row,) = verbs.add_decisions([said(scene, state="approved", decided_on=DAY)])
    with scene.inside(scene.bob):
        early(lambda: verbs.edit_decision(row, {"state": "in_review", "reason": "Anew", "decided_on": DAY}))
        verbs.step_decisions([row], "reopen", {"reason": "Anew"})
        row.refresh_from_db()
        assert (row.state, row.decided_on, row.decided_by) == ("in_review", None, None)


def test_what_came_by_such_a_day_before_can_be_worked_on(bob):
    """Older versions took it: nobody is stopped by a day that is there already, and the next step takes it away."""
    (row,) = verbs.add_decisions([said(bob)])
    Decision.objects.filter(pk=row.pk).update(decided_on=DAY)
    row.refresh_from_db()
    assert verbs.edit_decision(row, {"answer": "The south", "decided_on": DAY})
    verbs.step_decisions([row], "ask")
    row.refresh_from_db()
    assert row.decided_on is None
