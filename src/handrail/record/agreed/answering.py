"""Telling the customer's side by mail that we have answered: a comment, or the date that they proposed.

The mail is queued in the transaction of the answer. The worker asks once more, before it sends, whether it still
stands: what was taken back in the meantime is not sent, and what was then said once more is sent once.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings

from handrail.house.talk.models import Comment
from handrail.house.workspaces.scope import current
from handrail.kit.jobs import queue
from handrail.record.plans.models import Plan

from . import sharing, telling
from .models import DateRequest, PlanShare
from .reminding import mailboxes
from .tasks import answered

GRACE = timedelta(minutes=1)
"""So long whoever answered can take it back before anybody reads it."""


def decided(rows: Sequence[DateRequest]) -> None:
    """Who proposed the date hears what becomes of it. Two statements."""
    if not settings.MAIL_ARRIVES:
        return
    shares = sharing.of_plans({row.plan_id for row in rows})
    times = telling.times("date", [row.pk for row in rows])
    for row in rows:
        asked = row.share.mail.lower() if row.share is not None else ""
        for share in mailboxes(shares.get(row.plan_id, [])):
            if share.mail.lower() == asked:
                send(share, "date", row.pk, times.get(row.pk, 0))


def said(rows: Sequence[Comment]) -> None:
    """Everybody who looks at the plan reads the same talk. Three statements."""
    if not settings.MAIL_ARRIVES:
        return
    keys = {row.subject.partition(":")[2] for row in rows}
    plans = dict(Plan.objects.filter(key__in=keys, removed_at=None).values_list("key", "pk"))
    shares = sharing.of_plans(plans.values())
    times = telling.times("comment", [row.pk for row in rows])
    for row in rows:
        for share in mailboxes(shares.get(plans.get(row.subject.partition(":")[2], 0), [])):
            send(share, "comment", row.pk, times.get(row.pk, 0))


def send(share: PlanShare, kind: str, pk: int, times: int) -> None:
    about = f"{kind}:{pk}:{times}"
    queue(answered, GRACE, workspace=current().workspace_id, share=share.pk, about=about)
