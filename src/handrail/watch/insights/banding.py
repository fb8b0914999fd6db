"""Whether a measure stays in its band, or at its target: looked at each night, and told to the history once when it
leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from handrail.house.deadlines.queries import day_starts
from handrail.house.deadlines.sweeps import Firing
from handrail.house.ledger import write
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current, unveiled
from handrail.record.metrics.facts import band_of, ends_of, turn_of

from . import whose
from .counting import counted
from .measures import MEASURES, Period, point
from .models import Goal
from .queries import SPAN


def look(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`."""
    ids = [firing.deadline.subject_id for firing in firings]
    judge(Goal.objects.filter(pk__in=ids, removed_at=None).order_by("pk").select_for_update(no_key=True))


def judge(rows: Iterable[Goal]) -> None:
    """Two statements for each; the next look is tonight."""
    for row in rows:
        one = MEASURES[row.measure]
        with unveiled():
            total = point(one, span(), counted(row.measure, span(), whose.of_cohort(row.cohort)))
        ends = row.low is not None or row.high is not None
        band = band_of(total.value, *ends_of(row.low, row.high, row.target, one.direction))
        write.change(row, {"band": band, "next_at": tonight()}, kind=turn_of(row.band, band, ends=ends))


def tonight() -> datetime:
    return day_starts(today() + timedelta(days=1), current().workspace.time_zone)


def span() -> Period:
    """The four weeks up to today."""
    return Period(today() - SPAN + timedelta(days=1), today())
