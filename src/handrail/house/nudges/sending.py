"""Sending what is due: taken for a while, sent outside any transaction, marked. At least once, under one name.

A worker that is killed after sending and before marking leaves the message taken; when that time is over, another
sends it again under the same Message-ID or webhook-id. Nothing is lost, and the receiver can tell.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import groupby
from smtplib import SMTPException
from time import monotonic

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection

from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.scope import enter
from handrail.kit import clock, supervise
from handrail.kit.outward.asking import NotSent, Outside
from handrail.kit.outward.letters import NoSuchMailbox, send
from handrail.kit.outward.signing import signed

from . import failing
from .models import Delivery
from .parcels import Desk, Parcel, desk_for, pack
from .timing import backoff

log = logging.getLogger(__name__)
BATCH = 250
LEASE = timedelta(seconds=150)
PATIENCE = 60.0
"""Seconds after which a slow place's other messages are put back, well before the lease is over."""
SLICES = 4
THREADS = 8
MOST_ATTEMPTS = 14
"""About a day, with the pauses of `timing.backoff`."""
KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message. `pause` in seconds is the receiver's own wish; `tried` that it was really sent."""

    parcel: Parcel
    state: str
    words: str = ""
    pause: float | None = None
    gone: bool = False
    tried: bool = True
    place_fails: bool = False
    """The place itself did not answer, whatever was sent there."""


def send_due() -> int:
    """The sweep over messages whose moment has come, in every workspace. Nothing due costs one statement."""
    total, again = 0, True
    while again and not supervise.ending.is_set():
        counts = [send_in(workspace) for workspace in due_workspaces()]
        total, again = total + sum(counts), any(count == BATCH for count in counts)
    return total


def due_workspaces() -> list[int]:
    return across("SELECT DISTINCT workspace_id FROM nudges_delivery WHERE next_at <= %s", [clock.real()])


def send_in(workspace: int) -> int:
    """One batch of one workspace; a workspace that fails does not keep the others waiting."""
    try:
        parcels = take(workspace)
        mark(workspace, deliver(parcels))
    except Exception:
        log.exception("sending failed in workspace %d", workspace)
        return 0
    return len(parcels)


# -- taking -------------------------------------------------------------------------------------------------

# MATERIALIZED: a plain subquery may be looked at again for each row, and then takes more than the batch.
TAKE = """
WITH due AS MATERIALIZED (
    SELECT id FROM nudges_delivery WHERE workspace_id = %s AND next_at <= %s
    ORDER BY next_at, id LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
)
UPDATE nudges_delivery AS d SET next_at = %s, attempts = attempts + 1
FROM due WHERE d.id = due.id RETURNING d.id
"""


def take(workspace: int) -> list[Parcel]:
    """Up to a batch, ours until the lease is over, each ready to be sent."""
    moment = clock.real()
    with enter(workspace, cause="delivery"):
        with connection.cursor() as cursor:
            cursor.execute(TAKE, [workspace, moment, BATCH, moment + LEASE])
            ids = [row[0] for row in cursor.fetchall()]
        rows = list(Delivery.objects.filter(pk__in=ids).order_by("pk"))
        desk = desk_for(rows)
        return [packed(row, desk) for row in rows]


def packed(row: Delivery, desk: Desk) -> Parcel:
    """A message that can not be made is set aside with its reason; the others go on."""
    try:
        return pack(row, desk)
    except Exception as error:
        log.exception("message %s can not be made", row.key)
        return Parcel(row, why=f"{type(error).__name__}: it could not be written.", fault=True)


# -- sending ------------------------------------------------------------------------------------------------


@cache
def outside() -> Outside:
    return Outside(settings.OUTWARD_ALLOW)


@cache
def threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(THREADS, thread_name_prefix="outward")


def deliver(parcels: Sequence[Parcel]) -> list[Outcome]:
    """Every place by itself, so that a slow one holds up nobody else."""
    empty = [unsent(parcel) for parcel in parcels if parcel.why]
    full = [parcel for parcel in parcels if not parcel.why]
    sent = threads().map(lambda slice_: list(one_after_the_other(slice_)), slices(full))
    return [*empty, *(outcome for part in sent for outcome in part)]


def unsent(parcel: Parcel) -> Outcome:
    """There was nothing to send; a channel whose secret can not be read is as good as gone."""
    state = "given_up" if parcel.fault else "dropped"
    return Outcome(parcel, state, parcel.why, gone=parcel.fault and parcel.channel is not None, tried=False)


def slices(parcels: Sequence[Parcel]) -> list[list[Parcel]]:
    """A place's parcels in up to `SLICES` parts, which go at the same time."""
    found = []
    for _place, group in groupby(sorted(parcels, key=lambda p: p.place), key=lambda p: p.place):
        held = list(group)
        found += [part for start in range(SLICES) if (part := held[start::SLICES])]
    return found


def one_after_the_other(parcels: Sequence[Parcel]) -> Iterator[Outcome]:
    """Where the place itself fails, the rest is put back untried."""
    end, broken = monotonic() + PATIENCE, ""
    with poster(parcels[0]) as post:
        for parcel in parcels:
            if broken or monotonic() > end:
                yield Outcome(parcel, "waiting", broken or "Its place is slow.", tried=False)
                continue
            outcome = post(parcel)
            broken = outcome.words if outcome.place_fails else ""
            yield outcome


@contextmanager
def poster(first: Parcel) -> Iterator[Callable[[Parcel], Outcome]]:
    """How parcels of one place are sent. Mail keeps its connection from one letter to the next."""
    if first.channel is not None:
        yield by_http
        return
    link = get_connection()
    try:
        yield lambda parcel: by_mail(parcel, link)
    finally:
        with suppress(OSError, SMTPException):
            link.close()


def by_mail(parcel: Parcel, link: BaseEmailBackend) -> Outcome:
    assert parcel.letter is not None
    try:
        send(link, parcel.letter)
    except NoSuchMailbox as error:
        return Outcome(parcel, "given_up", error.words, gone=True)
    except NotSent as error:
        return failed(parcel, error)
    return Outcome(parcel, "sent")


def failed(parcel: Parcel, error: NotSent) -> Outcome:
    if error.final:
        return Outcome(parcel, "given_up", error.words)
    return Outcome(parcel, "waiting", error.words, place_fails=error.place)


def by_http(parcel: Parcel) -> Outcome:
    assert parcel.secret is not None
    headers = {"Content-Type": "application/json", "User-Agent": "Handrail"}
    if parcel.secret.signing:
        headers |= signed(parcel.secret.signing, parcel.delivery.key, clock.real(), parcel.body)
    try:
        answer = outside().post(parcel.secret.url, parcel.body, headers)
    except NotSent as error:
        return failed(parcel, error)
    if answer.ok:
        return Outcome(parcel, "sent")
    words = f"It answered {answer.status}."
    if answer.status in (404, 410):
        return Outcome(parcel, "given_up", words, gone=True)
    if answer.status in (400, 413, 422):
        return Outcome(parcel, "given_up", words)
    return Outcome(parcel, "waiting", words, pause=answer.retry_after, place_fails=True)


# -- marking ------------------------------------------------------------------------------------------------

MARK = """
UPDATE nudges_delivery AS d
SET state = v.state, problem = v.problem, next_at = v.next_at, attempts = d.attempts - v.untried,
    ended_at = CASE WHEN v.next_at IS NULL THEN %s END
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::int[])
  AS v (id, state, problem, next_at, untried)
WHERE d.id = v.id AND d.workspace_id = %s AND d.state = 'waiting'
"""


def mark(workspace: int, outcomes: Sequence[Outcome]) -> None:
    """Say what became of them. Who is given up on, or is gone, is told of in the same transaction."""
    if not outcomes:
        return
    settled = [final(outcome) for outcome in outcomes]
    with enter(workspace, cause="delivery"):
        with connection.cursor() as cursor:
            cursor.execute(MARK, [clock.real(), *columns(settled), workspace])
        failing.note(outcome for outcome in settled if outcome.state == "given_up")


def final(outcome: Outcome) -> Outcome:
    if outcome.state == "waiting" and outcome.tried and outcome.parcel.delivery.attempts >= MOST_ATTEMPTS:
        return Outcome(outcome.parcel, "given_up", outcome.words)
    return outcome


def columns(outcomes: Iterable[Outcome]) -> list[list[object]]:
    rows = [
        (
            o.parcel.delivery.pk,
            o.state,
            o.words[:300],
            next_at(o),
            0 if o.tried or o.state != "waiting" else 1,
        )
        for o in outcomes
    ]
    return [list(column) for column in zip(*rows, strict=True)]


def next_at(outcome: Outcome) -> object:
    if outcome.state != "waiting":
        return None
    pause = backoff(outcome.parcel.delivery.attempts, random.random())  # noqa: S311 - spreads, guards nothing
    wish = timedelta(seconds=outcome.pause or 0)
    return clock.real() + max(pause, wish)


def forget() -> None:
    """Messages that were over long ago. What they told is in the inbox."""
    ended = [clock.real() - KEPT]
    for workspace in across("SELECT DISTINCT workspace_id FROM nudges_delivery WHERE ended_at < %s", ended):
        with enter(workspace, cause="delivery"):
            Delivery.objects.filter(ended_at__lt=ended[0]).delete()
