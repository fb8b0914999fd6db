"""Telling people, and what they do about it. A nudge is personal: none of this is an event of the record."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from handrail.house.ledger.append import CHANNEL, MOST_TOPICS, notification
from handrail.house.ledger.inserting import listed, plain
from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import deliveries
from .models import MESSAGE, REMINDER, Nudge

LONGEST_SNOOZE = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What one member is to know. See `Nudge` for the columns; words are English templates with `params`."""

    recipient_id: int
    occasion: str
    name: str
    subject_kind: str
    subject_id: int
    subject_key: str
    about_id: int | None
    title: str
    reason: str
    params: Mapping[str, Any] = field(default_factory=dict)
    step: str = ""
    step_path: str = ""
    urgent: bool = False
    lane: str = REMINDER


def message(
    row: Any, recipient: int, words: str, *, under: str, name: str = "", occasion: str = "",
    params: Mapping[str, Any] | None = None, step: str = "", urgent: bool = False,
) -> Telling:  # fmt: skip
    """That something was done with a record: told once for each revision and state of it, where no other occasion is
    named. `under` is the folder of its page."""
    kind = str(row._meta.model_name)
    return Telling(
        recipient_id=recipient, occasion=occasion or f"{kind}:{row.pk}:{row.revision}:{row.state}",
        name=name or f"{kind}.told", subject_kind=kind, subject_id=row.pk, subject_key=row.key,
        about_id=row.customer_id, title=row.title, reason=words, params=params or {}, step=step,
        step_path=f"{under}/{row.key}/", urgent=urgent, lane=MESSAGE,
    )  # fmt: skip


def tell(tellings: Iterable[Telling]) -> list[Nudge]:
    """Put these into their recipients' inboxes and return those that are news. Seven statements for any number.

    Left out is what was told before (same recipient and occasion), and a second reminder of the same thing to
    the same person on one day. Part of the caller's transaction: what rolls back was never told.
    The messages by mail and chat are rows of the same transaction.
    """
    day, moment = today(), clock.now()
    drafts = [drafted(one, day, moment) for one in tellings]
    if not drafts:
        return []
    numbers = insert(drafts)
    told = [draft for draft in drafts if (draft.recipient_id, draft.occasion) in numbers]
    for nudge in told:
        nudge.pk = numbers.pop((nudge.recipient_id, nudge.occasion), nudge.pk)
    told = [nudge for nudge in told if nudge.pk]
    deliveries.make(told)
    notify(nudge.recipient_id for nudge in told)
    return told


def drafted(one: Telling, day: date, moment: datetime) -> Nudge:
    given = {name: getattr(one, name) for name in Telling.__slots__}
    given["title"] = one.title[:500]
    return Nudge(
        workspace_id=current().workspace_id,
        key=secrets.token_hex(8),
        day=day,
        created_at=moment,
        **given,
    )


NAMES = [(str(f.column), f.attname) for f in Nudge._meta.concrete_fields]
COLUMNS = [str(f.column) for f in Nudge._meta.concrete_fields if not f.primary_key]
# In one order for everybody: two workers who tell the same things wait for each other, never both.
SQL = f"""
INSERT INTO nudges_nudge ({listed(COLUMNS)})
SELECT {listed(COLUMNS)} FROM jsonb_populate_recordset(NULL::nudges_nudge, %s::jsonb)
ORDER BY recipient_id, subject_kind, subject_id, occasion
ON CONFLICT DO NOTHING RETURNING recipient_id, occasion, id
"""


def insert(drafts: Sequence[Nudge]) -> dict[tuple[int, str], int]:
    """{(recipient, occasion): id} of those that were not there yet."""
    rows = [{column: getattr(draft, name) for column, name in NAMES} for draft in drafts]
    with connection.cursor() as cursor:
        cursor.execute(SQL, [json.dumps(rows, default=plain)])
        return {(recipient, occasion): pk for recipient, occasion, pk in cursor.fetchall()}


def notify(recipients: Iterable[int]) -> None:
    """Open pages of these members fetch their inbox again: they listen to the topic `nudges:<member>`."""
    topics = sorted({f"nudges:{member}" for member in recipients})
    if not topics:
        return
    shown = topics if len(topics) <= MOST_TOPICS else ["*"]
    payload = notification(current(), shown, "nudge.told")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


# -- what a person does about it ----------------------------------------------------------------------------


def mark_read(nudges: Sequence[Nudge]) -> int:
    return change([n for n in nudges if n.read_at is None], read_at=clock.now())


def mark_unread(nudges: Sequence[Nudge]) -> int:
    return change([n for n in nudges if n.read_at is not None], read_at=None)


def snooze(nudges: Sequence[Nudge], until: datetime, reason: str = "") -> int:
    """Out of sight until that moment (real time), and unread when it comes back."""
    if not clock.real() < until <= clock.real() + LONGEST_SNOOZE:
        raise Invalid(
            [Problem("until", say("This moment can not be waited for."), say("Choose one within a year."))]
        )
    if len(reason) > 300:
        raise Invalid([Problem("reason", say("The reason is too long."), say("Write up to 300 letters."))])
    deliveries.snoozed(nudges, until)
    return change(nudges, snoozed_until=until, snooze_reason=reason.strip(), read_at=None)


def wake(nudges: Sequence[Nudge]) -> int:
    return change([n for n in nudges if n.snoozed_until], snoozed_until=None, snooze_reason="")


def finish(nudges: Sequence[Nudge]) -> int:
    """Done with it. A nudge that was never opened counts as read."""
    mark_read(nudges)
    return change([n for n in nudges if n.done_at is None], done_at=clock.now())


def reopen(nudges: Sequence[Nudge]) -> int:
    return change([n for n in nudges if n.done_at is not None], done_at=None)


def change(nudges: Sequence[Nudge], **values: Any) -> int:
    if not nudges:
        return 0
    for nudge in nudges:
        for name, value in values.items():
            setattr(nudge, name, value)
    notify(nudge.recipient_id for nudge in nudges)
    return Nudge.objects.filter(pk__in=[nudge.pk for nudge in nudges]).update(**values)


def settle(subjects: Collection[tuple[str, int]], lane: str = REMINDER) -> int:
    """These things promise nothing any more (done, dropped, removed): their open reminders are done too."""
    if not subjects:
        return 0
    kinds, ids = zip(*sorted(subjects), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [clock.now(), list(kinds), list(ids), current().workspace_id, lane])
        told = [row[0] for row in cursor.fetchall()]
    notify(told)
    return len(told)


SETTLE = """
UPDATE nudges_nudge AS n SET done_at = %s FROM unnest(%s::text[], %s::bigint[]) AS s (kind, id)
WHERE n.workspace_id = %s AND n.subject_kind = s.kind AND n.subject_id = s.id AND n.lane = %s
  AND n.done_at IS NULL RETURNING n.recipient_id
"""
