"""The morning mail: one for each person and working day, and none where there is nothing to say."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.scope import enter
from handrail.kit import clock

from . import queries
from .deliveries import fresh, keep
from .models import Digest, Nudge
from .preferring import Way, ways

BATCH = 200
MOST = 50
"""Nudges in one mail; behind them stands how many more there are."""


def make_due() -> int:
    """The sweep over mornings that have come, in every workspace. Nothing due costs one statement."""
    due = across("SELECT DISTINCT workspace_id FROM nudges_digest WHERE next_at <= %s", [clock.real()])
    return sum(make_in(workspace) for workspace in due)


def make_in(workspace: int) -> int:
    total = BATCH
    made = 0
    while total == BATCH:
        with enter(workspace, cause="digest"):
            rows = list(taken())
            total = len(rows)
            made += make(rows)
    return made


def taken() -> list[Digest]:
    due = Digest.objects.filter(next_at__lte=clock.real()).order_by("next_at")
    return list(due.select_for_update(no_key=True, skip_locked=True)[:BATCH])


def make(rows: list[Digest]) -> int:
    """A message for each who has something new, and the row is put to rest. Returns how many there are."""
    reach = ways({row.member_id for row in rows})
    drafts = []
    for row in rows:
        way = reach.get(row.member_id)
        nudges = waiting(row, way) if way and way.address and way.wishes.mail == "digest" else []
        if way and nudges:
            day = today(way)
            once = f"digest:{row.member_id}:{day}"
            drafts.append(fresh(once, clock.real(), member_id=row.member_id, holds=[n.pk for n in nudges]))
            row.day, row.after_id = day, max(row.after_id, *(n.pk for n in nudges))
        row.next_at = None
    keep(drafts)
    Digest.objects.bulk_update(rows, ["next_at", "day", "after_id"])
    return len(drafts)


def today(way: Way) -> datetime:
    return clock.real().astimezone(ZoneInfo(way.hours.zone)).date()  # type: ignore[return-value]


def waiting(row: Digest, way: Way) -> list[Nudge]:
    """What the member has not seen yet; nothing where all of it was in an earlier mail and none has woken since."""
    unread = list(queries.inbox(way.member).filter(read_at=None)[:MOST])
    news = any(nudge.pk > row.after_id or nudge.snoozed_until for nudge in unread)
    return unread if news else []
