"""The one date that a briefing promises: when it goes out next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says
from handrail.kit.words import mark

TURN = Kind(
    name="briefing.turn",
    words=mark("A summary goes out"),
    says=Says(before="", tomorrow="", today="", yesterday="", after=""),
    offsets=(),
    missed="0m",
    step=mark("Look at the summary"),
    path="summaries/",
    late=timedelta(days=3660),
    owed=True,
)
KINDS = (TURN,)


def briefing(row: Any) -> Iterator[Promise]:
    if row.next_at is not None and row.on:
        yield Promise(TURN.name, row.next_at, row.title, (row.owner_id,))
