"""What holds for every judgement, whatever the customer."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handrail.kit.verdict import Standing, Today, Verdict, as_json, from_json
from handrail.record.customers.facts import CaseFacts, CustomerFacts
from handrail.record.plans.checks import completeness, need, required
from handrail.record.plans.facts import MilestoneFacts
from handrail.record.risks.facts import RiskFacts
from handrail.watch.health.checks import STATES, judge_customer, judge_plan
from handrail.watch.health.checks.standing import WEIGHTS
from handrail.watch.health.facts import HealthFacts
from handrail.watch.health.policy import Policy
from handrail.watch.health.tests.worlds import EMPTY, PLANS, TODAYS, WORLDS, T

POLICY = Policy()
laws = settings(max_examples=int(os.environ.get("LAW_EXAMPLES", "40")), deadline=None)


def standings(facts: HealthFacts, today: Today) -> Iterator[Standing]:
    customer = facts.customer
    yield judge_customer(facts, POLICY, today)
    yield need(customer, facts.plans, POLICY, today)
    yield from (required(deal, customer, POLICY, today) for deal in customer.opportunities)
    for plan in facts.plans:
        yield judge_plan(plan, POLICY, today, customer)
        yield completeness(plan, POLICY)


def rank(state: str) -> int:
    return STATES.index(state)


def judged(facts: HealthFacts, today: Today) -> int:
    return rank(judge_customer(facts, POLICY, today).state)


@laws
@given(WORLDS, TODAYS)
def test_the_same_input_gives_the_same_answer(facts, today):
    assert list(standings(facts, today)) == list(standings(facts, today))


@laws
@given(WORLDS, TODAYS)
def test_stored_standings_come_back_the_same(facts, today):
    for standing in standings(facts, today):
        assert from_json(Standing, as_json(standing)) == standing


@laws
@given(WORLDS, TODAYS)
def test_every_failure_has_a_remedy_and_evidence_or_a_stated_absence(facts, today):
    for standing in standings(facts, today):
        for verdict in standing.criteria:
            assert verdict.passed or (verdict.remedy and verdict.evidence), verdict


@laws
@given(WORLDS, TODAYS)
def test_a_state_names_what_decides_it(facts, today):
    for standing in standings(facts, today):
        assert standing.reasons or standing.state == "not_required"
        if standing.state in ("watch", "at_risk"):
            assert all(not verdict.passed for verdict in standing.reasons)


@laws
@given(WORLDS, TODAYS, st.floats(0, 1))
def test_a_standing_holds_as_long_as_it_says(facts, today, part):
    """Before `holds_until` the very same standing comes out, at any moment of any day in between."""
    begun = today.start(today.day)
    for before, standing in enumerate(standings(facts, today)):
        end = standing.holds_until or begun + timedelta(days=1000)
        assert end > begun
        for moment in (begun + (end - begun) * part, end - timedelta(microseconds=1)):
            again = list(standings(facts, Today.at(max(begun, min(moment, end)), today.zone)))[before]
            assert again == standing or moment >= end


@laws
@given(WORLDS, TODAYS)
def test_every_verdict_holds_as_long_as_it_says(facts, today):
    for verdict in judge_customer(facts, POLICY, today).criteria:
        end = verdict.holds_until or today.start(today.day, 1000)
        last = Today.at(end - timedelta(microseconds=1), today.zone)
        assert verdict in judge_customer(facts, POLICY, last).criteria


@laws
@given(PLANS, TODAYS, st.integers(0, 100), st.integers(1, 100))
def test_more_days_without_update_never_improve(plan, today, days, more):
    def after(gone: int) -> str:
        touched = replace(plan, updated_on=today.day - timedelta(days=gone))
        return judge_plan(touched, POLICY, today).state

    assume(not plan.is_completed)
    assert rank(after(days + more)) >= rank(after(days))


@laws
@given(EMPTY, TODAYS)
def test_no_data_is_never_healthy(customer, today):
    assume(customer.renewal_on is None or customer.renewal_on > today.day + timedelta(days=45))
    assert judge_customer(HealthFacts(customer=customer), POLICY, today).state == "no_data"


@laws
@given(WORLDS, TODAYS)
def test_healthy_has_no_failure_and_enough_evidence(facts, today):
    standing = judge_customer(facts, POLICY, today)
    if standing.state != "healthy":
        return
    found = {verdict.code: verdict for verdict in standing.criteria}
    assert found["customer.evidence"].passed
    assert not [v for v in standing.criteria if v.passed is False and v.code in WEIGHTS]


@laws
@given(WORLDS, TODAYS)
def test_what_is_solved_never_makes_it_worse(facts, today):
    past = today.day - timedelta(days=40)
    case = CaseFacts(key="s", severity="critical", opened_on=past, solved_on=past)
    risk = RiskFacts(key="s", title="S", severity="critical", state="mitigated")
    step = MilestoneFacts(key="s", title="S", due_on=past, done_on=past, state="done")
    solved = HealthFacts(
        customer=replace(facts.customer, cases=(*(facts.customer.cases or ()), case)),
        plans=tuple(
            replace(p, risks=(*p.risks, risk), milestones=(*p.milestones, step)) for p in facts.plans
        ),
        metrics=facts.metrics,
        risks=(*facts.risks, risk),
    )
    assert judged(solved, today) <= judged(facts, today)


@laws
@given(WORLDS, TODAYS)
def test_a_customer_is_never_better_than_its_plans(facts, today):
    states = [judge_plan(plan, POLICY, today, facts.customer).state for plan in facts.plans]
    worst = max((rank(state) for state in states if state in ("watch", "at_risk")), default=0)
    assert judged(facts, today) >= worst


@given(TODAYS, st.integers(-3000, 3000))
def test_a_day_starts_at_local_midnight_whatever_the_clocks_do(today, plus):
    start = today.start(T, plus)
    assert Today.at(start, today.zone).day == T + timedelta(days=plus)
    assert Today.at(start - timedelta(microseconds=1), today.zone).day < T + timedelta(days=plus)


def test_days_past_the_calendar_have_no_start():
    assert Today(T, "America/Los_Angeles").start(T.max, 1) is None
    far = CustomerFacts(key="x", renewal_on=T.max, last_touch_on=T.min, sentiment_on=T.max, sentiment="good")
    assert judge_customer(HealthFacts(customer=far), POLICY, Today(T)).state == "at_risk"


def test_a_verdict_is_plain_json():
    verdict = Verdict("x", None, {"on": "2026-11-21", "names": ["a"]})
    assert from_json(Verdict, as_json(verdict)) == verdict


def test_the_judgement_needs_no_django():
    code = (
        "import sys, handrail.watch.health.checks, handrail.watch.health.words, handrail.record.tasks.facts, "
        "handrail.record.decisions.facts; sys.exit(any(m.split('.')[0] == 'django' for m in sys.modules))"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}).returncode == 0
    )
