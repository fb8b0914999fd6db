"""What came in from clones and folders, and what waits for a choice. One statement each."""

from __future__ import annotations

from django.db.models import QuerySet

from handrail.house.ledger.reading import find, present

from .models import Arrival, Conflict


def conflicts(state: str = "open") -> QuerySet[Conflict]:
    """The newest first; without a state all of them. The lists of the root hold rows of all customers: of what stands
    there, of whomever, the database tells who sees them all.
    """
    rows = present(Conflict).order_by("-id")
    return rows.filter(state=state) if state else rows


def conflict(key: str, *, lock: bool = False) -> Conflict:
    return find(Conflict, key, lock=lock)


def arrivals(most: int) -> list[Arrival]:
    return list(present(Arrival).order_by("-id")[:most])
