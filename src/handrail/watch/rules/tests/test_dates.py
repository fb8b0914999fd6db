"""Rules that wait for a date or come round: beside what the house says of it, and once whoever sweeps."""

from __future__ import annotations

from handrail.house.deadlines import survey
from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.tests.stage import day, milestone, nudged, plan, sweep
from handrail.house.escalations.models import Escalation
from handrail.house.ledger.models import Event
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces.models import Member
from handrail.record.plans.models import Plan
from handrail.record.tasks.models import Task
from handrail.watch.rules import verbs
from handrail.watch.rules.models import Rule, Run

from .stage import customer, rule, verdicts


def test_a_rule_drives_what_the_house_says_of_a_date_and_doubles_nothing(scene):
    def due(key: str, number: int, **values) -> None:
        milestone(made, day(number), key, owner=scene.bob, **values)

    with scene.inside():
        wanted = {"when": {"deadline": "milestone.due", "at": "reminders"}}
        row = rule(scene, **wanted, condition='milestone.side == "vendor"')
        made = plan(customer(scene))
        due("ours", 10)
        due("theirs", 10, side="customer")
    sweep(3)
    with scene.inside():
        assert [n.subject_key for n in Nudge.objects.filter(name="milestone.due")] == ["ours"]
        held = Event.objects.get(kind="milestone.skipped")
        assert held.cause == "deadline milestone.due -7d: held back by a rule"
        assert sorted(verdicts(rule=row)) == ["acted", "not_met"]
        verbs.switch(row, "off")
        due("quiet", 12)
    sweep(5)
    with scene.inside():
        assert not Nudge.objects.filter(subject_key="quiet").exists()
        verbs.switch(Rule.objects.get(pk=row.pk), "draft")
        due("loud", 14)
    sweep(7)
    with scene.inside():
        assert Nudge.objects.filter(subject_key="loud").exists(), (
            "without a rule the house goes by the policy"
        )


def test_what_the_house_would_say_otherwise_a_rule_does_itself(scene):
    """Whom it tells, and in which words, is what its sentence says; the owner hears from the house as ever."""
    with scene.inside():
        Member.objects.filter(pk=scene.bob.pk).update(manager=scene.ada)
        tells = rule(scene, title="Tells", when={"deadline": "milestone.due", "at": "reminders"},
                     then=[{"nudge": "manager", "words": "Look at {title}"}])  # fmt: skip
        raises = rule(scene, title="Raises", when={"deadline": "milestone.due", "at": "missed"},
                      then=[{"raise": "manager"}])  # fmt: skip
        milestone(plan(customer(scene)), day(10), "go", owner=scene.bob)
    sweep(3)
    with scene.inside():
        assert sorted(nudged()) == sorted(
            [(scene.ada.pk, "rule", "-7d"), (scene.bob.pk, "milestone.due", "-7d")]
        )
        assert Nudge.objects.get(name="rule").params == {"words": "Look at Go"}
        assert [one["title"] for one in Run.objects.get(rule=tells).effects] == ["Ada"]
    sweep(11)
    with scene.inside():
        raised = set(Escalation.objects.values_list("cause", "owner"))
        assert raised == {("milestone.due", scene.bob.pk), ("hand", scene.ada.pk)}
        verbs.edit_rules([(raises, {"then": [{"raise": "owner"}]})])
        milestone(Plan.objects.get(), day(12), "chained", owner=scene.bob)
    sweep(13)
    with scene.inside():
        assert [row.cause for row in Escalation.objects.filter(title="Chained")] == ["milestone.due"]
        assert Run.objects.get(rule=raises, title="Chained").effects[0]["words"] == "As the policy says it."


def test_a_rule_waits_at_its_own_distance_and_acts_once_whoever_sweeps(scene):
    with scene.inside():
        row = rule(
            scene, when={"deadline": "milestone.due", "at": ["-3d"]}, then=[{"task": "Prepare {title}"}]
        )
        milestone(plan(customer(scene)), day(10), "go", owner=scene.bob)
    survey.survey(scene.workspace.pk)
    sweep(7)
    sweep(7, 13)
    with scene.inside():
        assert verdicts(rule=row) == ["acted"]
        assert [t.title for t in Task.objects.filter(source=f"rule:{row.key}")] == ["Prepare Go"]
        assert Deadline.objects.get(name="milestone.due").next_offset == "-1d"
        assert nudged(name="milestone.due") == [], "a week before was overtaken by nobody, and nobody slept"


def test_a_schedule_comes_round_for_each_and_on_its_own_day(scene):
    with scene.inside():
        every = rule(scene, title="Daily", when={"schedule": "FREQ=DAILY", "time": "09:00", "each": "customer"},
                     condition='customer.tier == "strategic"', then=[{"task": "Look at {customer}"}])  # fmt: skip
        own = rule(scene, title="Own", then=[{"task": "Value"}],
                   when={"schedule": "FREQ=MONTHLY", "each": "customer", "day": "anniversary_on"})  # fmt: skip
        customer(scene, "one", tier="strategic", anniversary_on=day(3).replace(year=2020))
        customer(scene, "two", anniversary_on=day(4).replace(year=2020))
    sweep(3)
    sweep(3, 13)
    with scene.inside():
        assert sorted(verdicts(rule=every)) == ["acted", "not_met"]
        assert [run.subject_key for run in Run.objects.filter(rule=own)] == ["one"], (
            "the third day was slept through by nobody"
        )
        assert sorted(t.title for t in Task.objects.all()) == ["Look at One", "Value"], (
            "a turn for all is taken once"
        )
        every.refresh_from_db()
        assert every.next_at.date() == day(4)
