"""Whether a measure stays in its band: looked at each night, and told to the history once when it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from handrail.house.deadlines.queries import day_starts
from handrail.house.deadlines.sweeps import Firing
from handrail.house.ledger import write
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current, unveiled
from handrail.record.metrics.facts import band_of, turn_of

from . import whose
from .counting import counted
from .measures import MEASURES, Period, point
from .models import Goal

SPAN = timedelta(weeks=4)


def look(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`."""
    ids = [firing.deadline.subject_id for firing in firings]
    judge(Goal.objects.filter(pk__in=ids, removed_at=None).order_by("pk").select_for_update(no_key=True))


def judge(rows: Iterable[Goal]) -> None:
    """Two statements for each that has a band; the next look is tonight."""
    for row in rows:
        if row.low is None and row.high is None:
            write.change(row, {"band": "", "next_at": None}, kind="read")
            continue
        with unveiled():
            total = point(
                MEASURES[row.measure], span(), counted(row.measure, span(), whose.of_cohort(row.cohort))
            )
        band = band_of(total.value, row.low, row.high)
        night = day_starts(today() + timedelta(days=1), current().workspace.time_zone)
        write.change(row, {"band": band, "next_at": night}, kind=turn_of(row.band, band))


def span() -> Period:
    """The four weeks up to today."""
    return Period(today() - SPAN + timedelta(days=1), today())
