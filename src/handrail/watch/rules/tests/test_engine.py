"""Rules look and act: once on each occasion, in the transaction of what they saw, and never round in circles."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta
from decimal import Decimal

import pytest

from handrail.house.access.workspace import edit_workspace
from handrail.house.deadlines.tests.stage import day
from handrail.house.escalations import verbs as escalations
from handrail.house.ledger.models import Event
from handrail.house.nudges import channels
from handrail.house.nudges.models import Delivery, Nudge
from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.verbs import add_assumptions, edit_assumption
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.verbs import add_blockers
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import CustomerRequest, Opportunity, TeamPlace
from handrail.record.feedback.models import Feedback
from handrail.record.feedback.verbs import add_feedback
from handrail.record.handoffs.models import Handoff, Promise
from handrail.record.handoffs.promising import add_promises
from handrail.record.handoffs.verbs import add_handoffs
from handrail.record.outside.tests.made import form_for, send
from handrail.record.outside.verbs import decline
from handrail.record.plans.models import Plan
from handrail.record.projects.models import Board, Project
from handrail.record.projects.verbs import add_boards, add_projects
from handrail.record.scope.models import ScopeChange
from handrail.record.scope.verbs import add_scope_changes
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.health.thresholds import set_policy
from handrail.watch.reviews.models import Review
from handrail.watch.reviews.verbs import add_reviews
from handrail.watch.rules import engine, furnishing, listening, queries, words
from handrail.watch.rules.facts import KINDS
from handrail.watch.rules.models import Run

from .stage import customer, deal, rule, verdicts


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


def test_what_hands_over_is_promised_looked_at_and_raised_can_start_a_rule(scene):
    """Each with its own facts and its customer's; what was raised knows its customer, too."""
    with scene.inside():
        row = customer(scene)
        events = [
            ("handoff.created", 'handoff.kind == "ae_to_csm" && handoff.returns == 0'),
            ("promise.created", "promise.owned && promise.due_days == 3"),
            ("customerrequest.changed", 'request.state == "planned" && before.state == "open"'),
            ("review.created", "review.days_until > 1 && review.owned"),
            ("feedback.created", 'feedback.state == "open" && feedback.owned && customer.owned'),
            ("assumption.changed", 'assumption.state == "invalidated" && before.state == "open"'),
            ("blocker.created", "blocker.due_days == 3 && !blocker.fallback"),
            ("scopechange.created", 'change.state == "asked" && change.owned'),
            ("submission.created", 'submission.state == "waiting" && submission.answer_days >= 0'),
            ("submission.declined", 'submission.state == "declined" && customer.owned'),
            ("escalation.created", 'raised.cause == "hand" && customer.name == "Harbor-Freight"'),
        ]
        rules = [
            rule(scene, title=event, when={"event": event}, condition=condition, then=[{"task": event}])
            for event, condition in events
        ]
    with scene.inside():
        add_handoffs([Handoff(customer=row, kind="ae_to_csm", owner=scene.bob)])
        promise = Promise(customer=row, title="A report", owner=scene.bob, due_on=day(3))
        add_promises([promise])
        (wish,) = customers.add_customer_requests(
            [CustomerRequest(customer=row, title="Export", owner=scene.bob)]
        )
        customers.edit_customer_request(wish, {"state": "planned"})
        add_reviews([Review(title="Look", at=clock.now() + timedelta(days=3), owner=scene.bob)])
        (launch,) = add_projects([Project(title="Launch", customer=row, owner=scene.ada)])
        add_feedback([Feedback(subject=f"project:{launch.key}", title="Why Friday?")])
        (held,) = add_assumptions([Assumption(title="One language", customer=row, owner=scene.bob)])
        edit_assumption(held, {"state": "invalidated", "finding": "They have two"})
        add_blockers([Blocker(title="No key", customer=row, owner=scene.bob, due_on=day(3))])
        add_scope_changes([ScopeChange(title="Two languages", project=launch)])
        (board,) = add_boards([Board(project=launch, title="Asked", owner=scene.bob)])
        sent = send(form_for(board))
        escalations.raise_to(promise, scene.ada, "It is late.", title=promise.title, path="promises/x/")
    with scene.inside():
        decline(sent, "It has no stage to come into")
    with scene.inside():
        assert {one.key: verdicts(rule=one) for one in rules} == {one.key: ["acted"] for one in rules}
        assert {task.title for task in Task.objects.all()} >= {event for event, _ in events}
    for settable, taken in ({"due_on": "2026-12-01"}, True), ({"state": "accepted"}, False):
        said = {
            "when": {"event": "scopechange.created"},
            "condition": "change.owned",
            "then": [{"set": settable}],
        }
        with scene.inside(), nullcontext() if taken else pytest.raises(Invalid):
            rule(scene, title=f"Sets {settable}", **said)
    assert {name for kind in KINDS.values() for name in kind.fields} <= words.FIELDS.keys(), (
        "each has its word"
    )
