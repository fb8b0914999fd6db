"""The owner's word: what is armed stays as they armed it, whoever takes back what; and what a fallback leaves behind."""

from __future__ import annotations

from datetime import date

import pytest

from handrail.house.ledger import undoing
from handrail.kit.refusals import Invalid, Refused
from handrail.record.blockers import preview, verbs
from handrail.record.blockers.models import Blocker
from handrail.record.tasks import queries as tasks

from .setting import a_blocker, a_task, day, fire, on_day


def fresh(row: Blocker) -> Blocker:
    return Blocker.objects.select_related("owner").get(pk=row.pk)


@pytest.mark.parametrize("said", [{"due_on": day(6)}, {"owner": "ada"}])
def test_nobody_takes_back_what_its_owner_has_armed_since(scene, said):
    said = {name: getattr(scene, value) if name == "owner" else value for name, value in said.items()}
    with on_day(0):
        with scene.inside(scene.bob):
            made = {"owner": scene.ada, "due_on": None} if "due_on" in said else {"owner": scene.bob}
            row = a_blocker(a_task(), **made)
        with scene.inside(scene.bob):
            verbs.edit_blocker(fresh(row), said)
        with scene.inside(scene.ada):
            if "owner" in said:
                verbs.edit_blocker(fresh(row), {"due_on": day(5)})
            verbs.step_blockers([fresh(row)], "arm")
        with scene.inside(scene.bob):
            if "due_on" in said:
                with pytest.raises(Refused):
                    undoing.undo(undoing.last().batch)
            else:
                undoing.undo(undoing.last().batch)
            now = fresh(row)
    if "due_on" in said:
        assert (now.state, now.due_on) == ("armed", day(6))
    else:
        assert (now.state, now.owner_id, now.armed_by_id) == ("open", scene.bob.pk, None)


def test_what_goes_to_somebody_else_is_not_armed_for_them(scene):
    with on_day(0), scene.inside(scene.bob):
        row = a_blocker(a_task(), owner=scene.bob)
        with pytest.raises(Invalid):
            verbs.edit_blocker(fresh(row), {"state": "armed", "owner": scene.ada})
        verbs.step_blockers([fresh(row)], "arm")
        verbs.edit_blocker(fresh(row), {"state": "armed", "owner": scene.ada})  # as a form says all of it
        assert (fresh(row).state, fresh(row).owner_id) == ("open", scene.ada.pk)


def test_a_fallback_takes_effect_by_its_step_and_never_by_being_written_down(scene):
    with on_day(0), scene.inside(scene.bob):
        task = a_task()
        for state in ("took_effect", "waiting", "refused", "dropped"):
            with pytest.raises(Refused):
                a_blocker(task, owner=scene.bob, state=state)
        assert tasks.get(task.key).due_on == day(10) and not Blocker.objects.exists()
        over = a_blocker(task, owner=scene.bob, state="dropped", reason="Not needed")
        (old,) = verbs.add_blockers(
            [Blocker(title="Long ago", state="took_effect", closed_on=day(-90), owner=scene.ada)],
            from_file=True,
        )
        assert (over.closed_on, old.state, old.closed_on) == (day(0), "took_effect", day(-90))


def test_a_card_goes_on_when_what_was_taken_back_is_solved(scene):
    with on_day(0), scene.inside(scene.bob):
        task = a_task()
        row = a_blocker(task, owner=scene.bob)
        verbs.step_blockers([row], "arm")
    with on_day(4):
        fire(scene)
        with scene.inside(scene.bob):
            assert (tasks.get(task.key).state, tasks.get(task.key).due_on) == ("open", day(15))
            verbs.take_back(fresh(row))
            assert (tasks.get(task.key).state, tasks.get(task.key).due_on) == ("blocked", day(10))
            verbs.step_blockers([fresh(row)], "resolve")
            assert tasks.get(task.key).state == "open"


def test_a_date_beyond_every_calendar_is_refused_and_told(scene):
    with on_day(0), scene.inside(scene.bob):
        row = a_blocker(a_task(due_on=date(9999, 12, 30)), owner=scene.bob)
        verbs.step_blockers([row], "arm")
        assert [line.idle for line in preview.of(fresh(row)).lines] == [True]
        assert preview.falls_at(Blocker(due_on=date.max)) is None
    with on_day(4):
        fire(scene)
        with scene.inside(scene.bob):
            assert fresh(row).state == "refused" and fresh(row).refusal["message"]
