"""The one date that a computed metric promises: when it is read next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says
from handrail.kit.words import mark

READ = Kind(
    name="metric.read",
    words=mark("A computed metric is read"),
    says=Says(before="", tomorrow="", today="", yesterday="", after=""),
    offsets=(),
    missed="0m",
    step=mark("Read the metric"),
    path="metrics/{key}/",
    late=timedelta(days=3660),
    owed=True,
)
KINDS = (READ,)


def metric(row: Any) -> Iterator[Promise]:
    if row.next_at is not None:
        yield Promise(READ.name, row.next_at, row.name, (row.owner_id,) if row.owner_id else ())
