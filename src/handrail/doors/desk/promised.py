"""What was promised before the sale, as a thread from the deal to the renewal and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from handrail.house.ledger.rows import today
from handrail.record.customers import queries as customers
from handrail.record.customers.models import Customer, Opportunity, Renewal
from handrail.record.handoffs import allowed, queries, starting
from handrail.record.handoffs.models import Handoff, Promise
from handrail.record.plans.models import Plan

from .answers import address, at
from .kinds import BY_NAME

LATELY = timedelta(days=90)
"""For so long after a deal is won the customer's page asks whether somebody takes over."""
SHOWS = frozenset({"opportunity", "renewal", "promise", "criterion"})
"""Beside the customer and the handoff: the records from which the thread can be followed."""


@dataclass(frozen=True, slots=True)
class Thread:
    """One promise: the deal it was made in, the handoff that confirmed it, what became of it, the next renewal."""

    promise: Promise
    url: str
    deal: Opportunity | None
    handoff: Handoff | None
    renewal: Renewal | None
    criterion_url: str = field(default="")

    @property
    def may_become(self) -> bool:
        return self.promise.state == "open" and self.promise.plan_id is not None


def threads(
    promises: Sequence[Promise], handoffs: Sequence[Handoff], renewals: Sequence[Renewal]
) -> list[Thread]:
    coming = min((one for one in renewals if one.state == "open"), key=lambda one: one.due_on, default=None)
    kind, criterion = BY_NAME["promise"], BY_NAME["criterion"]
    return [
        Thread(
            one,
            address(kind, one),
            one.opportunity,
            next((h for h in handoffs if h.plan_id == one.plan_id or one.plan_id is None), None),
            coming,
            address(criterion, one.criterion) if one.criterion is not None else "",
        )
        for one in promises
    ]


def of_customer(row: Customer, plans: Sequence[Plan]) -> dict[str, Any]:
    """Its promises and handoffs, and the deal that is won and that nobody has taken over. Four statements."""
    pk = row.pk
    handoffs = queries.of_customers([pk]).get(pk, [])
    deal = to_hand_over(row, customers.opportunities_of([pk]).get(pk, []), handoffs, plans)
    return {
        "handoffs": handoffs,
        "to_hand_over": deal,
        "may_hand_over": allowed.may_hand_over(row, plans, deal),
        "promise_threads": all_threads(row, handoffs),
        "promise_url": f"{at('new', BY_NAME['promise'])}?customer={row.key}",
        "promises_live": f"customer:{pk}",
    }


def all_threads(row: Customer, handoffs: Sequence[Handoff]) -> list[Thread]:
    pk = row.pk
    renewals = customers.renewals_of([pk]).get(pk, [])
    return threads(queries.promises_of([pk]).get(pk, []), handoffs, renewals)


def to_hand_over(
    row: Customer, deals: Sequence[Opportunity], handoffs: Sequence[Handoff], plans: Sequence[Plan]
) -> Opportunity | None:
    """The last deal won lately as new business or an expansion that nobody takes over or has taken over."""
    since = today() - LATELY
    won = [deal for deal in deals if deal.stage == "won" and deal.kind in starting.NEW_BUSINESS]
    lately = (deal for deal in reversed(won) if deal.close_on is None or deal.close_on >= since)
    return next((deal for deal in lately if not in_hands(row, deal, handoffs, plans)), None)


def in_hands(row: Customer, deal: Opportunity, handoffs: Sequence[Handoff], plans: Sequence[Plan]) -> bool:
    """Whether a handoff is about this deal, or its plan is with the customer's owner. One that names no deal is about
    its plan's; a deal without a plan goes by all that there is."""
    own = [plan for plan in plans if plan.opportunity_id == deal.pk]
    known = {plan.pk for plan in own}
    about = any(
        one.opportunity_id == deal.pk if one.opportunity_id else (one.plan_id in known or not known)
        for one in handoffs
    )
    return about or any(plan.owner_id == row.owner_id for plan in own or plans)


def beside(kind: str, row: Any) -> dict[str, Any]:
    """The thread on the page of a deal, a renewal, a promise or its criterion. Three statements; elsewhere none."""
    if kind not in SHOWS or row.customer is None:
        return {}
    handoffs = queries.of_customers([row.customer_id]).get(row.customer_id, [])
    found = all_threads(row.customer, handoffs)
    if kind == "criterion":
        found = [one for one in found if one.promise.criterion_id == row.pk]
    if kind == "opportunity":
        found = [one for one in found if one.promise.opportunity_id in (None, row.pk)]
    if kind == "promise":
        found = [one for one in found if one.promise.pk == row.pk]
    return {"promise_threads": found, "promises_live": f"customer:{row.customer_id}"}
