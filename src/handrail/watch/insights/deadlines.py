"""The one date that a measure with a band promises: when it is looked at next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says
from handrail.kit.words import mark

LOOK = Kind(
    name="goal.look",
    words=mark("A measure is looked at"),
    says=Says(before="", tomorrow="", today="", yesterday="", after=""),
    offsets=(),
    missed="0m",
    step=mark("Look at the measure"),
    path="insights/{key}/",
    late=timedelta(days=3660),
    owed=True,
)
KINDS = (LOOK,)


def goal(row: Any) -> Iterator[Promise]:
    if row.next_at is not None:
        yield Promise(LOOK.name, row.next_at, row.measure, (row.owner_id,))
