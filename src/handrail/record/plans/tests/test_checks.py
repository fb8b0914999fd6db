"""When a plan is required, waived and complete."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.kit.verdict import Standing, Today, Where
from handrail.record.customers.facts import CustomerFacts, OpportunityFacts, StakeholderFacts, WaiverFacts
from handrail.record.metrics.facts import MetricFacts
from handrail.record.plans import checks
from handrail.record.plans.checks import REQUIRED_SECTIONS, PlanRules
from handrail.record.plans.facts import AdoptionPhaseFacts, CriterionFacts, PlanFacts, SectionFacts

TODAY = Today(date(2026, 11, 21), "Europe/Berlin")
RULES = PlanRules(currency="EUR", rates={"USD": Decimal("0.9")})


def deal(**values: Any) -> OpportunityFacts:
    given_: dict[str, Any] = {"kind": "new", "stage": 2, "arr": Decimal(150_000), "currency": "EUR"}
    return OpportunityFacts(key="o1", **{**given_, **values})


def asked(tier: Any = "enterprise", **values: Any) -> Standing:
    return checks.required(deal(**values), CustomerFacts(key="c", tier=tier), RULES, TODAY)


def waived(**values: Any) -> WaiverFacts:
    given_: dict[str, Any] = {"by": "Jonas", "reason": "Small", "on": date(2026, 11, 1)}
    return WaiverFacts(key="w", **{**given_, **values})


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, "required"),
        ({"stage": 1}, "not_required"),
        ({"arr": Decimal(100_000)}, "not_required"),
        ({"arr": Decimal("100000.01")}, "required"),
        ({"stage": "won"}, "required"),
        ({"stage": "lost"}, "not_required"),
        ({"stage": "lost", "kind": ""}, "not_required"),
        ({"kind": "expansion"}, "required"),
        ({"kind": "renewal"}, "not_required"),
        ({"kind": "renewal", "tier": "strategic"}, "not_required"),
        ({"kind": ""}, "unknown"),
        ({"kind": "", "stage": 1}, "not_required"),
        ({"stage": None}, "unknown"),
        ({"stage": None, "arr": Decimal(5)}, "not_required"),
        ({"arr": None}, "unknown"),
        ({"arr": None, "stage": 1}, "not_required"),
        ({"arr": None, "stage": 1, "tier": "commercial"}, "unknown"),
        ({"stage": 1, "arr": Decimal(10), "sa_validated": True}, "required"),
        ({"sa_validated": None}, "required"),
        ({"sa_validated": None, "stage": 1}, "unknown"),
        ({"tier": "strategic", "stage": 1, "arr": None}, "required"),
        ({"tier": "commercial", "arr": Decimal(99_999)}, "optional"),
        ({"tier": "commercial", "arr": Decimal(100_000)}, "optional"),
        ({"tier": "commercial", "stage": 1}, "not_required"),
        ({"tier": "", "stage": 1}, "unknown"),
        ({"tier": ""}, "required"),
        ({"arr": Decimal(120_000), "currency": "USD"}, "required"),
        ({"arr": Decimal(110_000), "currency": "USD"}, "not_required"),
        ({"currency": "JPY"}, "unknown"),
        ({"currency": ""}, "required"),
    ],
)
def test_required(values, state):
    assert asked(**values).state == state


def test_every_condition_answers_for_itself():
    standing = asked(tier="strategic", sa_validated=True)
    assert [v.code for v in standing.reasons] == [
        "plan.asked_by_value",
        "plan.asked_by_evaluation",
        "plan.asked_by_tier",
    ]


def test_unknown_names_what_is_missing():
    assert [v.code for v in asked(stage=None).reasons] == ["plan.asked_by_value"]
    assert [v.code for v in asked(kind="").reasons] == ["plan.asked_of_kind"]


@pytest.mark.parametrize(
    ("waiver", "state"),
    [
        (waived(), "waived"),
        (waived(until=date(2026, 11, 21)), "waived"),
        (waived(until=date(2026, 11, 20)), "required"),
        (waived(on=date(2026, 11, 22)), "required"),
        (waived(by=" "), "required"),
        (waived(reason=""), "required"),
    ],
)
def test_waiver(waiver, state):
    assert asked(waiver=waiver).state == state


def test_a_waiver_ends_with_its_last_local_day():
    standing = asked(waiver=waived(until=date(2026, 11, 25)))
    assert standing.holds_until == datetime(2026, 11, 25, 23, tzinfo=UTC)


def test_a_waiver_is_not_needed_where_no_plan_is():
    assert asked(kind="renewal", waiver=waived()).state == "not_required"


def test_a_missing_plan_is_the_worst_answer_and_a_plan_for_the_customer_covers_all():
    customer = CustomerFacts(key="c", tier="enterprise", opportunities=(deal(stage=1), deal()))
    assert checks.need(customer, (), RULES, TODAY).state == "missing"
    assert checks.need(customer, (PlanFacts(key="p"),), RULES, TODAY).state == "present"
    other = PlanFacts(key="p", opportunity_key="other")
    assert checks.need(customer, (other,), RULES, TODAY).state == "missing"
    assert checks.need(CustomerFacts(key="c"), (), RULES, TODAY).state == "not_required"


@pytest.mark.parametrize(
    ("values", "covered"),
    [({"kind": "expansion"}, True), ({"stage": "won"}, True), ({"kind": "new"}, False)],
)
def test_a_living_plan_carries_what_was_sold_and_what_is_added(values, covered):
    assert checks.covers(PlanFacts(key="p", opportunity_key="first"), deal(**values)) is covered


# -- completeness ---------------------------------------------------------------------------------------


def full(**values: Any) -> PlanFacts:
    given_: dict[str, Any] = {
        "sections": {name: SectionFacts(True) for name in REQUIRED_SECTIONS},
        "criteria": (CriterionFacts(key="1", title="Agents live"),),
        "stakeholders": (StakeholderFacts(key="1", name="Ines"),),
        "phases": (AdoptionPhaseFacts(key="1", name="Go live"),),
        "metrics": (MetricFacts(key="1", baseline=Decimal(0)),),
        "at": Where("csp.yaml", 1, 1),
    }
    return PlanFacts(key="p", **{**given_, **values})


def failing(plan: PlanFacts) -> list[str]:
    standing = checks.completeness(plan, RULES)
    assert standing.state == ("incomplete" if any(not v.passed for v in standing.criteria) else "complete")
    return [v.code for v in standing.criteria if not v.passed]


def criteria(count: int) -> tuple[CriterionFacts, ...]:
    return tuple(CriterionFacts(key=str(n), title=f"C{n}") for n in range(count))


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        ({}, []),
        ({"criteria": ()}, ["plan.criteria"]),
        ({"criteria": criteria(5)}, []),
        ({"criteria": criteria(6)}, ["plan.criteria"]),
        ({"stakeholders": ()}, ["plan.stakeholders"]),
        ({"phases": ()}, ["plan.phases"]),
        ({"metrics": ()}, ["plan.value_metrics"]),
        ({"metrics": (MetricFacts(key="1"),)}, ["plan.baselines"]),
        ({"sections": {}}, ["plan.sections"]),
    ],
)
def test_completeness(values, codes):
    assert failing(full(**values)) == codes


@given(st.sampled_from(REQUIRED_SECTIONS))
def test_each_required_section_is_missed_by_name_and_place(name):
    sections = {section: SectionFacts(True) for section in REQUIRED_SECTIONS}
    sections[name] = SectionFacts(False, Where("csp.yaml", 40, 1))
    verdict = checks.sections_filled(full(sections=sections), RULES)
    assert not verdict.passed
    assert [(e.field, str(e.where)) for e in verdict.evidence] == [(name, "csp.yaml:40:1")]


STAGES = st.sampled_from([1, 2, 3, 4, "won", "lost", None])
AMOUNTS = st.none() | st.decimals(0, 300_000, places=2)


@given(
    STAGES,
    AMOUNTS,
    st.sampled_from(["new", "expansion", "renewal", ""]),
    st.sampled_from([True, False, None]),
)
def test_filling_a_gap_never_turns_a_sure_answer_round(stage, arr, kind, validated):
    """What is answered with gaps is still the answer once they are filled, whichever way."""
    partial = asked(stage=stage, arr=arr, kind=kind, sa_validated=validated).state
    for filled in ("new", "renewal") if kind == "" else (kind,):
        for amount in (Decimal(1), Decimal(200_000)) if arr is None else (arr,):
            state = asked(
                stage=1 if stage is None else stage, arr=amount, kind=filled, sa_validated=bool(validated)
            ).state
            assert partial in ("unknown", state)
