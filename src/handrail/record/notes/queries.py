"""Reading notes. Every function says how many statements it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import F, Q, QuerySet

from handrail.house.ledger import reading
from handrail.house.ledger.rows import today
from handrail.house.talk.models import Link

from .facts import NoteFacts
from .models import Note

PREFIX = "note:"


def listing(**filters: Any) -> QuerySet[Note]:
    """One statement."""
    return reading.listing(Note, **filters)


def get(key: str) -> Note:
    """One statement; NotFound where there is none."""
    return reading.find(Note, key)


def of_customers(ids: Collection[int]) -> dict[int, list[Note]]:
    """One statement; what goes stale first comes first."""
    return reading.of_customers(by_freshness(reading.present(Note)), ids)


def by_freshness(rows: QuerySet[Note]) -> QuerySet[Note]:
    return rows.order_by(F("fresh_until").asc(nulls_last=True), "pk")


def stale() -> Q:
    """What nobody vouches for any more."""
    return Q(fresh_until__lt=today())


def linked_with(named: Collection[str]) -> dict[str, list[Note]]:
    """{"kind:key": the notes linked with it, from either end}, what goes stale first first. Two statements."""
    keys = linked_keys(named)
    wanted = {key for some in keys.values() for key in some}
    if not wanted:
        return {}
    rows = list(by_freshness(reading.present(Note).filter(key__in=wanted)))
    return {name: [row for row in rows if row.key in some] for name, some in keys.items()}


def linked_keys(named: Collection[str]) -> dict[str, set[str]]:
    """{"kind:key": keys of notes}. One statement."""
    there = list(named)
    ends = Q(source__in=there, target__startswith=PREFIX) | Q(target__in=there, source__startswith=PREFIX)
    found: dict[str, set[str]] = defaultdict(set)
    if not there:
        return found
    for source, target in Link.objects.filter(ends, removed_at=None).values_list("source", "target"):
        for mine, other in ((source, target), (target, source)):
            if mine in named and other.startswith(PREFIX):
                found[mine].add(other.removeprefix(PREFIX))
    return found


def facts_of(row: Note) -> NoteFacts:
    return NoteFacts(key=row.key, title=row.title, kind=row.kind, fresh_until=row.fresh_until)
