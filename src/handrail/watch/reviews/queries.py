"""Reading cadences, reviews and their items. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.record.plans.models import Plan
from handrail.record.projects.models import Project

from .models import AgendaItem, Cadence, Review
from .recurrence import When, time_of

WAITING = ("planned", "open", "missed")


def cadences() -> QuerySet[Cadence]:
    """One statement."""
    return reading.present(Cadence).order_by(F("project_id").asc(nulls_first=True), "pk")


def cadence(key: str) -> Cadence:
    """One statement; NotFound where there is none."""
    return reading.find(Cadence, key)


def cadences_of(project: Project) -> QuerySet[Cadence]:
    """One statement."""
    return cadences().filter(project=project)


def reviews() -> QuerySet[Review]:
    """One statement."""
    return reading.present(Review)


def review(key: str, *, lock: bool = False) -> Review:
    """One statement; NotFound where there is none."""
    return reading.find(Review, key, lock=lock)


def waiting() -> QuerySet[Review]:
    """What is to be held, is under way, or was missed; the earliest first. One statement."""
    return reviews().filter(state__in=WAITING).order_by("at", "pk")


def held() -> QuerySet[Review]:
    """The newest first. One statement."""
    return reviews().exclude(state__in=WAITING).order_by("-at", "-pk")


def of_project(project: Project) -> QuerySet[Review]:
    """What is to be held of it, the earliest first. One statement."""
    return waiting().filter(project=project)


def of_plan(plan: Plan) -> QuerySet[Review]:
    """When we looked at it, or do now, the newest first. One statement."""
    return reviews().filter(plan=plan).order_by("-at", "-pk")


def items_of(review: Review) -> list[AgendaItem]:
    """In order. One statement."""
    rows = AgendaItem.objects.filter(review=review, removed_at=None).select_related("by", "customer")
    return list(rows.order_by("position", "pk"))


def item(review: Review, key: str) -> AgendaItem:
    """One statement; NotFound where there is none."""
    row = AgendaItem.objects.filter(review=review, key=key, removed_at=None).select_related("by").first()
    return row if row is not None else reading.find(AgendaItem, f"{key}?")


def like(row: Review) -> Q:
    """The other reviews of the same rhythm."""
    if row.cadence_id:
        return Q(cadence_id=row.cadence_id)
    return Q(cadence__isnull=True, project_id=row.project_id, plan_id=row.plan_id, kind=row.kind)


def before(row: Review, *states: str) -> QuerySet[Review]:
    """Earlier ones of its rhythm, the newest first. One statement."""
    rows = reviews().filter(like(row), at__lt=row.at).exclude(pk=row.pk)
    return (rows.filter(state__in=states) if states else rows.exclude(state="off")).order_by("-at", "-pk")


def planned(ids: Collection[int]) -> dict[int, Review]:
    """{cadence: the review that is planned of it}. One statement."""
    rows = Review.objects.filter(cadence_id__in=ids, state="planned", removed_at=None)
    return {row.cadence_id or 0: row for row in rows}


def latest(ids: Collection[int]) -> dict[int, datetime]:
    """{cadence: when its last review was or is, whatever became of it}. One statement."""
    rows = Review.objects.filter(cadence_id__in=ids, removed_at=None).exclude(state="planned")
    found: dict[int, datetime] = {}
    for pk, at in rows.order_by("at").values_list("cadence_id", "at"):
        found[pk] = at
    return found


def when(row: Any) -> When:
    """A cadence in the calendar of the workspace."""
    workspace = current().workspace
    at = time_of(row.at)
    return When(row.rule, row.starts_on, at, workspace.time_zone, workspace.days_off, row.ends_on)


def first_owner() -> Member | None:
    """Who owns the workspace, whoever came first. One statement."""
    return Member.objects.here().filter(role="owner").order_by("pk").first()
