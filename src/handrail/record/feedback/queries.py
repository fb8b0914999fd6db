"""Reading feedback. Every function says how many statements it takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from handrail.house.ledger import reading
from handrail.house.talk.models import Comment
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Member
from handrail.record.tasks.models import Task

from .models import Feedback
from .states import OPEN as OPEN


def listing(**filters: Any) -> QuerySet[Feedback]:
    """One statement."""
    return reading.listing(Feedback, **filters)


def get(key: str) -> Feedback:
    """One statement; NotFound where there is none."""
    return reading.find(Feedback, key)


def open_feedback(owner: Member | None = None) -> QuerySet[Feedback]:
    """What waits for an end; of one member, or of all. One statement."""
    rows = by_due(reading.present(Feedback).filter(state__in=OPEN))
    return rows if owner is None else rows.filter(owner=owner)


def by_due(rows: QuerySet[Feedback]) -> QuerySet[Feedback]:
    """What waits for an answer before what has one, the first to run out first."""
    return rows.order_by(F("due_at").asc(nulls_last=True), "pk")


def about(named: str) -> list[Feedback]:
    """What was asked about this record: what is not over first, then the newest. One statement."""
    rows = list(by_due(reading.present(Feedback).filter(subject=named)))
    over = sorted((row for row in rows if row.state not in OPEN), key=lambda row: row.asked_at, reverse=True)
    return [*(row for row in rows if row.state in OPEN), *over]


def of_customer(pk: int) -> QuerySet[Feedback]:
    """What is not over of a customer's. One statement."""
    return open_feedback().filter(customer_id=pk)


def holding(named: Collection[str]) -> dict[str, list[Feedback]]:
    """{"decision:key": what is not over and holds up its approval}. One statement, none for nothing."""
    found: defaultdict[str, list[Feedback]] = defaultdict(list)
    if named:
        rows = Feedback.objects.filter(subject__in=sorted(named), holds=True, state__in=OPEN, removed_at=None)
        for row in rows.order_by("due_at", "pk"):
            found[row.subject].append(row)
    return dict(found)


def of_comments(ids: Collection[int]) -> dict[int, Feedback]:
    """{comment: what was made of it}. One statement."""
    rows = Feedback.objects.filter(comment_id__in=list(ids), removed_at=None).select_related("owner")
    return {row.comment_id or 0: row for row in rows}


def thread(row: Feedback) -> list[Comment]:
    """What was answered, the oldest first: the comments on it, or in the thread that it was made of. One statement."""
    rows = (
        Comment.objects.filter(parent_id=row.comment_id)
        if row.comment_id
        else Comment.objects.filter(subject=ref(row))
    )
    return list(rows.filter(removed_at=None).select_related("by").order_by("created_at", "pk"))


def implemented(rows: Collection[Feedback]) -> dict[int, date]:
    """{feedback: the day on which the work that it became was done}. One statement."""
    keys = {row.outcome.partition(":")[2] for row in rows if row.outcome.startswith("task:")}
    done = Task.objects.filter(key__in=list(keys), state="done", removed_at=None, done_on__isnull=False)
    days = {key: day for key, day in done.values_list("key", "done_on") if day is not None}
    return {
        row.pk: days[key]
        for row in rows
        if row.outcome.startswith("task:") and (key := row.outcome.partition(":")[2]) in days
    }
