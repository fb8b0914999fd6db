"""From nudges to messages: what goes where and when, written in the transaction of the nudge."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from django.db import connection

from handrail.house.ledger.inserting import listed, plain
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from .models import Channel, Delivery, Nudge
from .preferring import Way, loud_hours, ways
from .timing import next_digest, next_moment

INBOX_ONLY = ("delivery.",)
"""What tells of a message that did not arrive: another message about it would not arrive either."""


def make(nudges: Sequence[Nudge]) -> None:
    """Messages for these nudges, as each recipient prefers. At most five statements for any number."""
    told = [nudge for nudge in nudges if not nudge.name.startswith(INBOX_ONLY)]
    if not told:
        return
    reach = ways({nudge.recipient_id for nudge in told})
    reachable = [(nudge, reach[nudge.recipient_id]) for nudge in told if nudge.recipient_id in reach]
    keep([delivery for nudge, way in reachable for delivery in messages(nudge, way)])
    expect({way.member.pk: way for nudge, way in reachable if in_digest(nudge, way)}.values())


def in_digest(nudge: Nudge, way: Way) -> bool:
    return bool(way.address) and way.wishes.mail == "digest" and not nudge.urgent


def messages(nudge: Nudge, way: Way) -> Iterator[Delivery]:
    """One for each place that hears of this nudge at once."""
    if way.address and carried(nudge, "urgent" if way.wishes.mail == "digest" else way.wishes.mail):
        yield draft(nudge, None, f"n{nudge.pk}:mail", moment(nudge, way))
    for channel in way.channels:
        if channel.member_id is None and carried(nudge, channel.carries):
            yield draft(nudge, channel, shared(nudge, channel), next_moment(clock.real(), loud_hours()))
        elif channel.member_id is not None and carried(nudge, way.wishes.chat):
            yield draft(nudge, channel, f"n{nudge.pk}:c{channel.pk}", moment(nudge, way))


def carried(nudge: Nudge, wish: str) -> bool:
    return wish in ("at_once", "all") or (wish == "urgent" and nudge.urgent)


def moment(nudge: Nudge, way: Way) -> datetime:
    """Now, or when the quiet is over and somebody works."""
    if nudge.urgent and way.wishes.urgent_anytime:
        return clock.real()
    return next_moment(clock.real(), way.hours)


def shared(nudge: Nudge, channel: Channel) -> str:
    """A room full of people hears of a thing once a day, however many of them are told."""
    return f"{nudge.subject_kind}{nudge.subject_id}:{nudge.day}:{nudge.name}:c{channel.pk}"


def draft(nudge: Nudge, channel: Channel | None, once: str, at: datetime) -> Delivery:
    member = None if channel is not None and channel.member_id is None else nudge.recipient_id
    return fresh(once, at, member_id=member, channel=channel, nudge=nudge, urgent=nudge.urgent)


def fresh(once: str, at: datetime, **values: object) -> Delivery:
    return Delivery(
        workspace_id=current().workspace_id,
        key=secrets.token_hex(12),
        once=once[:120],
        made_at=clock.real(),
        next_at=at,
        **values,
    )


COLUMNS = [str(f.column) for f in Delivery._meta.concrete_fields if not f.primary_key]
SQL = f"""
INSERT INTO nudges_delivery ({listed(COLUMNS)})
SELECT {listed(COLUMNS)} FROM jsonb_populate_recordset(NULL::nudges_delivery, %s::jsonb) ORDER BY once
ON CONFLICT DO NOTHING
"""


def keep(drafts: Sequence[Delivery]) -> None:
    if not drafts:
        return
    rows = [{f.column: getattr(d, f.attname) for f in Delivery._meta.concrete_fields} for d in drafts]
    with connection.cursor() as cursor:
        cursor.execute(SQL, [json.dumps(rows, default=plain)])


EXPECT = """
INSERT INTO nudges_digest (workspace_id, member_id, next_at, after_id)
SELECT %s, member, at, 0 FROM unnest(%s::bigint[], %s::timestamptz[]) AS d (member, at) ORDER BY member
ON CONFLICT (workspace_id, member_id)
DO UPDATE SET next_at = LEAST(COALESCE(nudges_digest.next_at, EXCLUDED.next_at), EXCLUDED.next_at)
"""


def expect(reached: Iterable[Way], after: datetime | None = None) -> None:
    """These members have something to hear in the next morning mail after that moment."""
    mornings = sorted(
        (way.member.pk, next_digest(after or clock.real(), way.wishes.digest_at, way.hours))
        for way in reached
    )
    if not mornings:
        return
    members, moments = zip(*mornings, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(EXPECT, [current().workspace_id, list(members), list(moments)])


def snoozed(nudges: Sequence[Nudge], until: datetime) -> None:
    """What sleeps comes back with the first morning mail after it wakes."""
    reach = ways({nudge.recipient_id for nudge in nudges})
    expect([way for way in reach.values() if way.address and way.wishes.mail == "digest"], until)
