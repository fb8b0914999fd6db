"""From verdicts to a state: which criterion weighs how much, and the worst of a customer and its plans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

from handrail.kit.verdict import Standing, Today, Verdict, cite, earliest, stand
from handrail.record.customers.facts import CustomerFacts
from handrail.record.plans.facts import PlanFacts
from handrail.watch.health.checks import customer as own
from handrail.watch.health.checks import plan as planned
from handrail.watch.health.facts import HealthFacts
from handrail.watch.health.policy import Policy

STATES = ("healthy", "no_data", "watch", "at_risk")


class Weight(Enum):
    """What a criterion does to the state when it fails, or has no data."""

    RISK = "failed: at risk"
    WATCH = "failed: watch"
    NEEDED = "failed: watch; no data: never healthy"


WEIGHTS: dict[str, Weight] = {
    "plan.updated": Weight.NEEDED,
    "plan.on_track": Weight.NEEDED,
    "plan.called_late": Weight.NEEDED,
    "plan.reviewed": Weight.NEEDED,
    "plan.first_review": Weight.NEEDED,
    "risks.mitigated": Weight.WATCH,
    "risks.rated": Weight.WATCH,
    "plan.not_stale": Weight.RISK,
    "plan.not_overdue": Weight.RISK,
    "plan.not_declining": Weight.RISK,
    "plan.engaged": Weight.RISK,
    "risks.none_red": Weight.RISK,
    "risks.clear_before_renewal": Weight.RISK,
    "customer.touched": Weight.WATCH,
    "customer.not_silent": Weight.RISK,
    "customer.usage_fresh": Weight.WATCH,
    "customer.usage_on_target": Weight.WATCH,
    "customer.usage_steady": Weight.RISK,
    "customer.survey": Weight.WATCH,
    "customer.survey_floor": Weight.WATCH,
    "customer.sentiment": Weight.RISK,
    "customer.no_critical_case": Weight.WATCH,
    "customer.no_old_critical_case": Weight.RISK,
    "customer.no_old_case": Weight.WATCH,
    "customer.few_cases": Weight.WATCH,
    "customer.requests_answered": Weight.WATCH,
    "customer.sponsor": Weight.WATCH,
    "customer.renewal_known": Weight.WATCH,
    "customer.renewal_ready": Weight.WATCH,
    "customer.renewal_settled": Weight.WATCH,
}


def worst(states: Iterable[str]) -> str:
    return max(states, key=STATES.index)


def judge_plan(
    plan: PlanFacts, policy: Policy, today: Today, customer: CustomerFacts | None = None
) -> Standing:
    """healthy, watch, at_risk, no_data, or completed. The customer lends its renewal and its last touch."""
    if plan.is_completed:
        ended = planned.achieved(plan)
        return stand("completed", (ended,), (ended,))
    criteria = planned.criteria(plan, customer, policy, today)
    needed = [verdict for verdict in criteria if WEIGHTS[verdict.code] is Weight.NEEDED]
    state, reasons = _weigh(criteria)
    return stand(state, criteria, reasons or needed)


def _failed(criteria: Sequence[Verdict], *weights: Weight) -> list[Verdict]:
    return [v for v in criteria if v.passed is False and WEIGHTS[v.code] in weights]


def _weigh(criteria: Sequence[Verdict]) -> tuple[str, list[Verdict]]:
    """The state that the criteria give, and those that decide it (none of them when it is healthy)."""
    if dangers := _failed(criteria, Weight.RISK):
        return "at_risk", dangers
    if doubts := _failed(criteria, Weight.WATCH, Weight.NEEDED):
        return "watch", doubts
    blind = [v for v in criteria if v.passed is None and WEIGHTS[v.code] is Weight.NEEDED]
    return ("no_data", blind) if blind else ("healthy", [])


def judge_customer(facts: HealthFacts, policy: Policy, today: Today) -> Standing:
    """The worst of the customer's own signals and its open plans; never healthy without evidence."""
    signals = own.signals(facts, policy, today)
    judged = [(plan, judge_plan(plan, policy, today, facts.customer)) for plan in facts.plans]
    enough = evidenced(signals, judged, facts.customer, policy)
    state, reasons = _weigh(signals)
    if state == "healthy":
        state, reasons = ("healthy" if enough.passed else "no_data"), [enough]
    first = Standing(state, (*signals, enough)), reasons
    return _together(first, [s for _, s in judged if s.state in ("healthy", "watch", "at_risk")], judged)


def _together(
    first: tuple[Standing, list[Verdict]],
    counted: Sequence[Standing],
    judged: Sequence[tuple[PlanFacts, Standing]],
) -> Standing:
    mine, reasons = first
    state = worst([mine.state, *(standing.state for standing in counted)])
    criteria = [*mine.criteria, *(v for _, standing in judged for v in standing.criteria)]
    deciding = reasons if mine.state == state else []
    deciding = deciding + [v for standing in counted if standing.state == state for v in standing.reasons]
    return stand(state, criteria, deciding)


SIGNALS = {
    "usage": ("customer.usage_on_target", "customer.usage_steady"),
    "survey": ("customer.survey",),
    "sentiment": ("customer.sentiment",),
}


def evidenced(
    signals: Sequence[Verdict],
    judged: Sequence[tuple[PlanFacts, Standing]],
    customer: CustomerFacts,
    policy: Policy,
) -> Verdict:
    """Enough is known to call the customer healthy: a live healthy plan, or a touch and other signals."""
    until = earliest([*(v.holds_until for v in signals), *(s.holds_until for _, s in judged)])
    good = {verdict.code for verdict in signals if verdict.passed}
    seen = [name for name, codes in SIGNALS.items() if good.intersection(codes)]
    live = [plan for plan, standing in judged if plan.is_live and standing.state == "healthy"]
    touched = ["touch"] if "customer.touched" in good else []
    known = touched + seen + ["plan"] * bool(live)
    params = {"signals": known, "needed": policy.signals_needed}
    if live or (touched and len(seen) >= policy.signals_needed):
        proof = tuple(cite(plan) for plan in live) + tuple(
            item for verdict in signals if verdict.code in good for item in verdict.evidence
        )
        return Verdict("customer.evidence", True, params, proof, "", until)
    absent = [name for name in ("touch", *SIGNALS) if name not in known]
    evidence = tuple(cite(customer, name, None) for name in absent)
    return Verdict("customer.evidence", None, params | {"missing": absent}, evidence, "record-signals", until)
