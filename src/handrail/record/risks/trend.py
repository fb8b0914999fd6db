"""How the register went: open and high risks at the end of each week, out of the history.

Counted backwards from how it stands: what has not changed in these weeks is counted by the database, by when it came,
and only the changes of these weeks are read. So it costs what happened, not what there is.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Case, Count, IntegerField, Q, When

from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current

from . import exposure
from .exposure import Limits
from .models import Risk
from .register import leveled
from .states import OPEN

WEEKS = 12
READ = ("state", "likelihood", "impact", "closeness", "severity", "removed_at")
CHANGES = ", ".join(f"e.changes->'{name}'" for name in READ)
NOW = ", ".join(f"r.{name}" for name in READ)
EVENTS = f"""
    SELECT e.at, e.subject_id, jsonb_build_array({CHANGES}), r.created_at, {NOW} FROM ledger_event e JOIN risks_risk r
        ON r.workspace_id = e.workspace_id AND r.id = e.subject_id
    WHERE e.workspace_id = %s AND e.subject_kind = 'risk' AND e.at >= %s AND e.kind <> 'risk.created'
        AND e.changes ?| %s AND (%s::bigint[] IS NULL OR e.subject_id = ANY(%s))
    ORDER BY e.at DESC, e.id DESC"""


@dataclass(frozen=True, slots=True)
class Week:
    """What was open, and high among it, when `last` was over; today's week stands as it is now."""

    last: date
    open: int
    high: int


@dataclass(slots=True)
class Past:
    """A risk as it was at a moment of its history."""

    state: str | None
    likelihood: int | None
    impact: int | None
    closeness: int | None
    severity: str
    removed_at: Any

    def counts(self, limits: Limits) -> tuple[int, int]:
        """(open, high): one or nought of each."""
        here = self.removed_at is None and self.state in OPEN
        return int(here), int(here and bool(exposure.is_red(self, limits)))

    def back(self, changes: Changes | None) -> None:
        """As it was before this change; before it was made it was not there."""
        if changes is None:
            self.state = None
            return
        for name, change in zip(READ, changes, strict=True):
            if change is not None:
                setattr(self, name, change[0])


Changes = list[list[Any] | None]
"""[before, after] of each of `READ`, or None where it did not change."""
Turn = tuple[datetime, int, Changes | None]
"""When which risk changed, and how; with None it was made."""


def weeks(limits: Limits, only: Collection[int] | None = None, count: int = WEEKS) -> list[Week]:
    """The last weeks, oldest first; of all risks, or only of these. Two statements."""
    ends = [today() - timedelta(weeks=ago) for ago in range(count)]
    zone = ZoneInfo(current().workspace.time_zone)
    moments = [datetime.combine(day + timedelta(days=1), time(), zone) for day in ends]
    known, turns = turns_since(moments[-1], only)
    quiet = standing(limits, moments, known, only)
    moving = (0, 0)
    for past in known.values():
        moving = plus(moving, past.counts(limits))
    place, found = 0, []
    for last, moment, still in zip(ends, moments, quiet, strict=True):
        while place < len(turns) and turns[place][0] >= moment:
            _at, pk, changes = turns[place]
            moving = plus(moving, known[pk].counts(limits), -1)
            known[pk].back(changes)
            moving = plus(moving, known[pk].counts(limits))
            place += 1
        found.append(Week(last, *plus(still, moving)))
    return found[::-1]


def plus(one: tuple[int, int], other: tuple[int, int], times: int = 1) -> tuple[int, int]:
    return one[0] + times * other[0], one[1] + times * other[1]


def standing(
    limits: Limits, moments: Sequence[datetime], but: Collection[int], only: Collection[int] | None
) -> list[tuple[int, int]]:
    """How many of those that nothing has happened to were there at each moment, and high. One statement."""
    rows = Risk.objects.filter(removed_at=None, state__in=OPEN).exclude(pk__in=list(but))
    rows = rows if only is None else rows.filter(pk__in=list(only))
    came = [When(created_at__lt=moment, then=number) for number, moment in reversed(list(enumerate(moments)))]
    rows = leveled(rows, limits).annotate(came=Case(*came, default=-1, output_field=IntegerField()))
    told = (
        rows.order_by().values_list("came").annotate(n=Count("pk"), red=Count("pk", filter=Q(level="high")))
    )
    found = [(0, 0)] * len(moments)
    for first, n, red in told:
        for number in range(first + 1):
            found[number] = plus(found[number], (n, red))
    return found


def turns_since(moment: datetime, only: Collection[int] | None) -> tuple[dict[int, Past], list[Turn]]:
    """The risks that have changed since then, as they stand now, and every turn of theirs, the newest first."""
    ids = list(only) if only is not None else None
    known: dict[int, Past] = {}
    turns: list[Turn] = []
    with connection.cursor() as cursor:
        cursor.execute(EVENTS, [current().workspace_id, moment, list(READ), ids, ids])
        for at, pk, changes, made, *now in cursor.fetchall():
            if pk not in known:
                known[pk] = Past(*now)
                turns.append((made, pk, None))
            turns.append((at, pk, json.loads(changes)))
    return known, sorted(turns, key=lambda turn: (turn[0], turn[2] is not None), reverse=True)
