"""Who may start a handoff, say who gives and who takes over, and call it off: one place for page, API and files.

Whoever owns the plan or the customer, the manager of one of them, and administrators. Under way, the two whom it
concerns as well. Whoever takes over does not start one: they could help themselves to what others look after.
A rule starts handoffs whoever made the change that it heard of (`starting.start_for_deals`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotAllowed
from handrail.kit.words import mark, say
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.plans.models import Plan

from .models import Handoff

SIDES = ("giver", "owner", "owner_text")
START = mark("Handing this customer over is not yours to start.")
CALL_OFF = mark("This handoff is not yours to call off.")
NAME = mark("Who hands over to whom is not yours to say.")


def may_start(row: Handoff) -> bool:
    return is_for(row, whose(row))


def may_call_off(row: Handoff) -> bool:
    return is_for(row, whose(row), row.giver_id, row.owner_id)


def may_hand_over(customer: Customer, plans: Sequence[Plan], deal: Opportunity | None = None) -> bool:
    """Whether whoever looks at a customer may start one there, for one of its plans or for itself."""
    which: Sequence[Plan | None] = list(plans) or [None]
    drafts = [Handoff(customer=customer, plan=plan, opportunity=deal) for plan in which]
    return any(map(may_start, drafts))


def refuse_start(row: Handoff) -> None:
    if not may_start(row):
        raise NotAllowed(say(START), fix(row))


def refuse_calling_off(row: Handoff) -> None:
    if not may_call_off(row):
        raise NotAllowed(say(CALL_OFF), fix(row))


def refuse_naming(row: Handoff, values: Mapping[str, Any]) -> None:
    if any(differs(row, values, name) for name in SIDES) and not may_call_off(row):
        raise NotAllowed(say(NAME), fix(row))


def differs(row: Handoff, values: Mapping[str, Any], name: str) -> bool:
    return name in values and values[name] != getattr(row, name)


def whose(row: Handoff) -> dict[int, Member]:
    """The customer's owner, the plan's; and the deal's, unless its customer has a plan from elsewhere."""
    plan, deal = row.plan, row.opportunity
    owners = [row.customer.owner, plan.owner if plan is not None else None]
    if deal is not None and (plan is None or plan.opportunity_id == deal.pk):
        owners.append(deal.owner)
    return {owner.pk: owner for owner in owners if owner is not None}


def is_for(row: Handoff, owners: Mapping[int, Member], *sides: int | None) -> bool:
    """What nobody owns anybody may bring to somebody. A command on the server has no member."""
    member = current().member
    if member is None or member.role in ("admin", "owner") or not owners:
        return True
    return member.pk in {*owners, *sides} or member.pk in {owner.manager_id for owner in owners.values()}


def fix(row: Handoff) -> str:
    names = sorted(owner.name for owner in whose(row).values())
    return say("Ask %(who)s, their manager or an administrator.", who=", ".join(names))
