"""A customer with a deal and a plan that is filled as far as a test asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from handrail.house.ledger.rows import today
from handrail.record.customers.models import Customer, Opportunity, Stakeholder
from handrail.record.customers.verbs import add_customers, add_opportunities, add_stakeholders
from handrail.record.metrics.models import Metric
from handrail.record.metrics.verbs import add_metrics
from handrail.record.plans import verbs
from handrail.record.plans.models import (
    Activity,
    AdoptionPhase,
    Criterion,
    Initiative,
    Outcome,
    Plan,
    PlanMetric,
    PlanRisk,
)
from handrail.record.risks.models import Risk
from handrail.record.risks.verbs import add_risks


def deal(owner: Any, stage: str = "2", **values: Any) -> Opportunity:
    """One that asks for a plan by its value."""
    (customer,) = add_customers([Customer(name="Harbor", tier="enterprise", owner=owner)])
    given = {"kind": "new", "arr": Decimal(150_000), "owner": owner, **values}
    return add_opportunities([Opportunity(customer=customer, name="Harbor new", stage=stage, **given)])[0]


def plan_for(row: Opportunity, **values: Any) -> Plan:
    made = Plan(customer=row.customer, opportunity=row, title="Harbor plan", owner=row.owner, **values)
    return verbs.add_plans([made])[0]


def initiate(plan: Plan) -> None:
    """What is asked to leave initiate: sections 1 to 3."""
    said = {"background": {"why_now": "Growth"}, "current_state": {"tools": ["Sheets"]}}
    verbs.edit_plan(Plan.objects.get(pk=plan.pk), {**said, "desired_state": {"target_workflows": ["One"]}})
    verbs.add_outcomes([Outcome(plan=plan, title="Fewer misses")])
    add_stakeholders([Stakeholder(customer=plan.customer, name="Dana Reed")])


def develop(plan: Plan) -> None:
    """What is asked to leave develop: sections 4 and 5."""
    verbs.edit_plan(Plan.objects.get(pk=plan.pk), {"evaluation": {"type": "pilot"}})
    verbs.add_activities([Activity(plan=plan, title="Pilot", owner=plan.owner)])
    verbs.add_criterions([Criterion(plan=plan, title="Half the misses")])


def finalize(plan: Plan, *, reviewed: bool = True) -> None:
    """All that makes a plan complete, and the review with the customer."""
    customer = plan.customer
    verbs.add_adoption_phases([AdoptionPhase(plan=plan, title="Go-live")])
    verbs.add_initiatives([Initiative(plan=plan, title="Train the trainers", owner=plan.owner)])
    (metric,) = add_metrics(
        [Metric(customer=customer, name="Misses", baseline=Decimal(12), owner=plan.owner)]
    )
    (risk,) = add_risks([Risk(customer=customer, title="Budget freeze", owner=plan.owner)])
    verbs.add_plan_metrics([PlanMetric(plan=plan, metric=metric)])
    verbs.add_plan_risks([PlanRisk(plan=plan, risk=risk)])
    if reviewed:
        verbs.edit_plan(Plan.objects.get(pk=plan.pk), {"customer_reviewed_on": today()})


def complete(row: Opportunity) -> Plan:
    plan = plan_for(row)
    initiate(plan)
    develop(plan)
    finalize(plan)
    return plan
