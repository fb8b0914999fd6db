"""Every change of a metric and its readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore

from .lines import Line
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


def bring_readings(metric: Metric, lines: Sequence[Line]) -> int:
    """What a table says of one metric: a day that has a reading gets the new value, the others are added."""
    there = {row.on: row for row in Reading.objects.filter(metric=metric, removed_at=None).order_by("pk")}
    with transaction.atomic():
        changed = edit_readings(
            (there[line.on], {"value": line.value, **({"source": line.source} if line.source else {})})
            for line in lines
            if line.on in there
        )
        new = [line for line in lines if line.on not in there]
        add_readings([Reading(metric=metric, on=one.on, value=one.value, source=one.source) for one in new])
    return changed + len(new)


def edit_reading(row: Reading, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, values, revision=revision)


def edit_readings(pairs: Iterable[tuple[Reading, Values]]) -> int:
    return edit_many(pairs)


def remove_readings(rows: Sequence[Reading]) -> int:
    return remove(rows)


def restore_readings(rows: Sequence[Reading]) -> int:
    return restore(rows)
