"""The signals of every customer, with or without a plan.

Good news ages into "no data"; bad news stays until something better is recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from handrail.kit.verdict import Evidence, Today, Verdict, cite, earliest, plain
from handrail.record.customers.facts import CaseFacts, CustomerFacts, OpportunityFacts
from handrail.record.metrics.facts import MetricFacts, ReadingFacts
from handrail.record.plans.facts import PlanFacts
from handrail.watch.health.checks import risks, trends
from handrail.watch.health.checks.plan import contacts, latest
from handrail.watch.health.facts import HealthFacts
from handrail.watch.health.policy import Policy

SPONSORS = ("executive_sponsor", "economic_buyer")


def signals(facts: HealthFacts, policy: Policy, today: Today) -> tuple[Verdict, ...]:
    customer = facts.customer
    usage = [metric for metric in facts.metrics if metric.kind == "usage"]
    surveys = [metric for metric in facts.metrics if metric.kind == "survey"]
    return (
        *touches(facts, policy, today),
        *usages(customer, usage, policy, today),
        survey(customer, surveys, policy, today),
        sentiment(customer, policy, today),
        *cases(customer, policy, today),
        *requests(customer, policy, today),
        sponsor(facts, today),
        renewal(customer, facts.plans, policy, today),
        *unplanned_risks(facts, policy, today),
    )


def unplanned_risks(facts: HealthFacts, policy: Policy, today: Today) -> tuple[Verdict, ...]:
    """Risks that no plan has. Where every risk stands in an open plan, that plan's criteria speak of them."""
    if not facts.risks and any(plan.risks for plan in facts.plans if not plan.is_completed):
        return ()
    return (
        risks.mitigated(facts.customer, facts.risks, policy),
        risks.clear_before_renewal(facts.customer, facts.risks, facts.customer, policy, today),
    )


def touches(facts: HealthFacts, policy: Policy, today: Today) -> tuple[Verdict, ...]:
    """Touched often enough for the tier; and, without an open plan that asks it, not silent for too long."""
    last, evidence, coming = latest(contacts(facts.plans, facts.customer), today)
    proof = evidence or (cite(facts.customer, "last_touch_on", None),)

    def verdict(code: str, days: int) -> Verdict:
        passed, until = today.within(last, days)
        params = {"contact_on": plain(last), "limit_days": days}
        return Verdict(code, passed, params, proof, "meet-customer", earliest((until, coming)))

    limit = policy.touch_days[facts.customer.tier]
    touched = verdict("customer.touched", limit)
    if any(not plan.is_completed for plan in facts.plans):
        return (touched,)
    return touched, verdict("customer.not_silent", max(policy.engaged_days, limit))


# -- usage and survey -----------------------------------------------------------------------------------


def usages(
    customer: CustomerFacts, metrics: Sequence[MetricFacts], policy: Policy, today: Today
) -> tuple[Verdict, ...]:
    fresh = usage_fresh(customer, metrics, policy, today)
    judged = (
        usage_on_target(customer, metrics, today),
        trends.steady("customer.usage_steady", customer, metrics, policy, today),
    )
    return (fresh, *(_aged(verdict, fresh) for verdict in judged))


def _aged(verdict: Verdict, fresh: Verdict) -> Verdict:
    """A pass counts only while the reading behind it is fresh; a failure stays."""
    if not verdict.passed:
        return verdict
    until = earliest((verdict.holds_until, fresh.holds_until))
    return replace(verdict, passed=fresh.passed, remedy=fresh.remedy, holds_until=until)


def usage_fresh(
    customer: CustomerFacts, metrics: Sequence[MetricFacts], policy: Policy, today: Today
) -> Verdict:
    found = _newest(metrics, today)
    passed, until = today.within(found[1].on if found else None, policy.usage_days)
    until = earliest((until, trends.next_reading(metrics, today)))
    params = {"limit_days": policy.usage_days}
    evidence = (trends.reading_evidence(*found),) if found else (cite(customer, "usage", None),)
    return Verdict("customer.usage_fresh", passed or None, params, evidence, "record-usage", until)


def _newest(metrics: Sequence[MetricFacts], today: Today) -> tuple[MetricFacts, ReadingFacts] | None:
    last = [(m, readings[-1]) for m in metrics if (readings := trends.known(m, today))]
    return max(last, key=lambda pair: pair[1].on, default=None)


def usage_on_target(customer: CustomerFacts, metrics: Sequence[MetricFacts], today: Today) -> Verdict:
    until = trends.next_reading(metrics, today)
    last = [
        (m, readings[-1], m.target)
        for m in metrics
        if m.target is not None and (readings := trends.known(m, today))
    ]
    short = [item for item in last if trends.worse(item[0], item[1].value, item[2])]
    shown = short or last
    params = {"metrics": [_against(m, reading) for m, reading, _ in shown]}
    evidence = tuple(trends.reading_evidence(m, reading) for m, reading, _ in shown)
    proof = evidence or tuple(cite(m, "target") for m in metrics) or (cite(customer, "usage", None),)
    passed = None if not last else not short
    return Verdict("customer.usage_on_target", passed, params, proof, "raise-usage", until)


def _against(metric: MetricFacts, reading: ReadingFacts) -> str:
    told = f"{metric.label} {plain(reading.value)} {metric.unit}".strip()
    return f"{told} ({plain(metric.target)})"


def survey(customer: CustomerFacts, metrics: Sequence[MetricFacts], policy: Policy, today: Today) -> Verdict:
    """The newest score against its target, or against the policy's floor for its unit."""
    found = _newest(metrics, today)
    coming = trends.next_reading(metrics, today)
    params = {"limit_days": policy.survey_days}
    if found is None:
        absent = tuple(cite(m, "readings", None) for m in metrics) or (cite(customer, "survey", None),)
        return Verdict("customer.survey", None, params, absent, "run-survey", coming)
    metric, reading = found
    evidence = (trends.reading_evidence(metric, reading),)
    floor = metric.target if metric.target is not None else policy.survey_floors.get(metric.unit.lower())
    if floor is None:
        return Verdict(
            "customer.survey_floor", None, {"metric": metric.label}, evidence, "set-survey-target", coming
        )
    told = {"score": plain(reading.value), "floor": plain(floor), "scored_on": plain(reading.on)}
    if trends.worse(metric, reading.value, floor):
        return Verdict("customer.survey", False, params | told, evidence, "answer-survey", coming)
    passed, until = today.within(reading.on, policy.survey_days)
    until = earliest((until, coming))
    return Verdict("customer.survey", passed or None, params | told, evidence, "run-survey", until)


def sentiment(customer: CustomerFacts, policy: Policy, today: Today) -> Verdict:
    """The CSM's own word. A poor one stays until it is changed; a good one needs a recent date."""
    felt, on = customer.sentiment, customer.sentiment_on
    evidence = (cite(customer, "sentiment", on=on),)
    params = {"sentiment": felt, "felt_on": plain(on), "limit_days": policy.sentiment_days}
    passed, until = today.within(on, policy.sentiment_days)
    if felt == "poor" and (on is None or on <= today.day):
        return Verdict("customer.sentiment", False, params, evidence, "talk-sentiment")
    known = (passed or None) if felt else None
    return Verdict("customer.sentiment", known, params, evidence, "record-sentiment", until if felt else None)


# -- support --------------------------------------------------------------------------------------------


def cases(customer: CustomerFacts, policy: Policy, today: Today) -> tuple[Verdict, ...]:
    if customer.cases is None:
        absent = (cite(customer, "cases", None),)
        return (Verdict("customer.no_critical_case", None, {}, absent, "connect-support"),)
    begun = [c for c in customer.cases if c.opened_on is None or c.opened_on <= today.day]
    open_ = [c for c in begun if c.solved_on is None or c.solved_on > today.day]
    edges = _edges(customer.cases, today)
    critical = [c for c in open_ if c.severity == "critical"]
    return (
        _cases("customer.no_critical_case", customer, critical, 0, edges),
        _old("customer.no_old_critical_case", customer, critical, policy.critical_case_days, edges, today),
        _old("customer.no_old_case", customer, open_, policy.case_days, edges, today),
        _cases("customer.few_cases", customer, open_, policy.case_limit, edges),
    )


def _edges(known: Sequence[CaseFacts], today: Today) -> datetime | None:
    """When a case with a later date opens, or is solved."""
    dates = [on for case in known for on in (case.opened_on, case.solved_on) if on and on > today.day]
    return today.start(min(dates)) if dates else None


def _cases(
    code: str, customer: CustomerFacts, found: Sequence[CaseFacts], limit: int, until: datetime | None
) -> Verdict:
    params = {"cases": len(found), "limit": limit, "titles": [case.label for case in found]}
    return Verdict(code, len(found) <= limit, params, _opened(customer, found), "solve-cases", until)


def _old(
    code: str,
    customer: CustomerFacts,
    found: Sequence[CaseFacts],
    days: int,
    edges: datetime | None,
    today: Today,
) -> Verdict:
    old = [c for c in found if c.opened_on is not None and today.since(c.opened_on) > days]
    coming = [c.opened_on for c in found if c.opened_on is not None and today.since(c.opened_on) <= days]
    until = earliest((edges, today.start(min(coming), days + 1) if coming else None))
    params = {"cases": len(old), "limit_days": days, "titles": [case.label for case in old]}
    return Verdict(code, not old, params, _opened(customer, old or found), "solve-cases", until)


def _opened(customer: CustomerFacts, found: Sequence[CaseFacts]) -> tuple[Evidence, ...]:
    return tuple(cite(case, "opened_on") for case in found) or (cite(customer, "cases", 0),)


def requests(customer: CustomerFacts, policy: Policy, today: Today) -> tuple[Verdict, ...]:
    """What they ask for is answered in time; of who never asked for anything nothing is said."""
    asked = [one for one in customer.requests if one.is_open and one.asked_on is not None]
    if not customer.requests:
        return ()
    days = policy.request_days
    old = [one for one in asked if one.asked_on and today.since(one.asked_on) > days]
    coming = [one.asked_on for one in asked if one.asked_on and today.since(one.asked_on) <= days]
    until = today.start(min(coming), days + 1) if coming else None
    params = {"requests": len(old), "limit_days": days, "titles": [one.label for one in old]}
    proof = tuple(cite(one, "asked_on") for one in old or customer.requests)
    return (Verdict("customer.requests_answered", not old, params, proof, "answer-requests", until),)


# -- people and renewal ---------------------------------------------------------------------------------


def sponsor(facts: HealthFacts, today: Today) -> Verdict:
    """Somebody who pays or sponsors is still there; none ever known is no data."""
    people = {p.key: p for plan in facts.plans for p in plan.stakeholders}
    people.update({p.key: p for p in facts.customer.stakeholders})
    known = [p for p in people.values() if p.role in SPONSORS]
    gone = [p for p in known if p.left_on is not None and p.left_on <= today.day]
    staying = [p for p in known if p not in gone]
    leaving = [p.left_on for p in staying if p.left_on is not None]
    until = today.start(min(leaving)) if leaving else None
    if not known:
        return Verdict("customer.sponsor", None, {}, (cite(facts.customer, "sponsor", None),), "name-sponsor")
    params = {"people": [p.label for p in staying or gone]}
    if staying:
        return Verdict("customer.sponsor", True, params, tuple(cite(p, "role") for p in staying), "", until)
    evidence = tuple(cite(p, "left_on") for p in gone)
    return Verdict("customer.sponsor", False, params, evidence, "name-sponsor")


def renewal(customer: CustomerFacts, plans: Sequence[PlanFacts], policy: Policy, today: Today) -> Verdict:
    """Near the renewal something is ready: a renewal deal, or a review that is planned before it."""
    on = customer.renewal_on
    if on is None:
        absent = (cite(customer, "renewal_on"),)
        return Verdict("customer.renewal_known", None, {}, absent, "record-renewal")
    near, until = risks.approaching(on, policy.renewal_days, today)
    params = {"renewal_on": plain(on), "limit_days": policy.renewal_days}
    evidence: tuple[Evidence, ...] = (cite(customer, "renewal_on"),)
    if today.since(on) > 0:
        return Verdict("customer.renewal_settled", False, params, evidence, "settle-renewal")
    if not near:
        return Verdict("customer.renewal_ready", True, params, evidence, "", until)
    ready = _prepared(customer, plans, today)
    until = earliest((until, _review_ends(plans, today)))
    evidence += ready or (cite(customer, "opportunities", None),)
    return Verdict("customer.renewal_ready", bool(ready), params, evidence, "prepare-renewal", until)


def _prepared(customer: CustomerFacts, plans: Sequence[PlanFacts], today: Today) -> tuple[Evidence, ...]:
    deals = tuple(cite(deal, "kind") for deal in customer.opportunities if _is_renewal(deal))
    return deals + tuple(cite(plan, "next_review_on") for plan in _planned(plans, customer, today))


def _is_renewal(deal: OpportunityFacts) -> bool:
    return deal.kind == "renewal" and deal.stage in (1, 2, 3, 4, None)


def _planned(plans: Sequence[PlanFacts], customer: CustomerFacts, today: Today) -> list[PlanFacts]:
    end = customer.renewal_on
    return [p for p in plans if p.next_review_on and end and today.day <= p.next_review_on <= end]


def _review_ends(plans: Sequence[PlanFacts], today: Today) -> datetime | None:
    ends = [p.next_review_on for p in plans if p.next_review_on and p.next_review_on >= today.day]
    return today.start(min(ends), 1) if ends else None
