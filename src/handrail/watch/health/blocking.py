"""A proposal that is blocked now, or no longer: an event of its deal for every program that listens, and a word to
whoever can do something about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from handrail.house.ledger.append import Line, append
from handrail.house.ledger.rows import today
from handrail.house.nudges.models import MESSAGE, REMINDER
from handrail.house.nudges.verbs import Telling
from handrail.house.nudges.verbs import tell as nudge
from handrail.kit.words import mark
from handrail.record.customers.models import Opportunity
from handrail.record.plans.models import Plan

from .models import Standing

BLOCKED, FREED = "proposal.blocked", "proposal.freed"
WORDS = {
    BLOCKED: (
        mark("The proposal is blocked: the success plan is not complete."),
        mark("See what is missing"),
    ),
    FREED: (mark("Nothing holds our proposal up any more."), mark("Open it")),
}


def tell(rows: Sequence[Standing], before: Mapping[int, Standing]) -> None:
    """No statement where nothing changed."""
    changed = {row.customer_id: turned(row, before.get(row.customer_id)) for row in rows}
    keys = {key for gone, come in changed.values() for key in gone | come}
    if not keys:
        return
    deals = Opportunity.objects.filter(customer_id__in=list(changed), key__in=keys, removed_at=None)
    came_to = {
        deal: BLOCKED if deal.key in changed[deal.customer_id][1] else FREED
        for deal in deals.select_related("customer")
    }
    append([Line(deal, name, {}) for deal, name in came_to.items()], read=False)
    nudge(tellings({deal: name for deal, name in came_to.items() if name == BLOCKED or deal.stage.isdigit()}))


def turned(row: Standing, before: Standing | None) -> tuple[set[str], set[str]]:
    """The deals that are free now, and those that are blocked now."""
    was, now = set(before.blocked if before else ()), set(row.blocked)
    return was - now, now - was


def tellings(deals: Mapping[Opportunity, str]) -> Iterator[Telling]:
    """To the deal's owner, and to whoever owns its plan: once for each day on which it comes to that. Of a deal that
    is over, its end says enough."""
    customers = [deal.customer_id for deal in deals]
    open_ones = Plan.objects.filter(customer_id__in=customers, removed_at=None).exclude(phase="completed")
    plans = list(open_ones.order_by("-pk")) if deals else []
    for deal, name in deals.items():
        reason, step = WORDS[name]
        for member in people(deal.owner_id, plan_owner(deal, plans)):
            yield Telling(
                recipient_id=member,
                occasion=f"{name} {deal.key} {today()}",
                name=name,
                subject_kind="opportunity",
                subject_id=deal.pk,
                subject_key=deal.key,
                about_id=deal.customer_id,
                title=deal.name,
                reason=reason,
                step=step,
                lane=MESSAGE if name == FREED else REMINDER,
                step_path=f"proposals/{deal.key}/",
            )


def plan_owner(deal: Opportunity, plans: Sequence[Plan]) -> int | None:
    """Of the deal's own plan, before one that covers it as well (`plans/checks.covers`, of deals that are not won)."""
    here = [plan for plan in plans if plan.customer_id == deal.customer_id]
    own = [plan for plan in here if plan.opportunity_id == deal.pk]
    wide = [plan for plan in here if plan.opportunity_id is None or deal.kind == "expansion"]
    return next((plan.owner_id for plan in (*own, *wide)), None)


def people(*members: int | None) -> Iterable[int]:
    return dict.fromkeys(member for member in members if member is not None)
