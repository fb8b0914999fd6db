"""The measures of launches and judgement, their bands and cohorts: each counts what its sentence says, and the rule hears."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.deadlines.models import Deadline
from handrail.house.ledger.models import Event
from handrail.house.nudges.models import Nudge
from handrail.house.talk import verbs as talk
from handrail.house.talk.models import Link
from handrail.kit import clock
from handrail.kit.refusals import Invalid
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer, SupportCase
from handrail.record.decisions import verbs as decisions
from handrail.record.decisions.models import Constraint, Decision
from handrail.record.metrics import verbs as metrics
from handrail.record.metrics.facts import band_of, turn_of
from handrail.record.metrics.models import Metric, Reading
from handrail.record.projects import verbs as projects
from handrail.record.projects.models import Project
from handrail.record.rollout import verbs as rollout
from handrail.record.rollout.models import Step
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.watch.insights import banding, queries, verbs
from handrail.watch.insights.counting import counted
from handrail.watch.insights.measures import MEASURES, Counted, Period, value_of
from handrail.watch.insights.models import Goal
from handrail.watch.rules import verbs as rules
from handrail.watch.rules.furnishing import furnish
from handrail.watch.rules.heeding import heed
from handrail.watch.rules.models import Rule, Run
from handrail.watch.rules.sweeps import furnish_missing

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SPAN = Period(date(2026, 11, 1), date(2026, 11, 30))


def at(days: float):
    return clock.frozen(NOW + timedelta(days=days))


def told(name):
    return [(row.on.day, row.good, row.value, row.group) for row in counted(name, SPAN)]


def day(number: int) -> date:
    return date(2026, 11, number)


numbers = st.none() | st.decimals(0, 100, places=1)


@given(numbers, numbers, numbers, st.sampled_from(["", "inside", "below", "above"]))
def test_a_band_is_left_once_and_both_its_ends_are_inside(value, low, high, before):
    if low is not None and high is not None and low > high:
        low, high = high, low
    band = band_of(value, low, high)
    assert (band == "") == (value is None or (low is None and high is None))
    assert band_of(low, low, high) in ("", "inside") and band_of(high, low, high) in ("", "inside")
    assert (turn_of(before, band) == "left_band") == (band in ("below", "above") and band != before)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=20))
def test_the_cohort_that_is_behind_is_compared_with_the_one_ahead(found):
    rows = [Counted("reading", n, day(3), good, group=name) for n, (name, good) in enumerate(found)]
    value = value_of(MEASURES["adoption-consistency"], rows)
    shares = {name: [good for one, good in found if one == name] for name in {name for name, _good in found}}
    parts = sorted(sum(some) / len(some) for some in shares.values())
    if len(parts) < 2 or not parts[-1]:
        assert value is None
    else:
        assert abs(float(value) - 100 * parts[0] / parts[-1]) <= 0.06


def live(scene) -> Customer:
    with at(-40), scene.inside():
        acme, basil = customers.add_customers(
            [
                Customer(name="Acme", owner=scene.bob, tier="enterprise"),
                Customer(name="Basil", tier="strategic"),
            ]
        )
        whole = {"expected": "It works", "failure": "It is slow", "recovery": "Back to the old one"}
        spring, _bare = projects.add_projects(
            [
                Project(title="Spring", go_live_on=day(4), owner=scene.bob, **whole),
                Project(title="Bare", go_live_on=day(6), owner=scene.bob),
            ]
        )
        steps = [(acme, "pilot", "done", day(4)), (basil, "", "open", None)]
        rollout.add_steps(
            [
                Step(project=spring, customer=who, step="live", cohort=name, state=state, done_on=done)
                for who, name, state, done in steps
            ]
        )
        cases = [("1", day(6), day(9)), ("2", day(8), day(15)), ("3", date(2026, 10, 20), day(9))]
        customers.add_support_cases(
            [SupportCase(customer=acme, number=n, opened_on=on, solved_on=done) for n, on, done in cases]
            + [SupportCase(customer=basil, number="4", opened_on=day(10), solved_on=day(11))]
        )
        usage = {"purpose": "usage", "target": Decimal(50)}
        mine, theirs, nps = metrics.add_metrics(
            [
                Metric(name="Seats", customer=acme, **usage),
                Metric(name="Seats", customer=basil, **usage),
                Metric(name="NPS", customer=acme, purpose="survey", unit="NPS"),
            ]
        )
        metrics.add_readings(
            [Reading(metric=mine, on=day(n), value=Decimal(60)) for n in (3, 10)]
            + [Reading(metric=theirs, on=day(n), value=Decimal(v)) for n, v in ((3, 60), (10, 40))]
            + [Reading(metric=nps, on=day(n), value=Decimal(v)) for n, v in ((5, -10), (12, 30))]
        )
        (choice,) = decisions.add_decisions(
            [Decision(title="Which way", question="?", answer="This", due_on=day(10), owner=scene.bob)]
        )
        decisions.add_decisions([Decision(title="Late", question="?", due_on=day(12), owner=scene.bob)])
        tasks.add_tasks([Task(title="Build", owner=scene.bob)])
    with at(-20), scene.inside(scene.bob):  # 5 November
        decisions.step_decisions([choice], "approve")
        bound = Constraint.objects.get()
        talk.add_links([Link(source="task:build", target=f"constraint:{bound.key}", relation="carries")])
    with at(-9), scene.inside():
        tasks.edit_task(Task.objects.get(key="build"), {"state": "done", "done_on": day(15)})
        customers.edit_support_case(SupportCase.objects.get(number="2"), {"escalated": True})
    return acme


def test_each_measure_counts_what_its_sentence_says(scene):
    live(scene)
    with at(0), scene.inside():
        assert told("resolution") == [(15, True, 7, ""), (9, True, 3, "")]
        assert told("adoption-consistency") == [
            (10, False, None, "strategic"), (10, True, None, "pilot"), (3, True, None, "strategic"), (3, True, None, "pilot"),
        ]  # fmt: skip
        assert told("support-escalations") == [(16, False, None, "")]
        assert told("customer-confidence") == [(12, True, None, ""), (5, False, None, "")]
        assert told("decision-closure") == [(12, False, None, ""), (10, True, None, "")]
        assert told("exception-states") == [(6, False, None, ""), (4, True, None, "")]
        assert told("implementation-lag") == [(15, True, 10, "")]
        assert told("stakeholder-escalations") == []
        values = {one.measure.name: one.total.value for one in queries.results(4)}
        assert (values["resolution"], values["adoption-consistency"], values["decision-closure"]) == (
            5,
            50,
            50,
        )
        projects.edit_project(
            Project.objects.get(key="bare"), {"expected": "x", "failure": "x", "recovery": "x"}
        )
        assert told("exception-states")[0][1] is False, "written too late for its day"


def test_a_measure_of_a_cohort_counts_its_customers_alone_and_leaving_the_band_is_told_by_rule(scene):
    acme = live(scene)
    alice, bob = scene.client(scene.alice), scene.client(scene.bob)
    with at(0):
        with scene.inside():
            furnish()
            shipped = Rule.objects.filter(source__in=["metric-left-band", "measure-left-band"])
            assert shipped.update(state="on") == 2
            heed()
        aim = {"target": "90", "low": "80", "high": "", "owner": "bob", "cohort": "cohort:pilot"}
        address = f"{scene.url}insights/adoption-consistency/aim/"
        assert alice.post(address, {**aim, "high": "20"}).status_code == 409
        assert alice.post(address, {**aim, "cohort": "everybody"}).status_code == 409
        assert alice.post(f"{scene.url}insights/customer-confidence/aim/", aim).status_code == 302
        page = f"{scene.url}insights/customer-confidence/?from=2026-11-01&to=2026-11-30"
        opened = bob.get(page).content.decode()
        assert (
            "50 %" in opened
            and "NPS: -10" in opened
            and "outside its band" in bob.get(f"{scene.url}insights/").content.decode()
        )
        with scene.inside():
            goal = Goal.objects.get()
            assert goal.band == "below" and Event.objects.filter(kind="goal.left_band").count() == 1
            assert Deadline.objects.get(name="goal.look").due_at.date() == day(26)
            assert Run.objects.get(rule__source="measure-left-band").verdict == "acted"
            nudge = Nudge.objects.get(subject_kind="goal")
            assert (nudge.recipient_id, nudge.title) == (scene.bob.pk, "Customer confidence")
            nps = Metric.objects.get(name="NPS")
            metrics.edit_metric(nps, {"low": Decimal(0), "high": Decimal(50), "owner": scene.bob})
            metrics.add_readings([Reading(metric=nps, on=day(20), value=Decimal(70))])
            metrics.add_readings([Reading(metric=nps, on=day(21), value=Decimal(75))])
            metrics.add_readings([Reading(metric=nps, on=day(19), value=Decimal(1))])
            nps.refresh_from_db()
            assert nps.band == "above", "an older reading is not where it is"
            assert [row.kind for row in Event.objects.filter(subject_kind="metric", subject_id=nps.pk).order_by("id")][1:] == [
                "metric.changed", "metric.read", "metric.left_band",
            ]  # fmt: skip
        with scene.inside():
            assert Nudge.objects.get(subject_kind="metric").title == "NPS"
            metrics.remove_readings(list(Reading.objects.filter(metric=nps, value__gte=70)))
            nps.refresh_from_db()
            assert nps.band == "inside" and Event.objects.filter(kind="metric.came_back").exists()
            with pytest.raises(Invalid):
                metrics.edit_metric(nps, {"low": Decimal(60)})
    with at(2), scene.inside():
        verbs.edit_goal(Goal.objects.get(), {"cohort": ""})
        customers.remove_customers([acme])
        metrics.remove_readings(list(Reading.objects.filter(metric__purpose="survey", removed_at=None)))
        banding.judge(Goal.objects.all())
        assert Goal.objects.get().band == "", "without data it is nowhere"


def test_what_is_shipped_later_is_offered_to_who_was_there_before_and_what_was_removed_stays_away(scene):
    with scene.inside():
        furnish()
        rules.remove_rules([Rule.objects.get(source="proposal-block")])
        Rule.objects.filter(source="metric-left-band").delete()
    assert furnish_missing() >= 1
    with scene.inside():
        assert Rule.objects.get(source="metric-left-band").state == "draft"
        assert Rule.objects.get(source="proposal-block").removed_at is not None
        assert furnish() == []
