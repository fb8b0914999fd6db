"""Rules look and act: once on each occasion, in the transaction of what they saw, and never round in circles."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from handrail.house.access.workspace import edit_workspace
from handrail.house.deadlines import survey
from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.tests.stage import day, milestone, nudged, plan, sweep
from handrail.house.escalations.models import Escalation
from handrail.house.ledger import write
from handrail.house.ledger.models import Event
from handrail.house.nudges import channels
from handrail.house.nudges.models import Delivery, Nudge
from handrail.house.workspaces.models import Member, Workspace
from handrail.kit.refusals import Invalid, NotAllowed, NotFound, Overtaken
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, Opportunity, TeamPlace
from handrail.record.handoffs.models import Handoff
from handrail.record.plans.models import Plan
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.health.thresholds import set_policy
from handrail.watch.rules import acting, engine, furnishing, listening, queries, sweeps, taking_back, verbs
from handrail.watch.rules.models import Rule, Run


def rule(scene, **values) -> Rule:
    """One that is switched on and owned by Alice."""
    row = Rule(
        **{"title": "A rule", "state": "on", "owner": scene.alice, "then": [{"nudge": "owner"}], **values}
    )
    return verbs.add_rules([row])[0]


def customer(scene, key: str = "harbor-freight", **values) -> Customer:
    row = Customer(**{"key": key, "name": key.title(), "owner": scene.bob, **values})
    return customers.add_customers([row])[0]


def deal(row: Customer, **values) -> Opportunity:
    values = {
        "name": "First deal",
        "kind": "new",
        "stage": "1",
        "arr": Decimal(150_000),
        "owner": row.owner,
    } | values
    return customers.add_opportunities([Opportunity(customer=row, **values)])[0]


def verdicts(**wanted) -> list[str]:
    return list(Run.objects.filter(**wanted).order_by("at", "pk").values_list("verdict", flat=True))


def test_a_deal_at_stage_2_gets_its_plan_once_with_a_run_behind_it(scene):
    with scene.inside():
        furnishing.furnish()
        edit_workspace({"currency": "EUR"})
        first = customer(scene)
        customers.add_team_places([TeamPlace(customer=first, member=scene.ada, job="SA")])
        row = deal(first)
    with scene.inside(scene.bob):
        assert not Plan.objects.filter(customer=first).exists()
        customers.edit_opportunity(Opportunity.objects.get(pk=row.pk), {"stage": "2"})
    with scene.inside(scene.bob):
        made = Plan.objects.get(customer=first)
        assert (made.opportunity_id, made.owner) == (row.pk, scene.ada)
        [run] = Run.objects.filter(verdict="acted")
        assert run.inputs == {"deal.plan": "missing"}
        assert [effect["did"] for effect in run.effects] == ["plan", "task"]
        event = Event.objects.get(subject_kind="plan", kind="plan.created")
        assert (event.actor_kind, event.cause) == ("rule", f"rule:plan-creation:{run.pk}")
        customers.edit_opportunity(Opportunity.objects.get(pk=row.pk), {"arr": Decimal(200_000)})
    with scene.inside(scene.bob):
        assert Plan.objects.filter(customer=first).count() == 1
        assert Task.objects.filter(source="rule:plan-creation").count() == 1
        assert verdicts(rule__key="plan-creation") == ["acted", "not_met"]
        customers.edit_opportunity(Opportunity.objects.get(pk=row.pk), {"stage": "4"})
    with scene.inside(scene.bob):
        [blocked] = Run.objects.filter(rule__key="proposal-block", verdict="acted")
        assert [effect["did"] for effect in blocked.effects] == ["block", "task", "nudge"]
        customers.edit_opportunity(Opportunity.objects.get(pk=row.pk), {"stage": "won"})
        deal(first, key="again", name="Renewal", kind="renewal", stage="won")
    with scene.inside():
        [handoff] = Handoff.objects.all()
        assert (handoff.opportunity_id, handoff.giver, handoff.owner) == (row.pk, scene.ada, scene.bob)


def test_whoever_was_here_before_gets_the_shipped_rules_as_drafts(scene):
    with scene.inside():
        Workspace.objects.filter(pk=scene.workspace.pk).update(heeds={})
    sweeps.furnish_missing()
    sweeps.furnish_missing()
    with scene.inside():
        rows = list(queries.listing())
        assert len(rows) == 9 and {row.state for row in rows} == {"draft"}
        assert all(queries.sentence(row).endswith(".") for row in rows)
        verbs.remove_rules(rows[:1])
    sweeps.furnish_missing()
    with scene.inside():
        assert queries.listing().count() == 8


@pytest.mark.parametrize(
    ("parts", "field", "words", "fix"),
    [
        ({"condition": 'deal.stge == "2"'}, "condition", "at character", "Did you mean deal.stage?"),
        ({"condition": "deal.stage > 2"}, "condition", "does not fit text a number", "quotation marks"),
        ({"condition": "deal.arr"}, "condition", "not to true or false", "such as"),
        ({"condition": 'deal.stage == "wn"'}, "condition", "at character 15", "Did you mean won?"),
        (
            {"when": {"event": "oportunity.saved"}},
            "when",
            "oportunity.saved",
            "Did you mean opportunity.saved?",
        ),
        ({"when": {"event": "opportunity.saved", "fields": ["stag"]}}, "when", "stag", "Did you mean stage?"),
        ({"when": {"deadline": "milestone.duo"}}, "when", "milestone.duo", "Did you mean milestone.due?"),
        ({"when": {"schedule": "FREQ=HOURLY", "each": "plan"}}, "when", "rule can not be read", "FREQ"),
        ({"then": [{"nuge": "owner"}]}, "then", "nuge", "Did you mean nudge?"),
        ({"then": [{"nudge": "the boss"}]}, "then", "the boss", "customer_owner"),
        ({"then": [{"set": {"stage": "won"}}]}, "then", "can not set “stage”", "sa_validated"),
        ({"then": []}, "then", "what is to be done", "at least one"),
    ],
)
def test_what_can_not_be_read_is_refused_with_its_place_and_what_was_meant(scene, parts, field, words, fix):
    with scene.inside(), pytest.raises(Invalid) as refused:
        rule(scene, **{"when": {"event": "opportunity.saved"}, **parts})
    [problem] = refused.value.problems
    assert problem.field == field
    assert words in problem.message
    assert fix in problem.fix


def test_only_administrators_set_rules(scene):
    with scene.inside(scene.bob), pytest.raises(NotAllowed):
        rule(scene, when={"event": "task.created"})


def test_what_is_not_known_is_not_no(scene):
    with scene.inside():
        row = rule(scene, when={"event": "opportunity.saved"}, condition="deal.arr < 1000")
        deal(customer(scene), arr=None)
    with scene.inside():
        [run] = Run.objects.filter(rule=row)
        assert (run.verdict, run.words) == ("no_data", "“deal.arr” is not known.")


def test_rules_that_lead_to_themselves_are_cut(scene):
    with scene.inside():
        one = rule(scene, title="One", when={"event": "task.saved", "fields": ["priority"]},
                   condition='task.priority == "high"', then=[{"set": {"priority": "low"}}])  # fmt: skip
        other = rule(scene, title="Other", when={"event": "task.saved", "fields": ["priority"]},
                     condition='task.priority == "low"', then=[{"set": {"priority": "high"}}])  # fmt: skip
        rule(scene, title="More", when={"event": "task.created"}, then=[{"task": "More of {title}"}])
    with scene.inside():
        made = tasks.add_tasks([Task(title="Round", owner=scene.bob, priority="high")])[0]
    with scene.inside():
        assert verdicts(rule=one, subject_id=made.pk) == ["acted", "not_met", "loop"]
        assert sorted(verdicts(rule=other, subject_id=made.pk)) == ["acted", "not_met"]
        assert Task.objects.get(pk=made.pk).priority == "high"
        assert verdicts(rule__title="More") == ["acted"] * 5 + ["loop"]


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


@pytest.mark.parametrize("carries", ["urgent", "all"])
def test_another_program_hears_of_each_run_of_each_rule_once(scene, carries):
    with scene.inside():
        hook, _secret = channels.add_channel("webhook", "CRM", "https://hooks.example/x", carries=carries)
        wanted = {"when": {"event": "opportunity.saved", "fields": ["stage"]}}
        row = deal(customer(scene), stage="2")
        for owner in (scene.alice, scene.ada):
            rule(scene, title=owner.name, owner=owner, then=[{"webhook": hook.key}], **wanted)
        for stage in ("3", "4"):
            customers.edit_opportunity(Opportunity.objects.get(pk=row.pk), {"stage": stage})
    with scene.inside():
        assert verdicts() == ["acted"] * 4
        sent = Delivery.objects.filter(channel=hook, nudge__name="rule").select_related("nudge")
        assert sorted(one.nudge.recipient_id for one in sent) == sorted(
            [scene.alice.pk, scene.alice.pk, scene.ada.pk, scene.ada.pk]
        )


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


def test_beyond_the_days_number_rules_stop_and_people_hear_before(scene):
    with scene.inside():
        set_policy({"rules_a_day": 5})
        row = rule(scene, when={"event": "task.created"}, then=[{"set": {"priority": "high"}}])
        for n in range(4):
            tasks.add_tasks([Task(title=f"Task {n}", owner=scene.bob)])
    with scene.inside():
        assert [n.reason[:22] for n in Nudge.objects.filter(name="rules.limit")] == [
            "Rules have acted %(acted)s times today;"[:22]
        ]
        tasks.add_tasks([Task(title=f"More {n}", owner=scene.bob) for n in range(3)])
    with scene.inside():
        assert sorted(verdicts(rule=row)) == ["acted"] * 5 + ["limited"] * 2
        assert Task.objects.filter(priority="high").count() == 5
        assert Nudge.objects.filter(name="rules.limit", recipient=scene.alice).count() == 2


def test_many_at_once_and_two_workers_act_once(scene):
    with scene.inside():
        row = rule(scene, when={"event": "task.created"}, then=[{"set": {"priority": "high"}}])
        tasks.add_tasks([Task(title=f"Task {n}", owner=scene.bob) for n in range(60)])
    with scene.inside():
        assert verdicts(rule=row) == ["acted"] * 60
        events = list(Event.objects.filter(kind="task.created").order_by("id"))
        again = [ask for event in events for ask in listening.asked(row, queries.meant(row), event, ())]
        assert engine.consider(again) == [], "what was acted on is taken"
