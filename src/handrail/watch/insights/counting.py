"""The records that each measure counts, from the record and its history: one statement for each, for any time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from handrail.house.deadlines.queries import day_starts
from handrail.house.ledger.models import Event
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.record.plans.models import Plan
from handrail.record.projects.models import Card
from handrail.record.tasks.models import Task
from handrail.watch.reviews.models import Review

from .measures import Counted, Period

Rows = Callable[[Period], Iterator[Counted]]
IN_TIME = timedelta(days=1)


def counted(name: str, period: Period) -> list[Counted]:
    """Everything that this measure counts in this time, up to today; the newest first. One statement."""
    until = min(period.last, today())
    if until < period.first:
        return []
    return sorted(COUNTS[name](Period(period.first, until)), key=lambda row: (row.on, row.pk), reverse=True)


def edges(period: Period) -> tuple[datetime, datetime]:
    zone = current().workspace.time_zone
    return day_starts(period.first, zone), day_starts(period.last + timedelta(days=1), zone)


def local(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(current().workspace.time_zone)).date()


def follow_ups(period: Period) -> Iterator[Counted]:
    """What is due today has until tonight: it counts once it is done."""
    rows = Task.objects.filter(due_on__gte=period.first, due_on__lte=period.last, removed_at=None)
    rows = rows.exclude(state="dropped").exclude(~Q(state="done"), due_on=today())
    for pk, due, state, done in rows.values_list("pk", "due_on", "state", "done_on"):
        if due is not None:
            yield Counted("task", pk, due, state == "done" and done is not None and done <= due)


def onboarding_blockers(period: Period) -> Iterator[Counted]:
    start, end = edges(period)
    cards = Card.objects.filter(removed_at=None, board__project__kind="onboarding", task__removed_at=None)
    events = Event.objects.filter(
        workspace_id=current().workspace_id, subject_kind="task", at__gte=start, at__lt=end,
        changes__state__1="blocked", subject_id__in=cards.values("task_id"),
    )  # fmt: skip
    for pk, at in events.values_list("subject_id", "at"):
        yield Counted("task", pk, local(at), False)


def risk_reviews(period: Period) -> Iterator[Counted]:
    """One that is planned for a moment that has hardly passed has a day yet."""
    start, end = edges(period)
    now = clock.now()
    rows = Review.objects.filter(
        removed_at=None, project=None, cadence__isnull=False, at__gte=start, at__lt=end
    )
    rows = rows.exclude(kind="daily").exclude(state="off").filter(at__lte=now)
    rows = rows.exclude(opened_at=None, at__gt=now - IN_TIME)
    for pk, at, opened in rows.values_list("pk", "at", "opened_at"):
        yield Counted("review", pk, local(at), opened is not None and opened <= at + IN_TIME)


# The last good day of a note, as each change found it; and where it stands now, if that day is over.
NOTES = """
SELECT n.id, (e.changes->'fresh_until'->>0)::date,
       e.at < ((e.changes->'fresh_until'->>0)::date + 1)::timestamp AT TIME ZONE %(zone)s
FROM ledger_event AS e JOIN notes_note AS n ON n.workspace_id = e.workspace_id AND n.id = e.subject_id
WHERE e.workspace_id = %(ws)s AND e.subject_kind = 'note' AND e.changes->'fresh_until'->>0 IS NOT NULL
  AND n.removed_at IS NULL AND (e.changes->'fresh_until'->>0)::date BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT n.id, n.fresh_until, false FROM notes_note AS n
WHERE n.workspace_id = %(ws)s AND n.removed_at IS NULL AND n.fresh_until BETWEEN %(first)s AND %(over)s
"""


def note_freshness(period: Period) -> Iterator[Counted]:
    params: dict[str, Any] = {
        "ws": current().workspace_id, "zone": current().workspace.time_zone, "first": period.first,
        "last": period.last, "over": min(period.last, today() - timedelta(days=1)),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(NOTES, params)
        for pk, on, good in cursor.fetchall():
            yield Counted("note", pk, on, good)


def handoffs(period: Period) -> Iterator[Counted]:
    """The section of a plan is free text in places: what names no day is no handoff yet."""
    rows = Plan.objects.filter(removed_at=None, customer__removed_at=None, handoff__date__isnull=False)
    first, last = period.first.isoformat(), period.last.isoformat()
    rows = rows.filter(handoff__date__gte=first, handoff__date__lte=last)
    for pk, told in rows.values_list("pk", "handoff"):
        on = day(told.get("date"))
        if on is not None and period.first <= on <= period.last:
            yield Counted("plan", pk, on, complete(told))


def complete(told: dict[str, Any]) -> bool:
    points, promises = listed(told.get("checklist")), listed(told.get("promises"))
    ticked = all(isinstance(one, dict) and yes(one.get("done")) for one in points)
    owned = all(isinstance(one, dict) and bool(str(one.get("owner") or "").strip()) for one in promises)
    return told.get("state") == "accepted" and ticked and owned


def listed(found: Any) -> list[Any]:
    return found if isinstance(found, list) else []


def yes(found: Any) -> bool:
    return found is True or str(found).strip().lower() in ("true", "yes", "done", "x", "ja", "1")


def day(found: Any) -> date | None:
    try:
        return date.fromisoformat(str(found))
    except ValueError:
        return None


COUNTS: dict[str, Rows] = {
    "follow-up": follow_ups,
    "onboarding-blockers": onboarding_blockers,
    "risk-reviews": risk_reviews,
    "note-freshness": note_freshness,
    "handoff": handoffs,
}
