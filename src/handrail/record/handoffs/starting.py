"""Beginning a handoff: by hand, by a program, or by a rule when a deal is won."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.owners import load_directory, match
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import mark, say
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.plans.models import Plan
from handrail.record.plans.sections import day, listed
from handrail.record.tasks import verbs as tasking
from handrail.record.tasks.models import Task

from . import allowed, promising, queries, telling, verbs
from .facts import OPEN
from .models import Handoff, Promise

WITHIN = timedelta(days=7)
GIVE = mark("Hand over %(title)s to %(who)s")
TAKE = mark("Take over %(title)s from %(who)s")
NEW_BUSINESS = ("new", "expansion")
"""Kinds of deals after which a customer changes hands. A renewal that is won changes nothing."""


def start_handoff(
    customer: Customer,
    *,
    to: Member | None = None,
    giver: Member | None = None,
    plan: Plan | None = None,
    opportunity: Opportunity | None = None,
    kind: str = "sa_to_ca",
    due_on: date | None = None,
    context: str = "",
) -> Handoff:
    """Tell both sides, give each its task, and take over what the plan says was promised. Nothing moves yet."""
    draft = Handoff(
        customer=customer, owner=to, giver=giver, plan=plan, opportunity=opportunity, kind=kind,
        due_on=due_on, context=context,
    )  # fmt: skip
    return start_handoffs([draft])[0]


def start_handoffs(rows: Sequence[Handoff]) -> Sequence[Handoff]:
    """By hand, or by a program; `allowed` says who may."""
    for row in rows:
        settle(row)
        allowed.refuse_start(row)
    return begin(rows)


def begin(rows: Sequence[Handoff]) -> Sequence[Handoff]:
    with transaction.atomic():
        ledger_rows.add(rows, lambda row: f"{row.customer.key} {row.started_on}")
        for row in rows:
            take_up(row)
            tasking.add_tasks(sides(row), tell=False)
            telling.tell_plans([row])
            telling.requested(row)
    return rows


def settle(row: Handoff) -> None:
    """What was left out is the usual: the deal's plan, its owner as giver, the customer's as receiver, a week."""
    row.plan = row.plan or plan_of(row)
    row.giver = row.giver or giver_of(row)
    if row.owner is None and not row.owner_text:
        row.owner = receiver_of(row)
    row.title = row.title or (row.plan.title if row.plan else row.customer.name)
    row.started_on, row.due_on = today(), row.due_on or today() + WITHIN
    row.state, row.accepted_on, row.moved, row.returns = "requested", None, {}, 0
    verbs.refuse_same(row.owner, row.giver)
    for name, member in (("owner", row.owner), ("giver", row.giver)):
        if member is not None:
            telling.refuse_absent(name, member, row.customer)
    refuse_second(row)


def plan_of(row: Handoff) -> Plan | None:
    """The deal's plan; without one the customer's newest that is not over, nor just being handed over for another."""
    plans = Plan.objects.filter(customer=row.customer, removed_at=None).exclude(phase="completed")
    if row.opportunity is not None:
        if own := plans.filter(opportunity=row.opportunity).first():
            return own
        there = Handoff.objects.filter(customer=row.customer, state__in=OPEN, removed_at=None)
        others = there.filter(plan__isnull=False, opportunity__isnull=False)
        plans = plans.exclude(pk__in=others.exclude(opportunity=row.opportunity).values("plan"))
    return plans.order_by("-pk").first()


def giver_of(row: Handoff) -> Member | None:
    owner: Member | None = row.plan.owner if row.plan is not None else None
    if owner is None and row.opportunity is not None:
        owner = row.opportunity.owner
    return owner or current().member


def receiver_of(row: Handoff) -> Member | None:
    """The customer's owner, who is its CSM; nobody, where it is theirs already."""
    owner: Member | None = row.customer.owner
    if owner is None or owner.gap:
        return None
    return None if row.giver is not None and owner.pk == row.giver.pk else owner


def refuse_second(row: Handoff) -> None:
    there = Handoff.objects.filter(customer=row.customer, plan=row.plan, state__in=OPEN, removed_at=None)
    if (other := there.first()) is not None:
        words = say("“%(title)s” is being handed over already.", title=other.title)
        raise Invalid([Problem("customer", words, say("Open that handoff, or call it off first."))])


def sides(row: Handoff) -> list[Task]:
    """One task for whoever gives, one for whoever takes over."""
    giver, owner = row.giver, row.owner
    nobody = say(telling.NOBODY)
    return [
        side(row, "give", giver, say(GIVE, title=row.title, who=owner.name if owner else nobody)),
        side(row, "take", owner, say(TAKE, title=row.title, who=giver.name if giver else nobody)),
    ]


def side(row: Handoff, name: str, owner: Member | None, title: str) -> Task:
    return Task(
        customer=row.customer, title=title[:500], owner=owner, due_on=row.due_on,
        subject=queries.subject(row), fields={queries.SIDE: name},
    )  # fmt: skip


# -- what the plan says already -----------------------------------------------------------------------------


def take_up(row: Handoff) -> None:
    """Promises and open items that somebody wrote into the plan become records, each with its owner or its gap."""
    told = row.plan.handoff if row.plan is not None else {}
    directory = load_directory() if told else None
    known = {one.title.casefold() for one in queries.promises_in(row)} if told else set()
    promises = [one for one in listed(told.get("promises")) if telling.words_of(one)]
    promising.add_promises(
        [promise(row, one, directory) for one in promises if telling.words_of(one).casefold() not in known]
    )
    items = [one for one in listed(told.get("open_items")) if telling.words_of(one)]
    tasking.add_tasks([item(row, one, directory) for one in items], tell=False)


def promise(row: Handoff, told: Any, directory: Any) -> Promise:
    """One that says it is kept or released already is so."""
    said = told if isinstance(told, dict) else {}
    state = str(said.get("state") or "")
    return Promise(
        customer=row.customer, plan=row.plan, opportunity=row.opportunity,
        made_by=str(said.get("said_by") or "")[:200], made_on=day(said.get("said_on")),
        title=telling.words_of(told)[:500], state=state if state in ("kept", "released") else "open",
        **owner_of(told, directory),
    )  # fmt: skip


def item(row: Handoff, told: Any, directory: Any) -> Task:
    due = day(told.get("due")) if isinstance(told, dict) else None
    return Task(
        customer=row.customer, title=telling.words_of(told)[:500], due_on=due, subject=queries.subject(row),
        **owner_of(told, directory),
    )  # fmt: skip


def owner_of(told: Any, directory: Any) -> dict[str, Any]:
    words = str(told.get("owner") or "") if isinstance(told, dict) else ""
    return dict(match(words, directory).values())


# -- by a rule ----------------------------------------------------------------------------------------------


def start_for_deals(deals: Sequence[Opportunity]) -> list[Handoff]:
    """What a rule calls when deals are won: new business and expansions, each handed over once and never again."""
    begun: list[Handoff] = []
    for deal in deals:
        if deal.stage != "won" or deal.kind not in NEW_BUSINESS:
            continue
        draft = Handoff(customer=deal.customer, opportunity=deal)
        draft.plan = plan_of(draft)
        if handed_over(draft) or in_their_hands(draft):
            continue
        settle(draft)
        begun.extend(begin([draft]))
    return begun


def in_their_hands(row: Handoff) -> bool:
    """Whoever owns the customer owns the deal's plan already: there is nothing to hand over."""
    plan = row.plan
    return plan is not None and plan.owner_id is not None and plan.owner_id == row.customer.owner_id


def handed_over(row: Handoff) -> bool:
    """Whether this deal was handed over, or is; or its plan is changing hands just now, without one the customer."""
    there = Handoff.objects.filter(customer=row.customer, removed_at=None)
    return there.filter(Q(opportunity=row.opportunity) | Q(state__in=OPEN, plan=row.plan)).exists()
