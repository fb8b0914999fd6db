"""Every change of a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore, today

from .models import Decision

DECIDED = ("approved", "rejected")


def add_decisions(rows: Sequence[Decision]) -> Sequence[Decision]:
    return add(rows, lambda row: row.title)


def edit_decision(row: Decision, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, dated(row, values), revision=revision)


def edit_decisions(pairs: Iterable[tuple[Decision, Values]]) -> int:
    return edit_many((row, dated(row, values)) for row, values in pairs)


def remove_decisions(rows: Sequence[Decision]) -> int:
    return remove(rows)


def restore_decisions(rows: Sequence[Decision]) -> int:
    return restore(rows)


def dated(row: Decision, values: Values) -> Values:
    """A decision taken was taken on a day: today, unless the writer knows another."""
    taken = values.get("state") in DECIDED and row.state not in DECIDED
    return {**values, "decided_on": today()} if taken and "decided_on" not in values else values
