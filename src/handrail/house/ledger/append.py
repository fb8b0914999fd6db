"""Appending to the ledger: the events, a ticket for each reader, and the word to live pages, in one statement."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection

from handrail import wiring
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import Scope, current
from handrail.kit import clock

from .claims import Settling

CHANNEL = "handrail"
MOST_TOPICS = 150  # a notification holds 8,000 bytes
FEW = 50
"""Up to so many lines each reader is asked which of them concern it; more get tickets by their kind."""
Ticket = tuple[str, str, int | None]

SQL = """
WITH told AS (
    INSERT INTO ledger_event (at, workspace_id, kind, subject_kind, subject_id, about_id, changes,
                              actor_kind, actor_id, actor_label, cause, batch)
    SELECT %(at)s, %(ws)s, l.kind, l.subject_kind, l.subject_id, l.about_id, l.changes,
           %(actor_kind)s, %(actor_id)s, %(actor_label)s, l.cause, %(batch)s
    FROM ROWS FROM (
        unnest(%(kinds)s::text[]), unnest(%(subject_kinds)s::text[]), unnest(%(subject_ids)s::bigint[]),
        unnest(%(about_ids)s::bigint[]), jsonb_array_elements(%(changes)s::jsonb), unnest(%(causes)s::text[])
    ) AS l (kind, subject_kind, subject_id, about_id, changes, cause)
    RETURNING at, id, subject_kind, subject_id, about_id
), tickets AS (
    INSERT INTO ledger_claim (workspace_id, reader, event_at, event_id, subject_kind, subject_id, about_id,
                              attempts, not_before, problem)
    SELECT %(ws)s, r.reader, t.at, t.id, t.subject_kind, t.subject_id, t.about_id, 0, %(real)s, ''
    FROM told t JOIN unnest(%(readers)s::text[], %(reads)s::text[], %(read_ids)s::bigint[])
      AS r (reader, subject_kind, subject_id)
      ON r.subject_kind = t.subject_kind AND (r.subject_id IS NULL OR r.subject_id = t.subject_id)
)
SELECT pg_notify(%(channel)s, %(payload)s)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One event to be: `kind` without a dot gets the subject's kind in front ("changed" -> "plan.changed").

    Without a `cause` of its own it has the scope's.
    """

    subject: Tenanted
    kind: str
    changes: dict[str, list[Any]]
    cause: str = ""


def append(lines: Sequence[Line], *, read: bool = True) -> None:
    """`read` False: no reader has to look, since no row changed (somebody was reminded of it)."""
    if not lines:
        return
    scope = current()
    scope.remembered.clear()
    scope.changed.update(subject_kind(line.subject) for line in lines)
    if read and scope.gathering:
        scope.gathering[-1].extend(lines)
        return
    wanted = tickets(scope, lines) if read else []
    with connection.cursor() as cursor:
        cursor.execute(SQL, params(scope, lines, wanted))


@contextmanager
def together() -> Iterator[None]:
    """What is told in this block is told in one statement when it ends well: a task and its card, say."""
    scope, lines = current(), list[Line]()
    if scope.gathering:
        yield
        return
    scope.gathering.append(lines)
    try:
        yield
    finally:
        scope.gathering.pop()
    append(lines)


# -- tickets ------------------------------------------------------------------------------------------------


def tickets(scope: Scope, lines: Sequence[Line]) -> list[Ticket]:
    """Which readers get a ticket for which lines. Of a few lines each reader is asked what it can do without."""
    return [*tickets_of_lines(scope, lines), *tickets_of_change(scope, lines)]


def tickets_of_change(scope: Scope, lines: Sequence[Line]) -> list[Ticket]:
    """One for all of the lines, for readers that look at a change as a whole; they take their own tickets later."""
    first = lines[0].subject
    return [
        (reader, subject_kind(first), first.pk)
        for reader, listens in wiring.CHANGE_READERS.items()
        if wiring.load(listens)(scope.workspace)
    ]


def tickets_of_lines(scope: Scope, lines: Sequence[Line]) -> list[Ticket]:
    if len(lines) > FEW:
        kinds = {subject_kind(line.subject) for line in lines}
        wanted = {reader: heard(reader) & kinds for reader in wiring.LEDGER_READERS}
        for reader, read in wanted.items():
            owe(scope, reader, [line for line in lines if subject_kind(line.subject) in read])
        return [(reader, kind, None) for reader, read in wanted.items() for kind in read]
    found: list[Ticket] = []
    for reader, read in wiring.LEDGER_READERS.items():
        left = [line for line in lines if subject_kind(line.subject) in read]
        if left and reader in wiring.TOUCHED:
            left = wiring.load(wiring.TOUCHED[reader])(left)
        if left and reader in wiring.AT_ONCE:
            left = at_once(scope, reader, left)
        owe(scope, reader, left)
        found += ((reader, subject_kind(line.subject), line.subject.pk) for line in left)
    return found


def heard(reader: str) -> frozenset[str]:
    """The kinds that a reader gets tickets of; one that may listen to few of them in this workspace says to which."""
    read = wiring.LEDGER_READERS[reader]
    return read & wiring.load(wiring.HEARS[reader])() if reader in wiring.HEARS else read


def at_once(scope: Scope, reader: str, lines: list[Line]) -> list[Line]:
    """Lines whose rows the reader takes as they are get no ticket; the others are given back."""
    takes, left = wiring.load(wiring.AT_ONCE[reader][0]), []
    for line in lines:
        if takes(line):
            settling(scope).fresh.setdefault(reader, []).append(line.subject)
        else:
            left.append(line)
    return left


def owe(scope: Scope, reader: str, lines: Sequence[Line]) -> None:
    if lines:
        settling(scope).about.setdefault(reader, set()).update(about(line.subject) for line in lines)


def settling(scope: Scope) -> Settling:
    """What the open change owes its readers; done when the scope is left."""
    return cast(Settling, scope.leaving.setdefault("ledger", Settling()))


def params(scope: Scope, lines: Sequence[Line], wanted: Sequence[Ticket]) -> dict[str, Any]:
    return {
        "at": clock.now(),
        "real": clock.real(),
        "ws": scope.workspace_id,
        "actor_kind": scope.actor.kind,
        "actor_id": scope.actor.member_id,
        "actor_label": scope.actor.label,
        "causes": [line.cause or scope.cause for line in lines],
        "batch": scope.batch,
        "kinds": [full_kind(line) for line in lines],
        "subject_kinds": [subject_kind(line.subject) for line in lines],
        "subject_ids": [line.subject.pk for line in lines],
        "about_ids": [about(line.subject) for line in lines],
        # One text: an array of texts costs more to quote than to store.
        "changes": json.dumps([line.changes for line in lines], ensure_ascii=False),
        "readers": [reader for reader, _, _ in wanted],
        "reads": [kind for _, kind, _ in wanted],
        "read_ids": [pk for _, _, pk in wanted],
        "channel": CHANNEL,
        "payload": payload(scope, lines),
    }


def subject_kind(row: Tenanted) -> str:
    return str(row._meta.model_name)


def full_kind(line: Line) -> str:
    return line.kind if "." in line.kind else f"{subject_kind(line.subject)}.{line.kind}"


def about(row: Tenanted) -> int | None:
    """The customer a row belongs to; a customer belongs to itself."""
    return row.pk if subject_kind(row) == "customer" else getattr(row, "customer_id", None)


def payload(scope: Scope, lines: Sequence[Line]) -> str:
    """Each topic says behind an @ which customer it is about: who may not see that one is not told."""
    topics = set()
    for line in lines:
        customer = about(line.subject)
        behind = f"@{customer}" if customer else ""
        topics.add(f"{subject_kind(line.subject)}:{line.subject.pk}{behind}")
        if customer:
            topics.add(f"customer:{customer}{behind}")
    topics |= {topic for line in lines for topic in getattr(line.subject, "heard", ())}
    shown = sorted(topics) if len(topics) <= MOST_TOPICS else ["*"]
    return notification(scope, shown, full_kind(lines[0]))


def notification(scope: Scope, topics: Sequence[str], kind: str) -> str:
    """The word to live pages: what changed, how, by whom and from which window."""
    told = {"w": scope.workspace_id, "t": list(topics), "k": kind, "b": scope.actor.member_id}
    return json.dumps(told | ({"f": scope.window} if scope.window else {}))
