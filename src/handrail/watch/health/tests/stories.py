"""The customers of the example workspace as facts, told in days from T."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from handrail.kit.verdict import Today, Where
from handrail.record.customers.facts import (
    CaseFacts,
    CustomerFacts,
    OpportunityFacts,
    StakeholderFacts,
    WaiverFacts,
)
from handrail.record.metrics.facts import MetricFacts, ReadingFacts
from handrail.record.plans.checks import REQUIRED_SECTIONS
from handrail.record.plans.facts import (
    AdoptionPhaseFacts,
    CriterionFacts,
    MilestoneFacts,
    PlanFacts,
    SectionFacts,
)
from handrail.record.risks.facts import RiskFacts
from handrail.watch.health.facts import HealthFacts

T = date(2026, 11, 21)
TODAY = Today(T, "Europe/Berlin")


def day(offset: int) -> date:
    return T + timedelta(days=offset)


def readings(*pairs: tuple[int, str]) -> tuple[ReadingFacts, ...]:
    return tuple(ReadingFacts(on=day(offset), value=Decimal(value)) for offset, value in pairs)


def milestone(title: str, due: int | None, **values: Any) -> MilestoneFacts:
    return MilestoneFacts(
        key=title.lower().replace(" ", "-"), title=title, due_on=None if due is None else day(due), **values
    )


def plan(key: str = "northwind-csp", **values: Any) -> PlanFacts:
    """A complete, healthy plan in execution, unless told otherwise."""
    given: dict[str, Any] = {
        "phase": "execute",
        "status": "active",
        "created_on": day(-200),
        "updated_on": day(-2),
        "customer_reviewed_on": day(-20),
        "sections": {
            name: SectionFacts(True, Where("csp.yaml", n + 2, 1)) for n, name in enumerate(REQUIRED_SECTIONS)
        },
        "criteria": (CriterionFacts(key="c1", title="Agents live"),),
        "stakeholders": (StakeholderFacts(key="s1", name="Ines Duarte", role="executive_sponsor"),),
        "phases": (AdoptionPhaseFacts(key="p1", name="Implementation"),),
        "milestones": (milestone("Go live", 20), milestone("Kick off", -90, state="done")),
        "metrics": (value_metric(),),
        "risks": (RiskFacts(key="r1", title="Slow rollout", severity="low"),),
        "at": Where("csp.yaml", 1, 1),
        "marks": {"updated_on": Where("csp.yaml", 9, 3)},
    }
    return PlanFacts(key=key, **{**given, **values})


def value_metric(**values: Any) -> MetricFacts:
    given: dict[str, Any] = {
        "key": "missed",
        "name": "Missed delivery windows",
        "unit": "%",
        "direction": "down",
        "baseline": Decimal("11.2"),
        "target": Decimal(6),
        "readings": readings((-60, "11.2"), (-30, "9.4"), (-3, "8.1")),
    }
    return MetricFacts(**{**given, **values})


def customer(key: str = "northwind", **values: Any) -> CustomerFacts:
    given: dict[str, Any] = {
        "name": key.title(),
        "tier": "enterprise",
        "renewal_on": day(96),
        "last_touch_on": day(-4),
        "at": Where("account.yaml", 1, 1),
    }
    return CustomerFacts(key=key, **{**given, **values})


def northwind() -> HealthFacts:
    late = milestone("Carrier API", -4, side="customer", owner_text="Tomas Reyes")
    live = milestone("First 50 agents live", 3)
    return HealthFacts(
        customer=customer("northwind", arr=Decimal(420_000), currency="EUR"),
        plans=(plan(milestones=(late, live), customer_reviewed_on=day(-102)),),
    )


def aurelia() -> HealthFacts:
    blocker = RiskFacts(
        key="b1",
        title="Sandbox data is not anonymised",
        severity="critical",
        state="materialised",
        mitigation="Synthetic data, pilot +10 days",
    )
    return HealthFacts(
        customer=customer("aurelia", renewal_on=day(41)), plans=(plan("aurelia-csp", risks=(blocker,)),)
    )


def kestrel() -> HealthFacts:
    used = value_metric(
        key="utilisation",
        name="Utilisation",
        direction="up",
        readings=readings((-70, "71"), (-40, "64"), (-10, "58")),
    )
    gone = StakeholderFacts(key="s1", name="Sir Alan", role="executive_sponsor", left_on=day(-12))
    stale = plan("kestrel-csp", updated_on=day(-63), metrics=(used,), stakeholders=(gone,))
    return HealthFacts(customer=customer("kestrel", renewal_on=day(28)), plans=(stale,))


def cobalt() -> HealthFacts:
    return HealthFacts(
        customer=customer("cobalt", renewal_on=day(120)), plans=(plan("cobalt-csp", updated_on=day(-34)),)
    )


def marlow() -> HealthFacts:
    onboarding = value_metric(
        key="onboarding",
        name="Onboarding",
        unit="days",
        baseline=Decimal(14),
        target=Decimal(7),
        readings=readings((-80, "14"), (-5, "6")),
    )
    return HealthFacts(
        customer=customer("marlow", renewal_on=day(75)),
        plans=(plan("marlow-csp", metrics=(onboarding,), next_review_on=day(6)),),
    )


def usage(*pairs: tuple[int, str], **values: Any) -> MetricFacts:
    given: dict[str, Any] = {
        "key": "orders",
        "name": "Weekly orders",
        "kind": "usage",
        "target": Decimal(100),
        "readings": readings(*pairs),
    }
    return MetricFacts(**{**given, **values})


def survey(offset: int, score: str, unit: str = "NPS") -> MetricFacts:
    return MetricFacts(key="nps", name="NPS", kind="survey", unit=unit, readings=readings((offset, score)))


def tidewater(**values: Any) -> HealthFacts:
    waiver = WaiverFacts(key="w1", by="Jonas Weber", reason="Small and steady", on=day(-20), until=day(160))
    deal = OpportunityFacts(
        key="o1",
        kind="new",
        stage="won",
        arr=Decimal(75_000),
        currency="EUR",
        sa_validated=True,
        waiver=waiver,
    )
    given: dict[str, Any] = {
        "tier": "commercial",
        "renewal_on": day(60),
        "last_touch_on": day(-12),
        "sentiment": "good",
        "sentiment_on": day(-12),
        "opportunities": (deal,),
    }
    return HealthFacts(
        customer=customer("tidewater", **{**given, **values}),
        metrics=(usage((-37, "110"), (-7, "121")),),
    )


def case(key: str, severity: Any, opened: int, solved: int | None = None) -> CaseFacts:
    return CaseFacts(
        key=key,
        title=f"Case {key}",
        severity=severity,
        opened_on=day(opened),
        solved_on=None if solved is None else day(solved),
    )
