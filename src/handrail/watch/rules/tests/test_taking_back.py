"""What a run did is taken back as a whole, once, and is not done again."""

from __future__ import annotations

import pytest

from handrail.house.ledger.models import Event
from handrail.kit.refusals import NotAllowed, NotFound, Overtaken
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.rules import taking_back
from handrail.watch.rules.models import Run

from .stage import rule, verdicts


def test_what_a_run_did_is_taken_back_once_and_is_not_done_again(scene):
    then = [{"set": {"priority": "high"}}, {"task": "Call"}, {"nudge": "owner"}]
    with scene.inside():
        row = rule(scene, when={"event": "task.saved", "fields": ["priority"]},
                   condition='task.priority == "critical"', then=then)  # fmt: skip
        one, two = tasks.add_tasks(
            [Task(title=title, owner=scene.bob, priority="critical") for title in ("One", "Two")]
        )
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        taking_back.take_back(Run.objects.get(rule=row, verdict="acted", subject_id=one.pk))
    with scene.inside():
        run = Run.objects.get(rule=row, verdict="acted", subject_id=one.pk)
        assert taking_back.can(run)
        assert len(taking_back.take_back(run).nets) == 2
        assert taking_back.remains(run) == ["Who was told has been told."]
    with scene.inside():
        assert Task.objects.get(pk=one.pk).priority == "critical", "and the rule did not do it again"
        left = Task.objects.filter(title="Call", removed_at=None).values_list("subject", flat=True)
        assert list(left) == [f"task:{two.key}"]
        assert sorted(verdicts(rule=row, subject_id=one.pk)) == ["acted", "loop", "not_met"]
        run.refresh_from_db()
        assert [("back" in effect) for effect in run.effects] == [True, True, False]
        event = Event.objects.filter(subject_kind="task", subject_id=one.pk).latest("id")
        assert (event.actor_id, event.cause) == (scene.alice.pk, f"back:rule:{row.key}:{run.pk}")
        with pytest.raises(NotFound):
            taking_back.take_back(run)
        tasks.edit_task(Task.objects.get(pk=two.pk), {"priority": "low"})
        with pytest.raises(Overtaken):
            taking_back.take_back(Run.objects.get(rule=row, verdict="acted", subject_id=two.pk))
