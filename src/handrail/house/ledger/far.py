"""How far a large change is, for whoever asks while its one transaction is still open.

It is told in the name of the connection (`application_name`), which all others see at once and which is what it was
when the transaction ends: no table, no second connection, nothing that stays behind, whatever is killed.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection

from handrail.house.workspaces.scope import current

One = TypeVar("One")
PAUSE = 0.4
"""Seconds between two words about it."""
TELL = "SELECT set_config('application_name', %s, true)"
ASK = "SELECT application_name FROM pg_stat_activity WHERE starts_with(application_name, %s)"


@dataclass(slots=True)
class Way:
    """`steps` are counted: every record is looked at several times, until all of it is written."""

    batch: int
    mark: str
    records: int
    steps: int
    done: int = 0
    last: float = 0.0


_way: ContextVar[Way | None] = ContextVar("handrail_far", default=None)


def begin(mark: str, records: int, times: int) -> None:
    """From here to the end of this scope, what is done to these records is told under this mark; each is looked at so
    many times. Without a mark nobody asks."""
    batch = current().batch
    _way.set(Way(batch, mark, records, max(records * times, 1), last=time.monotonic()) if mark else None)


def each(rows: Iterable[One]) -> Iterable[One]:
    """The same, one step for each."""
    way = _way.get()
    return rows if way is None or way.batch != current().batch else counted(way, rows)


def counted(way: Way, rows: Iterable[One]) -> Iterator[One]:
    for row in rows:
        yield row
        way.done += 1
        if time.monotonic() - way.last >= PAUSE:
            tell(way)


def tell(way: Way) -> None:
    way.last = time.monotonic()
    done = min(way.records * way.done // way.steps, way.records)
    with connection.cursor() as cursor:
        cursor.execute(TELL, [f"{name(way.mark)}{done}/{way.records}"])


def name(mark: str) -> str:
    return f"far:{current().workspace_id}:{mark}:"


def asked(mark: str) -> tuple[int, int] | None:
    """(done, all) of what is under way under this mark; None where nothing is. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(ASK, [name(mark)])
        row = cursor.fetchone()
    if row is None:
        return None
    done, _slash, records = row[0].rpartition(":")[2].partition("/")
    return int(done), int(records)
