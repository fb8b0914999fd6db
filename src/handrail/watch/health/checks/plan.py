"""The nine criteria of a running plan: four of a healthy one, four signs of danger, and the renewal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from handrail.kit.verdict import Evidence, Today, Verdict, cite, earliest, plain
from handrail.record.customers.facts import CustomerFacts
from handrail.record.plans.facts import PRE_SALES, MilestoneFacts, PlanFacts
from handrail.watch.health.checks import risks, trends
from handrail.watch.health.policy import Policy


def criteria(
    plan: PlanFacts, customer: CustomerFacts | None, policy: Policy, today: Today
) -> tuple[Verdict, ...]:
    """Before the sale a plan need not have milestones; once sold, having none is a gap."""
    early = plan.phase in PRE_SALES and not plan.milestones
    milestones = () if early else (on_track(plan, today), not_overdue(plan, policy, today))
    return (
        updated(plan, policy, today),
        not_stale(plan, policy, today),
        *milestones,
        risks.mitigated(plan, plan.risks, policy),
        risks.clear_before_renewal(plan, plan.risks, customer, policy, today),
        reviewed(plan, policy, today),
        engaged(plan, customer, policy, today),
        not_declining(plan, policy, today),
    )


def updated(plan: PlanFacts, policy: Policy, today: Today) -> Verdict:
    return _touched("plan.updated", plan, policy.fresh_days, policy.fresh_days, today)


def not_stale(plan: PlanFacts, policy: Policy, today: Today) -> Verdict:
    """The sixtieth day is already too long, so fifty-nine days still pass."""
    return _touched("plan.not_stale", plan, policy.stale_days - 1, policy.stale_days, today)


def _touched(code: str, plan: PlanFacts, days: int, limit: int, today: Today) -> Verdict:
    passed, until = today.within(plan.updated_on, days)
    params = {"updated_on": plain(plan.updated_on), "limit_days": limit}
    return Verdict(code, passed, params, (cite(plan, "updated_on"),), "update-plan", until)


def reviewed(plan: PlanFacts, policy: Policy, today: Today) -> Verdict:
    """A plan that the customer has not seen yet is measured from the day it was made."""
    days = policy.review_days
    if plan.customer_reviewed_on is not None:
        passed, until = today.within(plan.customer_reviewed_on, days)
        params = {"reviewed_on": plain(plan.customer_reviewed_on), "limit_days": days}
        evidence = (cite(plan, "customer_reviewed_on"),)
        return Verdict("plan.reviewed", passed, params, evidence, "review-plan", until)
    passed, until = today.within(plan.created_on, days)
    params = {"made_on": plain(plan.created_on), "limit_days": days}
    absent = (cite(plan, "customer_reviewed_on"), cite(plan, "created_on"))
    return Verdict("plan.first_review", passed, params, absent, "review-plan", until)


def on_track(plan: PlanFacts, today: Today) -> Verdict:
    """No open milestone is past its day or was called late. One without a date proves nothing."""
    late = [m for m in plan.milestones if m.is_open and (m.state == "late" or _past(m, today, 0))]
    until = _next_late(plan, today, 0)
    if late:
        return _late("plan.on_track", late, {}, until)
    proof = [m for m in plan.milestones if m.state != "dropped" and (m.due_on or not m.is_open)]
    if not proof:
        return Verdict("plan.on_track", None, {}, _dates(plan), "date-milestones")
    return Verdict("plan.on_track", True, {"milestones": len(proof)}, _milestones(proof), "", until)


def not_overdue(plan: PlanFacts, policy: Policy, today: Today) -> Verdict:
    """A few days late is not on track; more than the grace is overdue."""
    grace = policy.milestone_grace_days
    late = [m for m in plan.milestones if m.is_open and _past(m, today, grace)]
    until = _next_late(plan, today, grace)
    if late:
        return _late("plan.not_overdue", late, {"limit_days": grace}, until)
    if not any(m.due_on or not m.is_open for m in plan.milestones):
        return Verdict("plan.not_overdue", None, {"limit_days": grace}, _dates(plan), "date-milestones")
    evidence = _milestones([m for m in plan.milestones if m.is_open]) or _milestones(plan.milestones)
    return Verdict("plan.not_overdue", True, {"limit_days": grace}, evidence, "", until)


def _past(milestone: MilestoneFacts, today: Today, grace: int) -> bool:
    return milestone.due_on is not None and today.since(milestone.due_on) > grace


def _next_late(plan: PlanFacts, today: Today, grace: int) -> datetime | None:
    coming = [m.due_on for m in plan.milestones if m.is_open and m.due_on and today.since(m.due_on) <= grace]
    return today.start(min(coming), grace + 1) if coming else None


def _late(
    code: str, late: Sequence[MilestoneFacts], params: dict[str, int], until: datetime | None
) -> Verdict:
    dated = [m.due_on for m in late if m.due_on]
    told: dict[str, Any] = {**params, "milestones": [m.label for m in late], "count_milestones": len(late)}
    if not dated:
        return Verdict("plan.called_late", False, told, _milestones(late), "mend-milestones", until)
    told["due_on"] = plain(min(dated))
    return Verdict(code, False, told, _milestones(late), "mend-milestones", until)


def _milestones(milestones: Sequence[MilestoneFacts]) -> tuple[Evidence, ...]:
    return tuple(cite(m, "due_on" if m.is_open else "state") for m in milestones)


def _dates(plan: PlanFacts) -> tuple[Evidence, ...]:
    return _milestones(plan.milestones) or (cite(plan, "milestones", None),)


def not_declining(plan: PlanFacts, policy: Policy, today: Today) -> Verdict:
    return trends.steady("plan.not_declining", plan, plan.metrics, policy, today)


def engaged(plan: PlanFacts, customer: CustomerFacts | None, policy: Policy, today: Today) -> Verdict:
    """Somebody of the customer was met, or reviewed the plan, not too long ago."""
    seen = contacts((plan,), customer)
    last, evidence, coming = latest(seen, today)
    passed, until = today.within(last, policy.engaged_days)
    params = {"contact_on": plain(last), "limit_days": policy.engaged_days}
    proof = evidence or (cite(plan, "customer_reviewed_on"),)
    return Verdict("plan.engaged", passed, params, proof, "meet-customer", earliest((until, coming)))


Contacts = list[tuple[date, Evidence]]


def contacts(plans: Sequence[PlanFacts], customer: CustomerFacts | None) -> Contacts:
    """Every known moment with the customer: the last touch, and each review of a plan together."""
    seen: Contacts = [
        (plan.customer_reviewed_on, cite(plan, "customer_reviewed_on"))
        for plan in plans
        if plan.customer_reviewed_on is not None
    ]
    if customer is not None and customer.last_touch_on is not None:
        seen.append((customer.last_touch_on, cite(customer, "last_touch_on")))
    return seen


def latest(seen: Contacts, today: Today) -> tuple[date | None, tuple[Evidence, ...], datetime | None]:
    """The last contact up to today with its evidence, and when a later one begins to count."""
    last, proof = max((s for s in seen if s[0] <= today.day), key=lambda s: s[0], default=(None, None))
    coming = [on for on, _ in seen if on > today.day]
    return last, (proof,) if proof else (), today.start(min(coming)) if coming else None


def achieved(plan: PlanFacts) -> Verdict:
    """How a completed plan ended: every success criterion met, each with evidence."""
    open_ = [c for c in plan.criteria if not (c.met and c.evidence)]
    params = {"criteria": len(plan.criteria), "open": [c.label for c in open_]}
    evidence = tuple(cite(c, "met") for c in open_ or plan.criteria)
    if not evidence:
        return Verdict("plan.achieved", None, params, (cite(plan, "success_criteria", None),), "add-criteria")
    return Verdict("plan.achieved", not open_, params, evidence, "prove-criteria" if open_ else "")
