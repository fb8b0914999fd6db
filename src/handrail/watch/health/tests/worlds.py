"""Random customers for the laws: dates around T, gaps everywhere."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from hypothesis import strategies as st

from handrail.kit.verdict import Today
from handrail.record.customers.facts import (
    CaseFacts,
    CustomerFacts,
    OpportunityFacts,
    StakeholderFacts,
    WaiverFacts,
)
from handrail.record.metrics.facts import MetricFacts, ReadingFacts
from handrail.record.plans.facts import (
    AdoptionPhaseFacts,
    CriterionFacts,
    MilestoneFacts,
    PlanFacts,
    SectionFacts,
)
from handrail.record.risks.facts import RiskFacts
from handrail.watch.health.facts import HealthFacts
from handrail.watch.health.tests.stories import T

ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Auckland", "America/Los_Angeles", "Asia/Beirut"]
)
TODAYS = st.builds(Today, st.dates(T - timedelta(400), T + timedelta(400)), ZONES)
DAYS = st.integers(-200, 60).map(lambda offset: T + timedelta(days=offset))
MAYBE = st.none() | DAYS
KEYS = st.sampled_from(["a", "b", "c"])
VALUES = st.integers(0, 100).map(Decimal)
SCALE = st.none() | st.integers(1, 5)


def some(items: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(items, max_size=most).map(tuple)


def in_order(found: list[ReadingFacts]) -> tuple[ReadingFacts, ...]:
    return tuple(sorted(found, key=lambda reading: reading.on))


READINGS = st.lists(st.builds(ReadingFacts, on=DAYS, value=VALUES), max_size=5).map(in_order)
PEOPLE = st.builds(
    StakeholderFacts,
    key=KEYS,
    name=KEYS,
    role=st.sampled_from(["executive_sponsor", "economic_buyer", "user", ""]),
    left_on=MAYBE,
)
RISKS = st.builds(
    RiskFacts,
    key=KEYS,
    title=KEYS,
    likelihood=SCALE,
    impact=SCALE,
    closeness=SCALE,
    severity=st.sampled_from(["", "low", "critical"]),
    state=st.sampled_from(["identified", "monitoring", "mitigated", "materialised"]),
    mitigation=st.sampled_from(["", "Plan B"]),
)


def metrics(*kinds: str) -> st.SearchStrategy[MetricFacts]:
    return st.builds(
        MetricFacts,
        key=KEYS,
        kind=st.sampled_from(kinds),
        unit=st.sampled_from(["%", "NPS", "stars"]),
        direction=st.sampled_from(["up", "down"]),
        baseline=st.none() | VALUES,
        target=st.none() | VALUES,
        readings=READINGS,
    )


MILESTONES = st.builds(
    MilestoneFacts,
    key=KEYS,
    title=KEYS,
    due_on=MAYBE,
    state=st.sampled_from(["planned", "in_progress", "done", "late", "dropped"]),
)
PLANS = st.builds(
    PlanFacts,
    key=st.sampled_from(["p", "q"]),
    opportunity_key=st.sampled_from(["", "o"]),
    phase=st.sampled_from(["initiate", "develop", "finalize", "execute", "execute", "completed"]),
    created_on=MAYBE,
    updated_on=MAYBE,
    customer_reviewed_on=MAYBE,
    next_review_on=MAYBE,
    sections=st.dictionaries(
        st.sampled_from(["background", "value"]), st.builds(SectionFacts, st.booleans())
    ),
    criteria=some(
        st.builds(CriterionFacts, key=KEYS, title=KEYS, met=st.booleans(), evidence=st.integers(0, 1)),
        6,
    ),
    stakeholders=some(PEOPLE),
    phases=some(st.builds(AdoptionPhaseFacts, key=KEYS, name=KEYS), 2),
    milestones=some(MILESTONES),
    metrics=some(metrics("value")),
    risks=some(RISKS),
)
WAIVERS = st.builds(
    WaiverFacts,
    key=KEYS,
    by=st.sampled_from(["", "Jonas"]),
    reason=st.sampled_from(["", "Small"]),
    on=MAYBE,
    until=MAYBE,
)
DEALS = st.builds(
    OpportunityFacts,
    key=st.sampled_from(["o", "r"]),
    kind=st.sampled_from(["new", "expansion", "renewal", ""]),
    stage=st.sampled_from([1, 2, 3, 4, "won", "lost", None]),
    arr=st.none() | st.integers(0, 200_000).map(Decimal),
    currency=st.sampled_from(["USD", "ZZZ"]),
    sa_validated=st.sampled_from([True, False, None]),
    waiver=st.none() | WAIVERS,
)
CASES = st.builds(
    CaseFacts,
    key=KEYS,
    severity=st.sampled_from(["critical", "low"]),
    opened_on=MAYBE,
    solved_on=MAYBE,
)
CUSTOMERS = st.builds(
    CustomerFacts,
    key=KEYS,
    tier=st.sampled_from(["strategic", "enterprise", "commercial", ""]),
    renewal_on=MAYBE,
    last_touch_on=MAYBE,
    sentiment=st.sampled_from([None, "good", "neutral", "poor"]),
    sentiment_on=MAYBE,
    opportunities=some(DEALS, 2),
    cases=st.none() | some(CASES, 7),
    stakeholders=some(PEOPLE, 2),
)
WORLDS = st.builds(
    HealthFacts,
    customer=CUSTOMERS,
    plans=some(PLANS, 2),
    metrics=some(metrics("usage", "survey"), 2),
    risks=some(RISKS, 1),
)
EMPTY = st.builds(
    CustomerFacts,
    key=KEYS,
    renewal_on=st.none() | st.just(T + timedelta(days=300)),
    opportunities=some(DEALS),
)
