"""Rules tried on the past, and the time machine: the same input gives the same answer, and nothing is done by looking."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from unittest.mock import ANY

import pytest
from django.db import connection

from handrail.cli import govern
from handrail.cli.session import Unusable
from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.tests.stage import customer, day, milestone, plan, sweep
from handrail.house.escalations.models import Escalation
from handrail.house.ledger.models import Event
from handrail.house.nudges.models import Nudge
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity, Touchpoint
from handrail.record.plans import verbs as plans
from handrail.record.plans.models import Milestone, Plan
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.rules import ahead, furnishing, governing, queries, rehearsing, replaying, verbs
from handrail.watch.rules.models import Rule, Run
from handrail.watch.rules.reading import when_of

NOON = time(12, tzinfo=UTC)


def ago(days: int) -> datetime:
    return datetime.combine(day(-days), NOON)


def rehearsed(**parts):
    row = Rule(key="try", title="Try", then=[{"nudge": "owner"}], **{"condition": "", **parts})
    return rehearsing.rehearse(row, when_of(row.when))


def story(scene) -> Customer:
    """A deal that grew, and a milestone that slipped, over three months."""
    with clock.frozen(ago(80)):
        row = customer(scene, tier="commercial")
        deal = Opportunity(key="deal", name="Deal", customer=row, stage="1", kind="new", arr=50_000)
        customers.add_opportunities([deal])
        made = plan(row, "harbor", owner=scene.bob)
        milestone(made, day(-30), "live", owner=scene.bob)
    with clock.frozen(ago(70)):
        gone = customer(scene, "gone", tier="commercial")
        tasks.add_tasks([Task(key="nobodys", title="Nobody’s", owner=scene.bob, priority="low")])
    with clock.frozen(ago(60)):
        customers.edit_opportunity(deal, {"stage": "2"})
    with clock.frozen(ago(40)):
        customers.edit_opportunity(deal, {"arr": 400_000})
        customers.edit_customer(row, {"tier": "strategic"})
    with clock.frozen(ago(35)):
        plans.edit_milestone(Milestone.objects.get(key="live"), {"due_on": day(-10)})
    with clock.frozen(ago(30)):
        customers.remove_customers([gone])
        tasks.edit_task(Task.objects.get(key="nobodys"), {"priority": "high"})
    with clock.frozen(ago(20)):
        customers.edit_opportunity(deal, {"stage": "3"})
    return row


def test_a_rehearsal_sees_each_record_as_it_was(scene, monkeypatch):
    with scene.inside():
        story(scene)
    with scene.inside():
        before = Event.objects.count()
        big = rehearsed(
            when={"event": "opportunity.saved", "fields": ["stage", "arr"]}, condition="deal.arr > 100000"
        )
        assert [(run.at, run.inputs) for run in big.fired] == [
            (ago(20), {"deal.arr": 400_000}),
            (ago(40), {"deal.arr": 400_000}),
        ]
        assert [run.inputs["deal.arr"] for run in big.silent] == [50_000, 50_000]
        tier = rehearsed(when={"event": "opportunity.saved"}, condition='customer.tier == "strategic"')
        assert big.whole and tier.whole
        assert [run.at for run in tier.fired] == [ago(20)], "the customer grew after the deal did"
        dated = rehearsed(when={"deadline": "milestone.due", "at": ["-7d"]})
        assert [run.at.date() for run in dated.fired] == [day(-17), day(-37)], (
            "once for each date that it had"
        )
        turns = rehearsed(
            when={"schedule": "FREQ=WEEKLY;BYDAY=MO", "each": "customer"},
            condition='customer.tier == "commercial"',
        )
        assert {run.subject_key for run in turns.runs} == {"northwind", "gone"}
        for key, first, last in (("northwind", 80, 40), ("gone", 70, 30)):
            mondays = {day(-n) for n in range(last, first) if day(-n).weekday() == 0}
            assert {run.at.date() for run in turns.fired if run.subject_key == key} == mondays, key
        loose = rehearsed(when={"event": "task.created"}, condition='task.priority == "low"')
        assert [run.subject_key for run in loose.fired] == ["nobodys"], "it is high today, and of no customer"
        assert dated.whole
        monkeypatch.setattr(rehearsing, "MOST_EVENTS", 1)
        monkeypatch.setattr(rehearsing, "MOST_SUBJECTS", 0)
        for cut in ({"event": "opportunity.saved"}, {"deadline": "milestone.due", "at": ["-7d"]}):
            assert not rehearsed(when=cut).whole, f"{cut} did not look at all of it"
        assert Event.objects.count() == before
        assert not Run.objects.exists() and not Nudge.objects.exclude(name="task.given").exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relkind = 'r'")
            assert cursor.fetchone() == (0,), "the look leaves no table behind"
        assert Opportunity.objects.get(key="deal").stage == "3"


def test_health_is_replayed_from_the_ledger_as_it_was_judged(scene):
    """Sixty days without a touch are too long for a strategic customer, and were not while it was a small one."""
    with clock.frozen(ago(100)), scene.inside():
        row = customer(scene, tier="commercial")
    with clock.frozen(ago(60)), scene.inside():
        customers.add_touchpoints([Touchpoint(customer=row, kind="call", on=day(-60))])
        customers.edit_customer(row, {"sentiment": "good", "sentiment_on": day(-60)})
    with clock.frozen(ago(10)), scene.inside():
        customers.edit_customer(row, {"tier": "strategic"})
    with scene.inside():
        points = replaying.replay(row, weeks=20)
        assert points[-1].at > row.created_at - timedelta(days=1)
        states = [point.state for point in points]
        assert states[0] != "healthy" and states[2:5] == ["healthy"] * 3, states
        assert states[10] == "no_data", "nobody had talked to them yet"
        assert all(point.why for point in points)


def test_the_time_machine_says_the_same_twice_and_does_it_once(scene):
    end = datetime.combine(day(45), NOON)
    with scene.inside():
        furnishing.furnish()
        row = customer(scene, anniversary_on=day(5).replace(year=2020), owner=scene.bob)
        milestone(plan(row, "harbor", owner=scene.bob), day(10), "live", owner=scene.bob)
    with clock.frozen(clock.real()) as _, scene.inside():
        first, second = (json.dumps(ahead.look(end).plain(), sort_keys=True) for _ in range(2))
        assert first == second
        told = ahead.look(end)
        names = [
            (event.name, event.at.date()) for event in told.events if event.what == "rule" and event.does
        ]
        for offset in (7, 1, 0):
            assert ("milestone-reminders", day(10 - offset)) in names
        assert any(name == "monthly-value-review" for name, _at in names)
        assert ("plan-review-reminder", day(30)) in names
        assert ("milestone-escalation", day(11)) in names
        mine = [event for event in told.events if event.name == "milestone.due"]
        assert {event.what for event in mine} == {"raised"}, (
            "rules drive all of it; what they let begin goes up"
        )
        asked = [(event.who, event.at.date()) for event in mine]
        assert asked[0] == ("Bob", day(11)) and asked[1][0] == "Ada", "its owner, then who is above"
        assert not Escalation.objects.exists()
        assert not Run.objects.exists()
    done = governing.govern(scene.workspace.pk, end)
    again = governing.govern(scene.workspace.pk, end)
    assert done["fired"] >= 5 and again["fired"] == 0
    with enter(scene.workspace.pk):
        acted = {(run.rule.key, run.day) for run in queries.runs() if run.verdict == "acted"}
        assert acted >= {
            ("milestone-reminders", day(3)),
            ("milestone-reminders", day(9)),
            ("plan-review-reminder", day(30)),
        }
        assert Nudge.objects.filter(name="milestone.due").count() == 3
        [raised] = Escalation.objects.all()
        assert (raised.cause, raised.told[0][0]) == ("milestone.due", scene.bob.key), "once, by its chain"
        people = dict(Member.objects.values_list("key", "name"))
        said = [(people[key], datetime.fromisoformat(at)) for key, at in raised.told]
        assert said == [(event.who, event.at) for event in mine], "as it was foreseen, to the minute"
        assert Task.objects.filter(source="rule:monthly-value-review").exists()
    sweep(45, 13)
    with enter(scene.workspace.pk):
        assert Nudge.objects.filter(name="milestone.due").count() == 3
        assert not Deadline.objects.filter(name="milestone.due", next_offset="-7d").exists()
        assert Plan.objects.exists()


def test_health_that_time_turns_is_foreseen_on_its_day_and_rules_hear_of_it_as_foreseen(scene):
    """What the time machine says of the coming months is what is done, moment by moment and rule by rule."""
    end = datetime.combine(day(200), NOON)
    with scene.inside():
        row = customer(scene, tier="enterprise", sentiment="good", sentiment_on=day(0), renewal_on=day(150))
        customers.add_touchpoints([Touchpoint(customer=row, kind="call", on=day(0))])
        hear = {
            "when": {"event": "customer.health"},
            "condition": 'before.health == "healthy" || customer.health == "at_risk"',
            "then": [{"task": "Call {customer}", "for": "member:bob", "due": 3}],
        }
        verbs.add_rules([Rule(key="hear", title="Hear", state="on", owner=scene.alice, **hear)])
    with scene.inside():
        told = ahead.look(end)
        assert told.events == ahead.look(end).events, "looking changes nothing"
        turns = [(event.at, event.name) for event in told.events if event.what == "health"]
        heard = [(event.at, event.verdict, event.inputs) for event in told.events if event.name == "hear"]
        assert len(turns) >= 2 and len({at for at, _name in turns}) == len(turns), "each on its own day"
        assert turns[0][1].startswith("healthy -> ") and heard[0][:2] == (turns[0][0], "acted")
        start = turns[0][0] + timedelta(hours=1)
        later = [(event.at, event.name) for event in ahead.look(end, start).events if event.what == "health"]
        assert later == [(start, turns[0][1]), *turns[1:]], "what had turned by then stands at the beginning"
    assert governing.govern(scene.workspace.pk, end) == {"fired": ANY, "judged": 1}
    with enter(scene.workspace.pk):
        done = Event.objects.filter(kind="standing.changed", changes__state__0__isnull=False).order_by("at")
        done = [(e.at, "{} -> {}".format(*e.changes["state"])) for e in done if e.at > clock.now()]
        assert done == turns, "as it was foreseen"
        runs = Run.objects.filter(rule__key="hear", verdict="acted").order_by("at")
        assert [(run.at, run.verdict, run.inputs) for run in runs] == [
            one for one in heard if one[1] == "acted"
        ]
        assert Task.objects.filter(source="rule:hear").count() == 1, "not a second one while it is open"


def test_the_command_writes_the_same_bytes_and_says_what_it_did(scene, capsys):
    with scene.inside():
        furnishing.furnish()
        milestone(plan(customer(scene), "harbor", owner=scene.bob), day(10), "live", owner=scene.bob)
    start, end = (datetime.combine(day(number), NOON).isoformat() for number in (1, 12))
    asked = ["-w", scene.workspace.slug, "--from", start, "--at", end, "--dry-run", "--format", "json"]
    assert [govern.main(asked), govern.main(asked)] == [1, 1], "something would happen"
    told = capsys.readouterr()
    half = len(told.out) // 2
    assert told.out[:half] == told.out[half:] and json.loads(told.out[:half])["counts"]["rule"] == 4
    assert "Nothing was written." in told.err
    with scene.inside():
        assert not Run.objects.exists()
    assert govern.main(["-w", scene.workspace.slug, "--at", str(day(12)), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["fired"] >= 4
    with pytest.raises(Unusable, match="no moment"):
        govern.main(["-w", scene.workspace.slug, "--at", "soon", "--dry-run"])
