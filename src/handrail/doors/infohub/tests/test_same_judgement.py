"""Files and the record that was made from them are judged alike: state by state, criterion by criterion."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from handrail.doors.infohub import importing
from handrail.doors.infohub.entities import accounts_of
from handrail.doors.infohub.facts import directory_of, health_facts
from handrail.kit.verdict import Today
from handrail.record.customers.models import Customer
from handrail.record.plans.checks import completeness, need
from handrail.record.plans.gathering import gather
from handrail.watch.health.checks import judge_customer, judge_plan
from handrail.watch.health.facts import HealthFacts
from handrail.watch.health.policy import Policy

TREES = Path(__file__).resolve().parents[5] / "tests" / "trees"
POLICY = Policy()


def judgement(facts: HealthFacts, today: Today) -> dict[str, object]:
    standing = judge_customer(facts, POLICY, today)
    plans = {plan.title: judge_plan(plan, POLICY, today, facts.customer) for plan in facts.plans}
    return {
        "state": standing.state,
        "criteria": sorted((v.code, str(v.passed)) for v in standing.criteria),
        "need": need(facts.customer, facts.plans, POLICY, today).state,
        "plans": {title: s.state for title, s in plans.items()},
        "complete": {plan.title: completeness(plan, POLICY).state for plan in facts.plans},
    }


@pytest.mark.parametrize("name", ["commented", "wild"])
@pytest.mark.parametrize("day", [date(2026, 3, 15), date(2026, 6, 15), date(2027, 1, 1)])
def test_a_tree_and_its_record_are_judged_alike(scene, name, day):
    today = Today(day)
    tree = importing.read_folder(TREES / name)
    members = next((s.root.of("member") for s in tree.sources if s.sheet and s.sheet.kind == "workspace"), [])
    accounts = accounts_of(tree.usable)
    by_file = {n: judgement(health_facts(a, directory_of(members)), today) for n, a in accounts.items() if n}
    with scene.inside():
        importing.apply(importing.read_folder(TREES / name), scene.alice)
        found = gather(list(Customer.objects.values_list("pk", flat=True)))
    assert by_file
    by_record = {}
    for one in found.values():
        facts = HealthFacts(customer=one.customer, plans=one.plans, metrics=one.metrics, risks=one.risks)
        by_record[one.customer.key] = judgement(facts, today)
    assert by_record == by_file
