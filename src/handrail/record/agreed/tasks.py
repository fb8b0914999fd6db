"""Mail to the customer, sent by the worker. What it says is asked of the record when it is sent, by the projection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from handrail.house.signing import limits
from handrail.house.workspaces.scope import current, enter
from handrail.record.outside.projection import shown
from handrail.record.plans.deadlines import OPEN_MILESTONES
from handrail.record.plans.models import Milestone

from . import sharing
from .models import PlanShare


@app.task(name="agreed.remind")
def remind_of(workspace: int, share: int, names: Sequence[str]) -> None:
    """Nothing is sent of what was done, moved away or closed in the meantime. A mailbox that has had enough is
    asked again later: each moment is said only once, so a reminder that is dropped would never come."""
    with enter(workspace, cause="mail"):
        row = sharing.live().filter(pk=share, reminded=True).exclude(mail="").first()
        told = context(row, names) if row is not None else None
    if row is None or told is None:
        return
    if limits.mailbox_full("plan", row.mail.lower()):
        later = remind_of.configure(schedule_in={"seconds": int(limits.MAILS_WITHIN.total_seconds())})
        later.defer(workspace=workspace, share=share, names=list(names))
        return
    body = render_to_string("agreed/mail/reminder.txt", told)
    subject = _("%(plan)s: what comes next") % {"plan": told["plan"]["title"]}
    head = {"List-Unsubscribe": f"<{told['stop']}>"}
    EmailMessage(" ".join(subject.split()), body, None, [row.mail], headers=head).send()
    limits.note_mail("plan", row.mail.lower())


def context(row: PlanShare, names: Sequence[str]) -> dict[str, Any] | None:
    """Plain values of what the customer may see; None where nothing is left to say."""
    ids = [int(name.partition(":")[2]) for name in names if name.startswith("milestone:")]
    open_ones = Milestone.objects.filter(
        pk__in=ids, plan=row.plan, state__in=OPEN_MILESTONES, removed_at=None, due_on__isnull=False
    )
    stones = [shown(one, ("title", "due_on")) for one in open_ones.order_by("due_on", "pk")]
    plan = shown(row.plan, ("title", "next_review_on"))
    review = f"plan:{row.plan_id}" in names and plan["next_review_on"] is not None
    if not stones and not review:
        return None
    address = f"{settings.URL}/plan/{sharing.mail_secret(row)}/"
    return {
        "name": row.name,
        "team": current().workspace.name,
        "plan": plan,
        "stones": stones,
        "review": review,
        "address": address,
        "stop": f"{address}mails/",
    }
