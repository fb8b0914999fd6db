"""What a new row promises is kept without a ticket, and is what a ticket would have come to."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from handrail import wiring
from handrail.house.access.workspace import edit_workspace
from handrail.house.deadlines import verbs
from handrail.house.deadlines.models import Deadline
from handrail.house.ledger import sweeps
from handrail.house.ledger.models import Claim
from handrail.house.search.models import Entry
from handrail.house.workspaces.scope import enter
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs as customers
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Decision
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .stage import customer, day

SOON = {"due_on": day(5)}


def promised(row) -> list[Deadline]:
    return list(Deadline.objects.filter(subject_kind=row._meta.model_name, subject_id=row.pk))


def test_a_new_date_is_kept_by_one_statement_and_no_ticket(scene):
    with CaptureQueriesContext(connection) as captured, scene.inside():
        (row,) = tasks.add_tasks([Task(title="Ring", owner=scene.bob, **SOON)])
    asked = [q["sql"] for q in captured if "deadlines_" in q["sql"]]
    assert len(asked) == 1, asked
    assert not any(q["sql"].startswith("SELECT") and "tasks_task" in q["sql"] for q in captured)
    with scene.inside():
        (one,) = promised(row)
        assert (one.due_on, one.owner_id, one.next_offset) == (day(5), scene.bob.pk, "-1d")
        assert not Claim.objects.exists()


@given(
    due=st.integers(-400, 4_000), owned=st.booleans(), state=st.sampled_from(["open", "blocked", "done"]),
    decision=st.booleans(),
)  # fmt: skip
def test_it_is_what_a_look_at_the_row_comes_to(stage_of, due, owned, state, decision):
    scene = stage_of
    with scene.inside():
        owner = scene.bob if owned else None
        if decision:
            (row,) = decisions.add_decisions([Decision(title="North?", owner=owner, due_on=day(due))])
        else:
            (row,) = tasks.add_tasks([Task(title="Ring", owner=owner, due_on=day(due), state=state)])
    with scene.inside():
        assert not Claim.objects.exists()
        before = [model_to_dict(one) for one in promised(row)]
        assert before or state == "done"
        verbs.recompute({row._meta.model_name: [row.pk]})
        assert [model_to_dict(one) for one in promised(row)] == before


@pytest.fixture(scope="module")
def stage_of(caretaker):
    from tests.cast import stage

    return stage()


def test_what_is_taken_back_or_changed_in_the_same_go_promises_what_is_left_of_it(scene):
    with scene.inside():
        removed, moved, corrected = (
            tasks.add_tasks([Task(title=name, owner=scene.bob, **SOON)])[0] for name in ("A", "B", "C")
        )
        with pytest.raises(Invalid), transaction.atomic():
            (lost,) = tasks.add_tasks([Task(title="Lost", owner=scene.bob, **SOON)])
            raise Invalid([])
        tasks.remove_tasks([removed])
        tasks.edit_task(moved, {"due_on": day(9)})
        tasks.edit_task(corrected, {"next_action": "Call"})
    sweeps.serve_workspace(scene.workspace.pk)
    with scene.inside():
        assert promised(removed) == promised(lost) == []
        assert [one.due_on for row in (moved, corrected) for one in promised(row)] == [day(9), day(5)]
        assert not Claim.objects.exists()


def test_what_is_inside_of_something_waits_for_its_ticket(scene):
    with scene.inside():
        home = customer(scene)
    with CaptureQueriesContext(connection) as captured, scene.inside():
        (row,) = tasks.add_tasks([Task(title="Ring", owner=scene.bob, customer=home, **SOON)])
        customers.remove_customers([home])
    assert any("ledger_claim" in q["sql"] and "'{deadlines" in q["sql"] for q in captured)
    with scene.inside():
        assert promised(row) == []


def test_another_policy_that_came_meanwhile_counts(scene):
    """Whoever goes through all dates for it does not see the new row yet."""

    def elsewhere() -> None:
        with enter(scene.workspace.slug):
            edit_workspace({"policy": {"reminders": {"task.due": ["-3d"]}}})
        connection.close()

    with ThreadPoolExecutor(1) as hand, scene.inside():
        (row,) = tasks.add_tasks([Task(title="Ring", owner=scene.bob, **SOON)])
        hand.submit(elsewhere).result()
    with scene.inside():
        assert promised(row) == [] and Claim.objects.filter(reader="deadlines").exists()
    sweeps.serve_workspace(scene.workspace.pk)
    with scene.inside():
        assert [one.offsets for one in promised(row)] == [["-3d"]]
        assert not Claim.objects.exists()


def test_where_it_fails_it_comes_later_and_holds_up_no_other_reader(scene, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setitem(wiring.AT_ONCE, "deadlines", (wiring.AT_ONCE["deadlines"][0], f"{__name__}.fails"))
        with scene.inside():
            (row,) = tasks.add_tasks([Task(title="Ring", owner=scene.bob, due_on=day(2) + timedelta(1))])
    with scene.inside():
        assert Entry.objects.filter(subject_kind="task", subject_id=row.pk).exists()
        assert promised(row) == []
    assert sweeps.serve_workspace(scene.workspace.pk) == 1
    with scene.inside():
        assert [one.due_on for one in promised(row)] == [day(3)]


def fails(rows: list[Task]) -> None:
    Task.objects.filter(pk=rows[0].pk).update(title=None)
