"""Mail to the customer, sent by the worker. What it says is asked of the record when it is sent, by the projection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from handrail.house.signing import limits
from handrail.house.talk import queries as talk
from handrail.house.workspaces.scope import current, enter
from handrail.kit.jobs import queue
from handrail.record.outside.projection import shown
from handrail.record.plans.deadlines import OPEN_MILESTONES
from handrail.record.plans.models import Milestone

from . import sharing, telling
from .models import DateRequest, PlanShare

Told = dict[str, Any]
Job = Task[..., Any, ...]
Ask = Callable[[PlanShare], Told | None]
LATER = RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=[OSError])
"""What the mail server does not take just now comes later: after seconds first, and for one day. Each error of mail is
an OSError."""


@app.task(name="agreed.remind", retry=LATER)
def remind_of(workspace: int, share: int, names: Sequence[str]) -> None:
    """Nothing is sent of what was done, moved away or closed in the meantime."""
    send(remind_of, "reminder", lambda row: coming(row, names), workspace, share, names=list(names))


@app.task(name="agreed.answered", retry=LATER)
def answered(workspace: int, share: int, about: str) -> None:
    send(answered, "answer", lambda row: answer(row, about), workspace, share, about=about)


def send(task: Job, kind: str, ask: Ask, workspace: int, share: int, **again: Any) -> None:
    """A mailbox that has had enough is asked again later: each of these is said only once, so one that is dropped
    would never come."""
    with enter(workspace, cause="mail"):
        row = sharing.live().filter(pk=share, reminded=True).exclude(mail="").first()
        if row is None:
            return
        with override(row.language or settings.LANGUAGE_CODE):
            told = ask(row)
            told = {**told, **around(row)} if told is not None else None
    if told is None:
        return
    if limits.mailbox_full("plan", row.mail.lower()):
        queue(task, limits.MAILS_WITHIN, workspace=workspace, share=share, **again)
        return
    with override(row.language or settings.LANGUAGE_CODE):
        post(row, kind, told)
    limits.note_mail("plan", row.mail.lower())


def post(row: PlanShare, kind: str, told: Told) -> None:
    subject = SUBJECTS[kind]() % {"plan": told["plan"]["title"]}
    head = {
        "List-Unsubscribe": f"<{told['stop']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    body = render_to_string(f"agreed/mail/{kind}.txt", told)
    EmailMessage(" ".join(subject.split()), body, None, [row.mail], headers=head).send()


SUBJECTS: dict[str, Callable[[], str]] = {
    "reminder": lambda: _("%(plan)s: what comes next"),
    "answer": lambda: _("%(plan)s: there is an answer for you"),
}


def around(row: PlanShare) -> Told:
    """What stands in each of these mails. Plain values of what the customer may see."""
    address = f"{settings.URL}/plan/{sharing.mail_secret(row)}/"
    return {
        "name": row.name,
        "team": current().workspace.name,
        "plan": shown(row.plan, ("title", "next_review_on")),
        "address": address,
        "stop": f"{address}mails/",
    }


def coming(row: PlanShare, names: Sequence[str]) -> Told | None:
    """None where nothing is left to say."""
    ids = [int(name.partition(":")[2]) for name in names if name.startswith("milestone:")]
    open_ones = Milestone.objects.filter(
        pk__in=ids, plan=row.plan, state__in=OPEN_MILESTONES, removed_at=None, due_on__isnull=False
    )
    stones = [shown(one, ("title", "due_on")) for one in open_ones.order_by("due_on", "pk")]
    review = f"plan:{row.plan_id}" in names and row.plan.next_review_on is not None
    return {"stones": stones, "review": review} if stones or review else None


def answer(row: PlanShare, about: str) -> Told | None:
    """None where it was taken back in the meantime, or answered once more: then the later mail says it."""
    kind, pk, *number = about.split(":")
    if number and telling.times(kind, [int(pk)])[int(pk)] != int(number[0]):
        return None
    return asked(row, int(pk)) if kind == "date" else said(row, int(pk))


def asked(row: PlanShare, pk: int) -> Told | None:
    found = DateRequest.objects.filter(
        pk=pk, plan=row.plan, state__in=("accepted", "declined"), removed_at=None, milestone__removed_at=None
    ).select_related("milestone")
    if (one := found.first()) is None:
        return None
    told = shown(one, ("due_on", "state", "reply"))
    return {"asked": {**told, "title": shown(one.milestone, ("title",))["title"]}}


def said(row: PlanShare, pk: int) -> Told | None:
    one = next((one for one in talk.shared_of([f"plan:{row.plan.key}"]) if one.pk == pk), None)
    if one is None or one.by is None:
        return None
    return {"said": {"who": one.by.name, "words": one.title, "answer": one.parent_id is not None}}
