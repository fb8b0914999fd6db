"""Metrics that are computed: read from the work each night, so that charts, bands, gates and rules find their number
where those of every other metric stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

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
from .measures import MEASURES

AGAIN = timedelta(weeks=1)
"""A number that stays is read once a week all the same: its line goes on."""


def look(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`."""
    ids = [firing.deadline.subject_id for firing in firings]
    found = Metric.objects.filter(pk__in=ids, removed_at=None).order_by("pk").select_for_update(no_key=True)
    feed(found.select_related(None))


def feed(rows: Iterable[Metric]) -> None:
    """What counts nothing gets no reading. One statement for all, and up to seven for each; one more where there is
    something new to write."""
    rows = list(rows)
    newest = metrics.readings_of([row.pk for row in rows], each=1)
    for row in rows:
        write.change(row, {"next_at": tonight() if row.measure else None}, kind="read")
        if row.measure:
            read(row, newest.get(row.pk, []))


def read(row: Metric, newest: Sequence[Reading]) -> None:
    one = MEASURES[row.measure]
    with unveiled():
        found = queries.lately(one, whose.of_metric(row))
    last, value = (newest[-1] if newest else None), found.value
    if value is None or (last is not None and last.value == value and last.on > today() - AGAIN):
        return
    if last is not None and last.on == today():
        verbs.edit_readings([(last, {"value": value})])
    else:
        verbs.add_readings([Reading(metric=row, on=today(), value=value, source=say(one.title)[:300])])
