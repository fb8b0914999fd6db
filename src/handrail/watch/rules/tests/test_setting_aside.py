"""A rule that fails steps aside, takes nothing with it, and whoever owns it hears of it."""

from __future__ import annotations

from dataclasses import replace

from handrail.house.deadlines.tests.stage import day, milestone, plan, sweep
from handrail.house.ledger import write
from handrail.house.nudges import channels
from handrail.house.nudges.models import Nudge
from handrail.kit.refusals import NotAllowed
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.rules import acting, verbs
from handrail.watch.rules.models import Rule

from .stage import customer, rule, verdicts


def test_a_rule_that_crashes_steps_aside_and_takes_nothing_with_it(scene, monkeypatch):
    def broken(doing):
        write.change(doing.row, {"title": "half done"})
        raise ZeroDivisionError("oh")

    with scene.inside():
        bad = rule(
            scene, title="Bad", when={"event": "task.created"}, then=[{"assign": "member:" + scene.bob.key}]
        )
        good = rule(scene, title="Good", when={"event": "task.created"}, then=[{"set": {"priority": "high"}}])
    changed = {**acting.actions(), "assign": replace(acting.actions()["assign"], act=broken)}
    monkeypatch.setattr(acting, "actions", lambda: changed)
    with scene.inside(scene.bob):
        made = tasks.add_tasks([Task(title="Whole", owner=scene.bob)])[0]
    with scene.inside():
        there = Task.objects.get(pk=made.pk)
        assert (there.title, there.priority) == ("Whole", "high")
        bad.refresh_from_db()
        assert "oh" in bad.problem and verdicts(rule=bad) == ["failed"] and verdicts(rule=good) == ["acted"]
        assert Nudge.objects.get(recipient=scene.alice, name="rule.aside").title == "Bad"
        tasks.add_tasks([Task(title="Next", owner=scene.bob)])
    monkeypatch.undo()
    with scene.inside():
        assert verdicts(rule=bad) == ["failed"], "it looks at nothing while it is aside"
        verbs.switch(Rule.objects.get(pk=bad.pk), "on")
        tasks.add_tasks([Task(title="Third", owner=scene.alice)])
    with scene.inside():
        assert verdicts(rule=bad) == ["failed", "acted"]


def test_a_rule_whose_channel_is_gone_steps_aside_and_does_not_silence_the_house(scene):
    with scene.inside():
        gone, _secret = channels.add_channel("webhook", "Gone", "https://hooks.example/x")
        row = rule(
            scene,
            when={"deadline": "milestone.due", "at": "reminders"},
            then=[{"nudge": "owner"}, {"webhook": gone.key}],
        )
        channels.remove_channel(gone)
        milestone(plan(customer(scene)), day(10), "go", owner=scene.bob)
    sweep(3)
    with scene.inside():
        assert verdicts(rule=row) == ["failed"]
        assert [n.subject_key for n in Nudge.objects.filter(name="milestone.due")] == ["go"]
        row.refresh_from_db()
        assert "not there any more" in row.problem, (
            "it would be refused for ever: it steps aside, and says so"
        )
        assert Nudge.objects.filter(recipient=scene.alice, name="rule.aside").count() == 1


def test_whoever_owns_a_rule_hears_that_it_is_refused_again_and_again(scene, monkeypatch):
    def refuse(doing):
        raise NotAllowed("Not here.")

    changed = {**acting.actions(), "set": replace(acting.actions()["set"], act=refuse)}
    with scene.inside():
        row = rule(scene, when={"event": "task.created"}, then=[{"set": {"priority": "high"}}])
    monkeypatch.setattr(acting, "actions", lambda: changed)
    for number, told in ((1, 0), (2, 0), (3, 1), (4, 1)):
        with scene.inside():
            tasks.add_tasks([Task(title=f"Task {number}", owner=scene.bob)])
        with scene.inside():
            heard = Nudge.objects.filter(recipient=scene.alice, name="rule.aside")
            assert [n.params["words"] for n in heard] == ["Not here."] * told, number
    with scene.inside():
        assert verdicts(rule=row) == ["refused"] * 4
        row.refresh_from_db()
        assert not row.problem, "it goes on"
