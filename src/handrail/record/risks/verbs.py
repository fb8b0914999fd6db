"""Every change of a risk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore

from .models import Risk


def add_risks(rows: Sequence[Risk]) -> Sequence[Risk]:
    return add(rows, lambda row: row.title)


def edit_risk(row: Risk, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_risks(pairs: Iterable[tuple[Risk, Values]]) -> int:
    return edit_many(pairs)


def remove_risks(rows: Sequence[Risk]) -> int:
    return remove(rows)


def restore_risks(rows: Sequence[Risk]) -> int:
    return restore(rows)
