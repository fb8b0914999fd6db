"""The one date that something raised promises: when it goes on to the next person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says
from handrail.kit.words import mark

RUNG = Kind(
    name="escalation.rung",
    words=mark("Raised"),
    says=Says(
        before=mark("This goes on to the next person in %(days)s days."),
        tomorrow=mark("This goes on to the next person tomorrow."),
        today=mark("This goes on to the next person today."),
        yesterday=mark("This went on to the next person yesterday."),
        after=mark("This went on to the next person %(days)s days ago."),
    ),
    offsets=(),
    missed="0m",
    step=mark("See what was raised"),
    path="raised/{key}/",
    late=timedelta(days=3660),
    owed=True,
)
KINDS = (RUNG,)


def escalation(row: Any) -> Iterator[Promise]:
    if row.next_at is not None and row.state != "resolved":
        yield Promise(RUNG.name, row.next_at, row.title, (row.owner_id,))
