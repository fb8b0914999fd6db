"""Accepting a handoff: all that waited with the giver at this customer waits with the receiver, in one transaction."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import today
from handrail.house.people.books import caused
from handrail.house.people.owning import Holding, holdings
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.plans.owned import edit_plans

from . import checks, queries, telling, verbs
from .models import Handoff

STAYS = {
    "sa_to_ca": frozenset({"customer", "opportunity", "renewal", "teamplace"}),
    "ae_to_csm": frozenset({"opportunity", "teamplace", "customer.insiders"}),
    "csm_to_csm": frozenset(),
}
"""What whoever gives keeps: after the sale, the deals to come are still theirs, and so is the sight of them."""
OWN = "handoff"


def accept_handoff(row: Handoff) -> Handoff:
    """Only by whoever takes over, and only once the whole checklist holds."""
    receiver = verbs.refuse_others(row, row.owner_id)
    if row.state != "requested":
        raise Invalid(
            [Problem("state", say("This does not wait to be accepted."), say("Look at its state."))]
        )
    refuse_incomplete(row)
    with transaction.atomic():
        with caused(f"handoff:{row.key}"):
            moved = move(row, receiver)
            values = {"state": "accepted", "accepted_on": today(), "moved": moved, "reason": ""}
            ledger_rows.edit(row, values, kind="accepted")
            verbs.close_sides(row, "give", "take")
            telling.tell_plans([row])
        telling.accepted(row)
    return row


def refuse_incomplete(row: Handoff) -> None:
    ground = queries.ground_of(row, queries.tasks_of(row), queries.promises_in(row))
    if missing := checks.missing(ground):
        raise Invalid([Problem(one.code, f"{one.title}: {one.reason}", one.fix) for one in missing])


def move(row: Handoff, receiver: Member) -> dict[str, int]:
    """{kind: how many}. As many statements as there are kinds, however much waits."""
    moved = {"plan": edit_plans([(row.plan, {"owner": receiver})])} if row.plan is not None else {}
    for holding in holdings():
        if row.giver is None or holding.kind == OWN or {holding.kind, holding.name} & STAYS[row.kind]:
            continue
        rows = [one for one in waiting(holding, row, row.giver) if goes(holding, one, row)]
        count = holding.edit([(one, passed(holding, one, row, row.giver, receiver)) for one in rows])
        moved[holding.name] = moved.get(holding.name, 0) + count
    return {name: count for name, count in moved.items() if count}


def passed(holding: Holding, one: Any, row: Handoff, giver: Member, receiver: Member) -> dict[str, Any]:
    """Who sells on still sees a private customer that is no longer theirs."""
    values = holding.passed(one, giver, receiver)
    keeps = "customer.insiders" in STAYS[row.kind] and holding.name == "customer"
    if keeps and one.private and giver.key not in one.insiders:
        values["insiders"] = [*one.insiders, giver.key]
    return values


def waiting(holding: Holding, row: Handoff, giver: Member) -> Any:
    if not holding.about:
        return ()
    column = "pk" if holding.kind == "customer" else holding.about
    return holding.of(giver).filter(**{column: row.customer_id})


def goes(holding: Holding, one: Any, row: Handoff) -> bool:
    """Not the open items, which were agreed with their owners; and not what belongs to another plan."""
    if holding.kind == "task" and one.subject == queries.subject(row):
        return False
    plan = one.pk if holding.kind == "plan" else getattr(one, "plan_id", None)
    return row.kind == "csm_to_csm" or row.plan_id is None or plan in (None, row.plan_id)
