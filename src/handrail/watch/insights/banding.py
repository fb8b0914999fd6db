"""Whether a measure stays in its band, or at its target: looked at each night, and told to the history once when it
leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from handrail.house.deadlines.queries import day_starts
from handrail.house.deadlines.sweeps import Firing
from handrail.house.ledger import write
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.scope import current, unveiled
from handrail.record.metrics.facts import band_of, ends_of, turn_of

from . import whose
from .measures import MEASURES, Counted, Period, point
from .models import Goal
from .queries import SPAN
from .together import Together


def look(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`."""
    ids = [firing.deadline.subject_id for firing in firings]
    judge(Goal.objects.filter(pk__in=ids, removed_at=None).order_by("pk").select_for_update(no_key=True))


def judge(rows: Iterable[Goal]) -> None:
    """The statements of each measure once, and the same few for any number of goals; the next look is tonight."""
    rows, turns = list(rows), defaultdict[str, list[tuple[Goal, Values]]](list)
    if not rows:
        return
    with unveiled():
        cohorts = whose.of_cohorts({row.cohort for row in rows})
        together = Together((row.measure for row in rows), span())
        bands = {row.pk: band_now(row, together.counted(row.measure, cohorts[row.cohort])) for row in rows}
    for row in rows:
        band, ends = bands[row.pk], row.low is not None or row.high is not None
        turns[turn_of(row.band, band, ends=ends)].append((row, {"band": band, "next_at": tonight()}))
    for kind, pairs in sorted(turns.items()):
        write.change_many(pairs, kind=kind)


def band_now(row: Goal, found: Iterable[Counted]) -> str:
    one = MEASURES[row.measure]
    total = point(one, span(), found)
    return band_of(total.value, *ends_of(row.low, row.high, row.target, one.direction))


def tonight() -> datetime:
    return day_starts(today() + timedelta(days=1), current().workspace.time_zone)


def span() -> Period:
    """The four weeks up to today."""
    return Period(today() - SPAN + timedelta(days=1), today())
