"""All that the judgement of one customer looks at."""

from __future__ import annotations

from dataclasses import dataclass

from handrail.record.customers.facts import CustomerFacts
from handrail.record.metrics.facts import MetricFacts
from handrail.record.plans.facts import PlanFacts
from handrail.record.risks.facts import RiskFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFacts:
    """`metrics` and `risks` are the customer's own; those of a plan stay with the plan."""

    customer: CustomerFacts
    plans: tuple[PlanFacts, ...] = ()
    metrics: tuple[MetricFacts, ...] = ()
    risks: tuple[RiskFacts, ...] = ()
