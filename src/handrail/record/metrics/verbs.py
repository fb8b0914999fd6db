"""Every change of a metric and its readings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from handrail import wiring
from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore
from handrail.kit import clock

from . import banding, cohorts
from .lines import Line
from .models import Metric, Reading


def add_metrics(rows: Sequence[Metric]) -> Sequence[Metric]:
    for row in rows:
        refuse_unclear(row, {})
        row.next_at = clock.now() if row.measure else None
    return add(rows, lambda row: row.name)


def edit_metric(row: Metric, values: Values, *, revision: int | None = None) -> bool:
    values = timed(row, values)
    with transaction.atomic():
        changed = edit(row, values, revision=revision)
        banding.follow([row])
        tell([row.pk] if values.keys() & SHOWS else [])
    return changed


def edit_metrics(pairs: Iterable[tuple[Metric, Values]]) -> int:
    pairs = list(pairs)
    for row, values in pairs:
        values = timed(row, values)
    with transaction.atomic():
        changed = edit_many(pairs)
        banding.follow(row for row, _values in pairs)
        tell([row.pk for row, values in pairs if values.keys() & SHOWS])
    return changed


def timed(row: Metric, values: Values) -> Values:
    """With the next reading of one that is computed: at once, where it is computed otherwise from now on."""
    refuse_unclear(row, values)
    if not values.keys() & COMPUTED:
        return values
    measure = values.get("measure", row.measure)
    return {**values, "next_at": clock.now() if measure else None}


COMPUTED = frozenset({"measure", "cohort", "customer"})
"""What of a metric says of whose work its number is computed."""


def refuse_unclear(row: Metric, values: Values) -> None:
    banding.refuse_crossed(row, values)
    cohorts.refuse_unknown(str(values.get("cohort", row.cohort)))


def remove_metrics(rows: Sequence[Metric]) -> int:
    with transaction.atomic():
        gone = remove(rows)
        tell([row.pk for row in rows])
    return gone


def restore_metrics(rows: Sequence[Metric]) -> int:
    with transaction.atomic():
        back = restore(rows)
        tell([row.pk for row in rows])
    return back


SHOWS = frozenset({"target", "direction", "removed_at"})
"""What of a metric says whether it is where it should be."""


def tell(metrics: Sequence[int]) -> None:
    """The rooms above, of metrics that were read or are defined otherwise now."""
    for name in wiring.READ if metrics else ():
        wiring.load(name)(metrics)


def add_readings(rows: Sequence[Reading]) -> Sequence[Reading]:
    for row in rows:
        row.customer_id = row.metric.customer_id
    with transaction.atomic():
        made = add(rows, lambda row: f"{row.metric.key} {row.on}")
        banding.follow_readings(rows)
        tell([row.metric_id for row in made])
    return made


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
    with transaction.atomic():
        changed = edit(row, values, revision=revision)
        banding.follow_readings([row])
        tell([row.metric_id])
    return changed


def edit_readings(pairs: Iterable[tuple[Reading, Values]]) -> int:
    pairs = list(pairs)
    with transaction.atomic():
        changed = edit_many(pairs)
        banding.follow_readings([row for row, _values in pairs])
        tell([row.metric_id for row, _ in pairs])
    return changed


def remove_readings(rows: Sequence[Reading]) -> int:
    with transaction.atomic():
        gone = remove(rows)
        banding.follow_readings(rows)
        tell([row.metric_id for row in rows])
    return gone


def restore_readings(rows: Sequence[Reading]) -> int:
    with transaction.atomic():
        back = restore(rows)
        banding.follow_readings(rows)
        tell([row.metric_id for row in rows])
    return back
