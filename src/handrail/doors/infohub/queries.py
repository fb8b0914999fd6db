"""What came in from clones and folders, and what waits for a choice. One statement each."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from handrail.house.ledger.reading import find, missing, present
from handrail.house.workspaces.scope import current

from .models import Arrival, Conflict


def conflicts(state: str = "open") -> QuerySet[Conflict]:
    """The newest first; without a state all of them."""
    rows = present(Conflict).filter(in_sight()).order_by("-id")
    return rows.filter(state=state) if state else rows


def in_sight() -> Q:
    """The lists of the root hold rows of all customers: what stands there, of whomever, is for who sees them all."""
    return Q(customer__isnull=False) if current().hidden else Q()


def conflict(key: str, *, lock: bool = False) -> Conflict:
    row = find(Conflict, key, lock=lock)
    if row.customer_id is None and current().hidden:
        raise missing(Conflict, key)
    return row


def arrivals(most: int) -> list[Arrival]:
    return list(present(Arrival).order_by("-id")[:most])
