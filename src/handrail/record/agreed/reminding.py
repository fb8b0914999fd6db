"""Reminding the customer's side of a date, by mail: the same moments at which our own people are reminded.

It runs inside the transaction in which a moment counts as said, and puts the mail into the queue of that transaction:
a moment that fires once is mailed once. The worker asks again, before it sends, whether it still makes sense.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings

from handrail.house.workspaces.scope import current
from handrail.kit.jobs import queue
from handrail.record.customers.models import Stakeholder
from handrail.record.plans.models import Milestone, Plan

from . import sharing
from .models import PlanShare
from .tasks import remind_of

Wanted = dict[int, list[str]]


def remind(firings: Sequence[Any]) -> None:
    """Of milestones and reviews that are due soon. Three statements for any number; nothing where mail stays here."""
    rows = [firing.found[0] for firing in firings if not firing.misses]
    if not settings.MAIL_ARRIVES or not rows:
        return
    shares = sharing.of_plans({row.pk if isinstance(row, Plan) else row.plan_id for row in rows})
    for share, names in wanted(rows, shares, mails_of(rows)).items():
        queue(remind_of, workspace=current().workspace_id, share=share, names=sorted(names))


def mails_of(rows: Iterable[Milestone | Plan]) -> dict[int, str]:
    """{person at the customer: their mail address} of those whom a milestone names. One statement."""
    ids = {row.counterpart_id for row in rows if isinstance(row, Milestone) and row.counterpart_id}
    return dict(Stakeholder.objects.filter(pk__in=ids).exclude(email="").values_list("pk", "email"))


def wanted(
    rows: Iterable[Milestone | Plan], shares: dict[int, list[PlanShare]], mails: Mapping[int, str]
) -> Wanted:
    """{share: the records that its person is reminded of}."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        for share in people(row, shares, mails):
            found[share.pk].append(f"{row._meta.model_name}:{row.pk}")
    return found


def people(
    row: Milestone | Plan, shares: dict[int, list[PlanShare]], mails: Mapping[int, str]
) -> list[PlanShare]:
    """Of a review everybody who looks at the plan; of a milestone whose move it is, at the customer.

    An address that was made for a typed name is theirs where its mail is.
    """
    if isinstance(row, Plan):
        return mailboxes(shares.get(row.pk, []))
    if row.side != "customer":
        return []
    there = mailboxes(shares.get(row.plan_id, []))
    if row.counterpart_id is None:
        return there[:1]
    mail = mails.get(row.counterpart_id, "").strip().lower()
    return [
        one
        for one in there
        if one.stakeholder_id == row.counterpart_id or (mail and one.mail.lower() == mail)
    ]


def mailboxes(shares: Sequence[PlanShare]) -> list[PlanShare]:
    """Each mailbox once, by its newest address; those that said no are left out, whatever else they have."""
    unwanted = {one.mail.lower() for one in shares if not one.reminded}
    newest = {one.mail.lower(): one for one in reversed(shares) if one.mail}
    return [one for mail, one in newest.items() if mail not in unwanted]
