"""Whether a metric stays in its band, or at its target: looked at with each reading, told to the history once when it
leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import queries
from .facts import band_of, ends_of, turn_of
from .models import Metric, Reading


def follow_readings(rows: Sequence[Reading]) -> None:
    """One statement; three where one of these metrics has a band or a target."""
    if rows:
        follow(Metric.objects.filter(pk__in={row.metric_id for row in rows}, removed_at=None).order_by("pk"))


def follow(metrics: Iterable[Metric]) -> None:
    """A metric without a band and without a target is in none."""
    rows = [row for row in metrics if row.removed_at is None and (bounded(row) or row.band)]
    newest = queries.readings_of([row.pk for row in rows], each=1) if rows else {}
    turns: defaultdict[str, list[tuple[Metric, Values]]] = defaultdict(list)
    for row in rows:
        value = newest[row.pk][-1].value if row.pk in newest else None
        band = band_of(value, *ends_of(row.low, row.high, row.target, row.direction))
        if band != row.band:
            turns[turn_of(row.band, band, ends=banded(row))].append((row, {"band": band}))
    for kind, pairs in sorted(turns.items()):
        ledger_rows.edit_many(pairs, kind=kind)


def banded(row: Metric) -> bool:
    return row.low is not None or row.high is not None


def bounded(row: Metric) -> bool:
    return banded(row) or row.target is not None


def refuse_crossed(row: Any, values: Values) -> None:
    """Of anything with a band: its lowest is not above its highest."""
    low, high = (number(values.get(name, getattr(row, name))) for name in ("low", "high"))
    if low is not None and high is not None and low > high:
        fix = say("Write the smaller number first.")
        raise Invalid([Problem("low", say("The lowest is above the highest."), fix)])


def number(found: Any) -> Decimal | None:
    """What is no number is refused where it is written."""
    try:
        given = Decimal(str(found))
    except InvalidOperation:
        return None
    return given if given.is_finite() else None
