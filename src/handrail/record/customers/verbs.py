"""Every change of a customer and of what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore, today
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, hide, hide_from
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from .models import (
    Customer,
    CustomerRequest,
    Opportunity,
    Renewal,
    Stakeholder,
    SupportCase,
    TeamPlace,
    Touchpoint,
)

# -- customers ------------------------------------------------------------------------------------------


def add_customers(rows: Sequence[Customer]) -> Sequence[Customer]:
    with transaction.atomic():
        check_insiders([row.insiders for row in rows])
        add(rows, lambda row: row.name)
        keep_in_sight([row for row in rows if row.private])
    return rows


def edit_customer(row: Customer, values: Values, *, revision: int | None = None) -> bool:
    with transaction.atomic():
        check_insiders([values.get("insiders", ())])
        changed = edit(row, felt(row, values), revision=revision, kind=kind_of(values))
        keep_in_sight([row] if changed and guards(values) and row.private else [])
    return changed


def edit_customers(pairs: Iterable[tuple[Customer, Values]]) -> int:
    pairs = [(row, felt(row, values)) for row, values in pairs]
    with transaction.atomic():
        check_insiders([values.get("insiders", ()) for _row, values in pairs])
        kind = "guarded" if any(guards(values) for _row, values in pairs) else "changed"
        changed = edit_many(pairs, kind=kind)
        keep_in_sight([row for row, values in pairs if guards(values) and row.private])
    return changed


def remove_customers(rows: Sequence[Customer]) -> int:
    return remove(rows)


def restore_customers(rows: Sequence[Customer]) -> int:
    return restore(rows)


def felt(row: Customer, values: Values) -> Values:
    """A sentiment is of a day: today, unless the writer knows another."""
    if "sentiment_on" in values or values.get("sentiment", row.sentiment) == row.sentiment:
        return values
    return {**values, "sentiment_on": today() if values["sentiment"] else None}


# -- who sees a private one ------------------------------------------------


def guards(values: Values) -> bool:
    """Whether these say who sees the customer: its event then tells open pages to ask again."""
    return bool(values.keys() & {"private", "insiders"})


def kind_of(values: Values) -> str:
    return "guarded" if guards(values) else "changed"


def check_insiders(lists: Iterable[Sequence[Any]]) -> None:
    """Keys of members, and nothing else that JSON has."""
    named = [key for keys in lists for key in keys]
    if not named:
        return
    words = [key for key in named if isinstance(key, str)]
    known = set(Member.objects.filter(key__in=words, removed_at=None).values_list("key", flat=True))
    fix = say("Name members by their keys.")
    problems = [
        Problem("insiders", say("There is no member “%(key)s” here.", key=str(key)[:80]), fix)
        for key in named
        if not isinstance(key, str) or key not in known
    ]
    if problems:
        raise Invalid(problems)


def keep_in_sight(rows: Sequence[Customer]) -> None:
    """Nobody hides a customer from themselves: it would be gone, and they could not take it back. Who gives
    a whole book away gives that away too, and gets it back with the book."""
    member = current().member
    if member is None or not rows or current().cause.startswith("handover:"):
        return
    lost = hidden_from(member) & {row.pk for row in rows}
    if lost:
        words = say("You would not see this customer any more yourself.")
        fix = say("Put yourself on its team, or among those who may see it, and then make it private.")
        raise Invalid([Problem("private", words, fix)])


def hidden_from(member: Member) -> frozenset[int]:
    """The private customers this member may not see as things stand now; the scope stays as it was."""
    with transaction.atomic():
        now = hide_from(member.pk)
        hide(current().hidden)
    return now


# -- team places ------------------------------------------------------------


def add_team_places(rows: Sequence[TeamPlace]) -> Sequence[TeamPlace]:
    return add(rows, lambda row: f"{row.customer.key} {row.job} {row.member.key}")


def edit_team_place(row: TeamPlace, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_team_places(pairs: Iterable[tuple[TeamPlace, Values]]) -> int:
    return edit_many(pairs)


def remove_team_places(rows: Sequence[TeamPlace]) -> int:
    return remove(rows)


def restore_team_places(rows: Sequence[TeamPlace]) -> int:
    return restore(rows)


# -- opportunities ------------------------------------------------------------


def add_opportunities(rows: Sequence[Opportunity]) -> Sequence[Opportunity]:
    return add(rows, lambda row: row.name)


def edit_opportunity(row: Opportunity, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_opportunities(pairs: Iterable[tuple[Opportunity, Values]]) -> int:
    return edit_many(pairs)


def remove_opportunities(rows: Sequence[Opportunity]) -> int:
    return remove(rows)


def restore_opportunities(rows: Sequence[Opportunity]) -> int:
    return restore(rows)


# -- renewals ------------------------------------------------------------


def add_renewals(rows: Sequence[Renewal]) -> Sequence[Renewal]:
    return add(rows, lambda row: f"{row.customer.key} {row.due_on}")


def edit_renewal(row: Renewal, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_renewals(pairs: Iterable[tuple[Renewal, Values]]) -> int:
    return edit_many(pairs)


def remove_renewals(rows: Sequence[Renewal]) -> int:
    return remove(rows)


def restore_renewals(rows: Sequence[Renewal]) -> int:
    return restore(rows)


# -- stakeholders ------------------------------------------------------------


def add_stakeholders(rows: Sequence[Stakeholder]) -> Sequence[Stakeholder]:
    return add(rows, lambda row: row.name)


def edit_stakeholder(row: Stakeholder, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_stakeholders(pairs: Iterable[tuple[Stakeholder, Values]]) -> int:
    return edit_many(pairs)


def remove_stakeholders(rows: Sequence[Stakeholder]) -> int:
    return remove(rows)


def restore_stakeholders(rows: Sequence[Stakeholder]) -> int:
    return restore(rows)


# -- touchpoints ------------------------------------------------------------


def add_touchpoints(rows: Sequence[Touchpoint]) -> Sequence[Touchpoint]:
    return add(rows, lambda row: f"{row.customer.key} {row.on}")


def edit_touchpoint(row: Touchpoint, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_touchpoints(pairs: Iterable[tuple[Touchpoint, Values]]) -> int:
    return edit_many(pairs)


def remove_touchpoints(rows: Sequence[Touchpoint]) -> int:
    return remove(rows)


def restore_touchpoints(rows: Sequence[Touchpoint]) -> int:
    return restore(rows)


# -- support cases ------------------------------------------------------------


def add_support_cases(rows: Sequence[SupportCase]) -> Sequence[SupportCase]:
    for row in rows:
        row.is_open = row.is_open and row.solved_on is None
    return add(rows, lambda row: row.number)


def edit_support_case(row: SupportCase, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, solved(values), revision=revision)


def edit_support_cases(pairs: Iterable[tuple[SupportCase, Values]]) -> int:
    return edit_many((row, solved(values)) for row, values in pairs)


def remove_support_cases(rows: Sequence[SupportCase]) -> int:
    return remove(rows)


def restore_support_cases(rows: Sequence[SupportCase]) -> int:
    return restore(rows)


def solved(values: Values) -> Values:
    """A case with a day of solution is closed."""
    if values.get("solved_on") and "is_open" not in values:
        return {**values, "is_open": False}
    return values


# -- customer requests ------------------------------------------------------------


def add_customer_requests(rows: Sequence[CustomerRequest]) -> Sequence[CustomerRequest]:
    for row in rows:
        row.asked_on = row.asked_on or today()
        if row.state in ANSWERED and row.answered_on is None:
            row.answered_on = today()
    return add(rows, lambda row: row.title)


def edit_customer_request(row: CustomerRequest, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, answered(row, values), revision=revision)


def edit_customer_requests(pairs: Iterable[tuple[CustomerRequest, Values]]) -> int:
    return edit_many((row, answered(row, values)) for row, values in pairs)


def remove_customer_requests(rows: Sequence[CustomerRequest]) -> int:
    return remove(rows)


def restore_customer_requests(rows: Sequence[CustomerRequest]) -> int:
    return restore(rows)


ANSWERED = ("done", "declined")


def answered(row: CustomerRequest, values: Values) -> Values:
    """What is answered was answered on a day: today, unless the writer knows another."""
    state = values.get("state", row.state)
    if "answered_on" in values or (state in ANSWERED) == (row.state in ANSWERED):
        return values
    return {**values, "answered_on": today() if state in ANSWERED else None}
