"""The facts of records as the database has them at this moment: so many statements for any number of records."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.workspaces.scope import current
from handrail.kit.verdict import Today
from handrail.kit.words import say
from handrail.record.customers.models import Customer
from handrail.record.plans import checks as planned
from handrail.record.plans import gathering as plans
from handrail.record.plans import phases
from handrail.record.plans.deadlines import sold
from handrail.watch.health import queries as health
from handrail.watch.health.models import Standing
from handrail.watch.health.policy import Policy
from handrail.watch.insights.measures import MEASURES
from handrail.watch.insights.models import Goal

from .facts import DEEP, When

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Looked:
    """A record and what a rule may know of it."""

    row: Any
    values: Values


@dataclass(slots=True)
class World:
    """What the facts of many records share."""

    today: Today
    policy: Policy
    standings: Mapping[int, Standing] = field(default_factory=dict)
    gathered: Mapping[int, plans.Gathered] = field(default_factory=dict)
    customers: Mapping[int, Customer] = field(default_factory=dict)
    """Of what knows its customer only by number."""

    def until(self, day: date | None) -> int | None:
        return None if day is None else -self.today.since(day)

    def since(self, day: date | None) -> int | None:
        return None if day is None else self.today.since(day)

    def amount(self, value: Decimal | None, currency: str) -> int | None:
        """In whole units of the policy's currency."""
        found = planned.in_currency(value, currency, self.policy)
        return None if found is None else round(found)


def look(when: When, ids: Collection[int], wanted: Collection[str] = ()) -> dict[int, Looked]:
    """{id: the record with its facts}; what is removed is not in it. Two statements, and those of a judgement of
    the customers where `wanted` names what a plan comes to."""
    there = reading.present(reading.model_of(when.subject)).filter(pk__in=list(ids))
    along = wiring.DEADLINES_ALONG.get(when.subject, ())
    rows = {row.pk: row for row in (there.select_related(*along) if along else there)}
    world = world_of(rows.values(), DEEP & set(wanted))
    return {pk: Looked(row, values_of(when.subject, row, world)) for pk, row in rows.items()}


def world_of(rows: Collection[Any], deep: Collection[str]) -> World:
    customers = {pk for row in rows if (pk := customer_of(row))}
    world = World(health.this_day(), health.policy_of(current().workspace))
    if apart := {row.about_id for row in rows if getattr(row, "about_id", None)}:
        world.customers = Customer.objects.filter(removed_at=None).in_bulk(apart)
    if customers:
        there = Standing.objects.filter(customer_id__in=customers).defer("criteria", "need")
        world.standings = {one.customer_id: one for one in there}
    if deep and customers:
        world.gathered = plans.gather(customers)
    return world


def label(row: Any) -> str:
    """What a person calls it."""
    if isinstance(row, Goal):
        return say(MEASURES[row.measure].title)
    return str(getattr(row, "title", "") or getattr(row, "name", "") or row)


def day_of(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(current().workspace.time_zone)).date()


def customer_of(row: Any) -> int | None:
    if isinstance(row, Customer):
        return row.pk
    found: int | None = getattr(row, "customer_id", None) or getattr(row, "about_id", None)
    return found


def values_of(subject: str, row: Any, world: World) -> Values:
    day = world.today.day
    found: Values = {"today.weekday": day.isoweekday(), "today.day": day.day, "today.month": day.month}
    found |= OF[subject](row, world)
    if subject == "milestone":
        found |= plan(row.plan, world)
    about = getattr(row, "customer", None) or world.customers.get(getattr(row, "about_id", None) or 0)
    if subject != "customer" and about is not None:
        found |= customer(about, world)
    return found


# -- of each kind -------------------------------------------------------------------------------------------


def customer(row: Any, world: World) -> Values:
    standing = world.standings.get(row.pk)
    return {
        "customer.name": row.name,
        "customer.tier": row.tier,
        "customer.arr": world.amount(row.arr, row.currency),
        "customer.industry": row.industry,
        "customer.region": row.region,
        "customer.health": standing.state if standing else "no_data",
        "customer.plan": standing.plan_needed if standing else None,
        "customer.sentiment": row.sentiment,
        "customer.renewal_days": world.until(row.renewal_on),
        "customer.notice_days": world.until(row.notice_on),
        "customer.touch_days": world.since(standing.last_touch_on if standing else None),
        "customer.owned": row.owner_id is not None,
    }


def opportunity(row: Any, world: World) -> Values:
    return {
        "deal.name": row.name,
        "deal.stage": row.stage,
        "deal.kind": row.kind,
        "deal.arr": world.amount(row.arr, row.currency),
        "deal.close_days": world.until(row.close_on),
        "deal.validated": row.sa_validated,
        "deal.owned": row.owner_id is not None,
        **promised(row, world),
    }


def promised(row: Any, world: World) -> Values:
    """Whether this deal needs a plan and has one, by the judgement that the whole house goes by."""
    known = world.gathered.get(row.customer_id)
    if known is None:
        return dict.fromkeys(("deal.plan", "deal.plan_wanted", "deal.plan_complete", "deal.proposal_free"))
    deals = tuple(deal for deal in known.customer.opportunities if deal.key == row.key)
    need = planned.need(replace(known.customer, opportunities=deals), known.plans, world.policy, world.today)
    covering = [one for one in known.plans if deals and planned.covers(one, deals[0])]
    complete = any(planned.completeness(one, world.policy).state == "complete" for one in covering)
    wanted = need.state in ("present", "missing")
    free = (
        bool(deals) and phases.proposal(deals[0], known.customer, known.plans, world.policy, world.today).free
    )
    return {
        "deal.plan": need.state, "deal.plan_wanted": wanted, "deal.plan_complete": complete,
        "deal.proposal_free": free,
    }  # fmt: skip


def renewal(row: Any, world: World) -> Values:
    return {
        "renewal.state": row.state,
        "renewal.forecast": row.forecast,
        "renewal.arr": world.amount(row.arr, row.currency),
        "renewal.due_days": world.until(row.due_on),
        "renewal.owned": row.owner_id is not None,
    }


def supportcase(row: Any, world: World) -> Values:
    return {
        "case.severity": row.severity,
        "case.open": row.is_open,
        "case.escalated": row.escalated,
        "case.days": world.since(row.opened_on),
    }


def plan(row: Any, world: World) -> Values:
    known = world.gathered.get(row.customer_id)
    facts = next((one for one in known.plans if one.key == row.key), None) if known else None
    return {
        "plan.title": row.title,
        "plan.phase": row.phase,
        "plan.status": row.status,
        "plan.quiet_days": world.since(row.updated_on),
        "plan.reviewed_days": world.since(row.customer_reviewed_on),
        "plan.review_days": world.until(row.next_review_on),
        "plan.sold": sold(row),
        "plan.complete": planned.completeness(facts, world.policy).state == "complete" if facts else None,
        "plan.owned": row.owner_id is not None,
    }


def milestone(row: Any, world: World) -> Values:
    return {
        "milestone.title": row.title,
        "milestone.state": row.state,
        "milestone.side": row.side,
        "milestone.due_days": world.until(row.due_on),
        "milestone.owned": row.owner_id is not None,
    }


def task(row: Any, world: World) -> Values:
    return {
        "task.title": row.title,
        "task.state": row.state,
        "task.priority": row.priority,
        "task.due_days": world.until(row.due_on),
        "task.owned": row.owner_id is not None,
    }


def risk(row: Any, world: World) -> Values:
    return {
        "risk.title": row.title,
        "risk.state": row.state,
        "risk.severity": row.severity,
        "risk.mitigated": bool(row.mitigation.strip() or row.mitigation_actions),
        "risk.owned": row.owner_id is not None,
    }


def decision(row: Any, world: World) -> Values:
    return {
        "decision.title": row.title,
        "decision.state": row.state,
        "decision.due_days": world.until(row.due_on),
        "decision.owned": row.owner_id is not None,
    }


def project(row: Any, world: World) -> Values:
    return {
        "project.title": row.title,
        "project.state": row.state,
        "project.kind": row.kind,
        "project.go_live_days": world.until(row.go_live_on),
        "project.owned": row.owner_id is not None,
    }


def customerrequest(row: Any, world: World) -> Values:
    return {
        "request.title": row.title,
        "request.kind": row.kind,
        "request.state": row.state,
        "request.days": world.since(row.asked_on),
        "request.owned": row.owner_id is not None,
    }


def handoff(row: Any, world: World) -> Values:
    return {
        "handoff.kind": row.kind,
        "handoff.state": row.state,
        "handoff.due_days": world.until(row.due_on),
        "handoff.returns": row.returns,
        "handoff.owned": row.owner_id is not None,
    }


def promise(row: Any, world: World) -> Values:
    return {
        "promise.title": row.title,
        "promise.state": row.state,
        "promise.due_days": world.until(row.due_on),
        "promise.owned": row.owner_id is not None,
    }


def feedback(row: Any, world: World) -> Values:
    return {
        "feedback.title": row.title,
        "feedback.state": row.state,
        "feedback.due_days": world.until(day_of(row.due_at)) if row.due_at else None,
        "feedback.owned": row.owner_id is not None,
    }


def assumption(row: Any, world: World) -> Values:
    return {
        "assumption.title": row.title,
        "assumption.state": row.state,
        "assumption.impact": row.impact,
        "assumption.due_days": world.until(row.due_on),
        "assumption.expires_days": world.until(row.expires_on),
        "assumption.owned": row.owner_id is not None,
    }


def blocker(row: Any, world: World) -> Values:
    return {
        "blocker.title": row.title,
        "blocker.state": row.state,
        "blocker.due_days": world.until(row.due_on),
        "blocker.fallback": bool(row.fallback.strip() or row.effects),
        "blocker.owned": row.owner_id is not None,
    }


def scopechange(row: Any, world: World) -> Values:
    return {
        "change.title": row.title,
        "change.state": row.state,
        "change.due_days": world.until(row.due_on),
        "change.owned": row.owner_id is not None,
    }


def submission(row: Any, world: World) -> Values:
    return {
        "submission.title": row.title,
        "submission.form": row.form.title,
        "submission.state": row.state,
        "submission.days": world.since(day_of(row.created_at)),
        "submission.answer_days": world.until(day_of(row.answer_by)) if row.answer_by else None,
        "submission.owned": row.keeper is not None,
    }


def review(row: Any, world: World) -> Values:
    return {
        "review.title": row.title,
        "review.kind": row.kind,
        "review.state": row.state,
        "review.days_until": world.until(day_of(row.at)),
        "review.owned": row.owner_id is not None,
    }


def escalation(row: Any, world: World) -> Values:
    return {
        "raised.title": row.title,
        "raised.cause": row.cause,
        "raised.state": row.state,
        "raised.rung": row.rung,
        "raised.days": world.since(day_of(row.since)),
        "raised.owned": row.owner_id is not None,
    }


def metric(row: Any, world: World) -> Values:
    return {
        "metric.name": row.name,
        "metric.purpose": row.purpose,
        "metric.band": row.band,
        "metric.owned": row.owner_id is not None,
    }


def goal(row: Any, world: World) -> Values:
    return {
        "measure.name": row.measure,
        "measure.cohort": row.cohort,
        "measure.band": row.band,
        "measure.owned": row.owner_id is not None,
    }


OF: dict[str, Callable[[Any, World], Values]] = {
    "customer": customer,
    "opportunity": opportunity,
    "renewal": renewal,
    "supportcase": supportcase,
    "plan": plan,
    "milestone": milestone,
    "task": task,
    "risk": risk,
    "decision": decision,
    "project": project,
    "customerrequest": customerrequest,
    "handoff": handoff,
    "promise": promise,
    "feedback": feedback,
    "assumption": assumption,
    "blocker": blocker,
    "scopechange": scopechange,
    "submission": submission,
    "review": review,
    "escalation": escalation,
    "metric": metric,
    "goal": goal,
}
