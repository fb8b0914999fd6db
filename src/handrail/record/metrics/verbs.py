"""Every change of a metric and its readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore

from .models import Metric, Reading


def add_metrics(rows: Sequence[Metric]) -> Sequence[Metric]:
    return add(rows, lambda row: row.name)


def edit_metric(row: Metric, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_metrics(pairs: Iterable[tuple[Metric, Values]]) -> int:
    return edit_many(pairs)


def remove_metrics(rows: Sequence[Metric]) -> int:
    return remove(rows)


def restore_metrics(rows: Sequence[Metric]) -> int:
    return restore(rows)


def add_readings(rows: Sequence[Reading]) -> Sequence[Reading]:
    for row in rows:
        row.customer_id = row.metric.customer_id
    return add(rows, lambda row: f"{row.metric.key} {row.on}")


def edit_reading(row: Reading, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_readings(pairs: Iterable[tuple[Reading, Values]]) -> int:
    return edit_many(pairs)


def remove_readings(rows: Sequence[Reading]) -> int:
    return remove(rows)


def restore_readings(rows: Sequence[Reading]) -> int:
    return restore(rows)
