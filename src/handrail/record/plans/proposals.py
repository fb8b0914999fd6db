"""Our proposal for a deal: whether we may make it, and the one verb that clears it, whichever path asks.

The CRM's own stage is never refused: what is blocked is what we send. A clearance is a row that says who, when, and
why where a check did not hold; taken away, the proposal is as the checks say again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from secrets import token_hex

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.scope import because, current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem, Refused
from handrail.kit.verdict import Today, as_json
from handrail.kit.words import say
from handrail.record.customers.models import Opportunity

from . import gathering, moving, phases
from .models import Attempt, Clearance
from .phases import Proposal


def proposals_of(
    deals: Collection[Opportunity], facts: Mapping[int, moving.Known] | None = None
) -> dict[int, Proposal]:
    """{deal: whether we may propose, with every answer}. At most 31 statements for any number of deals.

    `facts` of the customers, where somebody has them already: then none.
    """
    known: Mapping[int, moving.Known] = facts or gathering.gather({deal.customer_id for deal in deals})
    policy, day = moving.rules(), Today.at(clock.now(), current().workspace.time_zone)
    found = {}
    for deal in deals:
        here = known[deal.customer_id]
        told = next(one for one in here.customer.opportunities if one.key == deal.key)
        found[deal.pk] = phases.proposal(told, here.customer, here.plans, policy, day)
    return found


def clearances_of(deals: Collection[int]) -> dict[int, Clearance]:
    """{deal: its clearance}; one that nobody signed counts for nothing. One statement."""
    rows = Clearance.objects.filter(opportunity_id__in=deals, removed_at=None).select_related("by")
    return {row.opportunity_id: row for row in rows if row.by_id or row.by_text}


def cleared_deals(customers: Collection[int]) -> dict[int, frozenset[str]]:
    """{customer: keys of the deals whose proposal is cleared}. One statement."""
    rows = Clearance.objects.filter(customer_id__in=customers, removed_at=None).exclude(by=None, by_text="")
    found: dict[int, set[str]] = {}
    for customer, key in rows.values_list("customer_id", "opportunity__key"):
        found.setdefault(customer, set()).add(key)
    return {customer: frozenset(keys) for customer, keys in found.items()}


# -- clearing -----------------------------------------------------------------------------------------------


def clear_proposals(deals: Sequence[Opportunity], *, reason: str = "", override: bool = False) -> int:
    """Say that we may propose. Raises `Refused` with every check, and clears none, where one does not hold.

    `override` clears all the same: only a manager may, with a reason. What is cleared already stays as it is.
    """
    with transaction.atomic():
        there = clearances_of([deal.pk for deal in deals])
        rows = [
            Clearance(customer_id=deal.customer_id, opportunity=deal)
            for deal in deals
            if deal.pk not in there
        ]
        settle(rows, reason, override)
        with because(reason[: moving.LONGEST_CAUSE] if override and reason else current().cause):
            sign(rows, reason)
    return len(rows)


def sign(rows: Sequence[Clearance], reason: str) -> None:
    """Signed by whoever asks. One that nobody signed may stand in the way: it goes."""
    old = Clearance.objects.filter(opportunity__in=[row.opportunity_id for row in rows], removed_at=None)
    ledger_rows.remove(list(old))
    member = current().member
    for row in rows:
        row.by, row.by_text = member, "" if member else current().actor.label or "handrail"
        row.given_on, row.reason = today(), reason.strip()
    ledger_rows.add(rows, words)


def settle(rows: Sequence[Clearance], reason: str, override: bool) -> None:
    """Refuse where one may not; keep every attempt."""
    found = proposals_of([row.opportunity for row in rows])
    refused = [row for row in rows if not found[row.opportunity_id].free]
    if refused and not override:
        tried = [attempt(row, found[row.opportunity_id], False, reason) for row in rows]
        current().kept.append(partial(moving.keep, tried))
        raise refusal(refused, found)
    if refused:
        moving.refuse_others(reason)
    for row in refused:
        row.overridden = True
    write.create([attempt(row, found[row.opportunity_id], True, reason) for row in rows])


def attempt(row: Clearance, found: Proposal, passed: bool, reason: str) -> Attempt:
    return Attempt(
        key=f"{row.opportunity.key[:60]}-{token_hex(6)}",
        customer_id=row.customer_id, opportunity_id=row.opportunity_id,
        by=current().member, passed=passed, overridden=passed and row.overridden, reason=reason,
        checks=as_json(list(found.verdicts)),
    )  # fmt: skip


def refusal(refused: Sequence[Clearance], found: Mapping[int, Proposal]) -> Refused:
    of = {row.opportunity.key: found[row.opportunity_id].verdicts for row in refused}
    checks = tuple(verdict for verdicts in of.values() for verdict in verdicts)
    words = say(
        "The proposal for “%(deal)s” is blocked: %(hold)s of %(all)s checks hold.",
        deal=refused[0].opportunity.name,
        hold=sum(1 for verdict in checks if verdict.passed),
        all=len(checks),
    )
    return Refused(checks, words, of=of)


def words(row: Clearance) -> str:
    return f"cleared-{row.opportunity.key}"


def block_proposals(deals: Sequence[Opportunity]) -> int:
    """Take the clearance away: the proposal is as the checks say again."""
    return ledger_rows.remove(list(clearances_of([deal.pk for deal in deals]).values()))


# -- clearances as rows: from files, and taken back ---------------------------------------------------------


def add_clearances(rows: Sequence[Clearance]) -> Sequence[Clearance]:
    """As a file tells them: of somebody who may not let through, unsigned, and so counting for nothing."""
    if not trusted():
        for row in rows:
            row.by, row.by_text = None, ""
    return ledger_rows.add(rows, words)


def edit_clearances(pairs: Iterable[tuple[Clearance, Values]]) -> int:
    return ledger_rows.edit_many(pairs) if trusted() else 0


def remove_clearances(rows: Sequence[Clearance]) -> int:
    return ledger_rows.remove(rows)


def restore_clearances(rows: Sequence[Clearance]) -> int:
    """To have it cleared again is to clear it: judged as it stands now."""
    coming = [row for row in rows if row.removed_at is not None]
    if any(row.overridden for row in coming):
        moving.refuse_others(coming[0].reason)
    plain = [row for row in coming if not row.overridden]
    found = proposals_of([row.opportunity for row in plain]) if plain else {}
    refused = [row for row in plain if not found[row.opportunity_id].free]
    if refused:
        raise refusal(refused, found)
    return ledger_rows.restore(coming)


def edit_signed_clearances(pairs: Iterable[tuple[Clearance, Values]]) -> int:
    """Who cleared a proposal, and when, is not changed afterwards; it is taken away, and given again."""
    fix = say("Take the clearance away and clear the proposal again.")
    if any(list(pairs)):
        raise Invalid([Problem("by", say("A clearance can not be changed."), fix)])
    return 0


remove_signed_clearances, restore_signed_clearances = remove_clearances, restore_clearances


def trusted() -> bool:
    """A command on the server has no member and counts as the owner."""
    member = current().member
    return member is None or moving.may_let_through(member)
