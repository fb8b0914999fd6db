"""Reading what is raised. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from handrail.house.ledger import reading

from .models import RESOLVED, Escalation


def all_raised() -> QuerySet[Escalation]:
    return Escalation.objects.filter(removed_at=None).select_related("owner", "ended_by")


def get(key: str, *, lock: bool = False) -> Escalation:
    """One statement; NotFound where there is none, or one of a private customer."""
    return reading.find(Escalation, key, lock=lock)


def waiting(members: Collection[int] | None = None) -> QuerySet[Escalation]:
    """What is not resolved: raised to these members, or to anybody; the longest first. One statement."""
    rows = all_raised().exclude(state=RESOLVED)
    rows = rows if members is None else rows.filter(owner__in=members)
    return rows.order_by("since", "pk")


def of_subject(kind: str, pk: int) -> QuerySet[Escalation]:
    """What of one record is raised now, the newest first. One statement."""
    return all_raised().filter(subject_kind=kind, subject_id=pk).exclude(state=RESOLVED).order_by("-since")


def of_customer(pk: int) -> QuerySet[Escalation]:
    """What about one customer is raised now. One statement."""
    return all_raised().filter(about_id=pk).exclude(state=RESOLVED).order_by("since", "pk")
