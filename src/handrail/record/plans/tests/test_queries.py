from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.customers.verbs import add_customers, add_opportunities, remove_customers
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.verbs import add_metrics, add_readings
from handrail.record.plans import queries, verbs
from handrail.record.plans.gathering import filled, gather, number
from handrail.record.plans.models import Criterion, Milestone, Plan, PlanMetric, PlanRisk
from handrail.record.risks.models import Risk
from handrail.record.risks.verbs import add_risks

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def inside(scene):
    with clock.frozen(TODAY), scene.inside():
        yield scene


def planned(name: str) -> Plan:
    (customer,) = add_customers([Customer(name=name)])
    (plan,) = verbs.add_plans(
        [Plan(customer=customer, title=f"{name}'s plan", background={"why_now": "now"})]
    )
    used, _unused = add_metrics(
        [Metric(customer=customer, name="Value"), Metric(customer=customer, name="Seats")]
    )
    add_readings([Reading(metric=used, on=date(2026, m, 1), value=m) for m in range(1, 9)])
    near, _far = add_risks([Risk(customer=customer, title="Near"), Risk(customer=customer, title="Far")])
    verbs.add_plan_metrics([PlanMetric(plan=plan, metric=used)])
    verbs.add_plan_risks([PlanRisk(plan=plan, risk=near)])
    verbs.add_criterions([Criterion(plan=plan, title="Used daily", state="met", evidence="Report of May")])
    verbs.add_milestones([Milestone(plan=plan, title=t, due_on=d) for t, d in DATES.items()])
    return plan


DATES = {"Later": date(2027, 3, 1), "Sooner": date(2026, 12, 1), "Some day": None}


def test_a_plan_keeps_its_metrics_and_risks_and_the_customer_the_rest(inside):
    plan = planned("A")
    found = gather([plan.customer_id])[plan.customer_id]
    assert [m.name for m in found.plans[0].metrics] == ["Value"]
    assert [m.name for m in found.metrics] == ["Seats"]
    assert [r.title for r in found.plans[0].risks] == ["Near"]
    assert [r.title for r in found.risks] == ["Far"]
    assert [r.value for r in found.plans[0].metrics[0].readings] == [3, 4, 5, 6, 7, 8]
    assert found.plans[0].criteria[0].met
    assert found.plans[0].criteria[0].evidence == 1


def test_sections_say_what_is_filled(inside):
    plan = planned("A")
    sections = gather([plan.customer_id])[plan.customer_id].plans[0].sections
    full = {name for name, section in sections.items() if section.filled}
    assert full == {"background", "success_criteria", "value", "risks"}


def test_gathering_takes_the_same_statements_for_one_and_for_many(inside):
    ids = [planned(name).customer_id for name in "ABCDE"]
    counts = []
    for some in (ids[:1], ids):
        current().remembered.clear()
        with CaptureQueriesContext(connection) as statements:
            assert set(gather(some)) == set(some)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 30


def test_a_waiver_counts_for_its_deal_or_for_all(inside):
    (customer,) = add_customers([Customer(name="A")])
    one, two = add_opportunities([Opportunity(customer=customer, name=n) for n in ("One", "Two")])
    verbs.waive(customer, None, inside.alice, "All")
    verbs.waive(customer, two, inside.alice, "This")
    facts = gather([customer.pk])[customer.pk].customer
    assert {o.key: o.waiver.reason for o in facts.opportunities} == {one.key: "All", two.key: "This"}


def test_the_next_milestone_is_the_first_that_is_open(inside):
    plan = planned("A")
    assert queries.next_milestones([plan.customer_id])[plan.customer_id].title == "Sooner"
    verbs.finish_milestones([queries.next_milestones([plan.customer_id])[plan.customer_id]])
    assert [m.title for m in queries.open_milestones()] == ["Later", "Some day"]


def test_a_removed_customers_plan_is_not_there(inside):
    plan = planned("A")
    remove_customers([Customer.objects.get(pk=plan.customer_id)])
    assert not queries.listing().exists()
    assert not queries.open_milestones().exists()


@pytest.mark.parametrize(
    ("words", "value"), [("12.5", "12.5"), ("1,200 %", "1200"), ("a lot", None), ("", None), ("nan", None)]
)
def test_numbers_in_words(words, value):
    assert number(words) == (None if value is None else Decimal(value))


@pytest.mark.parametrize("empty", [None, "", "  ", [], {}, {"a": ["", {"b": None}]}])
def test_emptiness_however_deep(empty):
    assert not filled(empty)
    assert filled({"a": [empty, 0]})
