"""Every change of a customer and of what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore, today

from .models import Customer, Opportunity, Renewal, Stakeholder, SupportCase, TeamPlace, Touchpoint

# -- customers ------------------------------------------------------------------------------------------


def add_customers(rows: Sequence[Customer]) -> Sequence[Customer]:
    return add(rows, lambda row: row.name)


def edit_customer(row: Customer, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, felt(row, values), revision=revision)


def edit_customers(pairs: Iterable[tuple[Customer, Values]]) -> int:
    return edit_many((row, felt(row, values)) for row, values in pairs)


def remove_customers(rows: Sequence[Customer]) -> int:
    return remove(rows)


def restore_customers(rows: Sequence[Customer]) -> int:
    return restore(rows)


def felt(row: Customer, values: Values) -> Values:
    """A sentiment is of a day: today, unless the writer knows another."""
    if "sentiment_on" in values or values.get("sentiment", row.sentiment) == row.sentiment:
        return values
    return {**values, "sentiment_on": today() if values["sentiment"] else None}


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
