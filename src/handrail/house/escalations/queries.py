"""Reading what is raised. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from handrail.house.deadlines.models import Deadline
from handrail.house.deadlines.queries import all_deadlines
from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member

from .causes import Cause
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


def late(cause: Cause, days: int, today: date) -> QuerySet[Deadline]:
    """What is so many days late, and would be raised by a rule that says so; the longest first. One statement."""
    dates = all_deadlines().filter(name=cause.name, due_on__lte=today - timedelta(days=days))
    return dates.exclude(missed="").order_by("due_on", "pk")


def not_raised(cause: Cause, days: int, today: date) -> QuerySet[Deadline]:
    """Of these, what is not raised, and was not ended in words for the same date. One statement."""
    here = Escalation.objects.filter(
        removed_at=None,
        cause=cause.name,
        subject_kind=OuterRef("subject_kind"),
        subject_id=OuterRef("subject_id"),
    )
    said = Q(ended_by__isnull=False, missed_on=OuterRef("due_on"))
    return late(cause, days, today).exclude(Exists(here.filter(~Q(state=RESOLVED) | said)))


def raised_already(cause: Cause, dates: QuerySet[Deadline]) -> set[int]:
    """Which records of these dates are raised for it now. One statement."""
    rows = waiting().filter(cause=cause.name, subject_id__in=dates.order_by().values("subject_id"))
    return set(rows.values_list("subject_id", flat=True))


def called(chains: Iterable[Sequence[str]]) -> dict[str, str]:
    """{key: name} of the members that these chains name. One statement; none where they name nobody."""
    keys = keys_in(chains)
    return dict(Member.objects.filter(key__in=keys).values_list("key", "name")) if keys else {}


def keys_in(chains: Iterable[Sequence[str]]) -> set[str]:
    """The keys of the members that these chains name."""
    return {
        text.split()[0].removeprefix("member:") for chain in chains for text in chain if text[:7] == "member:"
    }
