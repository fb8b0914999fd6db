"""Metrics that are computed: read from the work each night, so that charts, bands, gates and rules find their number
where those of every other metric stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from handrail.house.deadlines.sweeps import Firing
from handrail.house.ledger import write
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import unveiled
from handrail.kit.words import say
from handrail.record.metrics import queries as metrics
from handrail.record.metrics import verbs
from handrail.record.metrics.models import Metric, Reading

from . import queries, whose
from .banding import tonight
from .measures import MEASURES, whole
from .together import Together

AGAIN = timedelta(weeks=1)
"""A number that stays is read once a week all the same: its line goes on."""


def look(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`."""
    ids = [firing.deadline.subject_id for firing in firings]
    found = Metric.objects.filter(pk__in=ids, removed_at=None).order_by("pk").select_for_update(no_key=True)
    feed(found.select_related(None))


def feed(rows: Iterable[Metric]) -> None:
    """What counts nothing gets no reading. The statements of each measure once, and the same few for any number of
    metrics."""
    rows = list(rows)
    write.change_many([(row, {"next_at": tonight() if row.measure else None}) for row in rows], kind="read")
    rows = [row for row in rows if row.measure]
    if not rows:
        return
    newest = metrics.readings_of([row.pk for row in rows], each=1)
    with unveiled():
        values = values_of(rows)
    again, new = [], []
    for row in rows:
        last, value = next(reversed(newest.get(row.pk, [])), None), values[row.pk]
        if value is None or (last is not None and last.value == value and last.on > today() - AGAIN):
            continue
        if last is not None and last.on == today():
            again.append((last, {"value": value}))
        else:
            new.append(reading_of(row, value))
    if again:
        verbs.edit_readings(again)
    if new:
        verbs.add_readings(new)


def values_of(rows: Sequence[Metric]) -> dict[int, Decimal | None]:
    """Each over the last four weeks, of those it is about."""
    together = Together((row.measure for row in rows), whole(queries.last_two()))
    of = whose.of_metrics(rows)
    return {row.pk: queries.lately_in(together, MEASURES[row.measure], of[row.pk]).value for row in rows}


def reading_of(row: Metric, value: Decimal) -> Reading:
    return Reading(metric=row, on=today(), value=value, source=say(MEASURES[row.measure].title)[:300])
