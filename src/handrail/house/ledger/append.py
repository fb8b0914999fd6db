"""Appending to the ledger: the events, a ticket for each reader, and the word to live pages, in one statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db import connection

from handrail import wiring
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import Scope, current
from handrail.kit import clock

from .claims import Settling

CHANNEL = "handrail"
MOST_TOPICS = 200  # a notification holds 8,000 bytes

SQL = """
WITH told AS (
    INSERT INTO ledger_event (at, workspace_id, kind, subject_kind, subject_id, about_id, changes,
                              actor_kind, actor_id, actor_label, cause, batch)
    SELECT %(at)s, %(ws)s, l.kind, l.subject_kind, l.subject_id, l.about_id, l.changes,
           %(actor_kind)s, %(actor_id)s, %(actor_label)s, %(cause)s, %(batch)s
    FROM ROWS FROM (
        unnest(%(kinds)s::text[]), unnest(%(subject_kinds)s::text[]), unnest(%(subject_ids)s::bigint[]),
        unnest(%(about_ids)s::bigint[]), jsonb_array_elements(%(changes)s::jsonb)
    ) AS l (kind, subject_kind, subject_id, about_id, changes)
    RETURNING at, id, subject_kind, subject_id, about_id
), tickets AS (
    INSERT INTO ledger_claim (workspace_id, reader, event_at, event_id, subject_kind, subject_id, about_id,
                              attempts, not_before, problem)
    SELECT %(ws)s, r.reader, t.at, t.id, t.subject_kind, t.subject_id, t.about_id, 0, %(real)s, ''
    FROM told t JOIN unnest(%(readers)s::text[], %(reads)s::text[]) AS r (reader, subject_kind)
      ON r.subject_kind = t.subject_kind
)
SELECT pg_notify(%(channel)s, %(payload)s)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One event to be: `kind` without a dot gets the subject's kind in front ("changed" -> "plan.changed")."""

    subject: Tenanted
    kind: str
    changes: dict[str, list[Any]]


def append(lines: Sequence[Line]) -> None:
    if not lines:
        return
    scope = current()
    with connection.cursor() as cursor:
        cursor.execute(SQL, params(scope, lines))
    scope.changed.update(subject_kind(line.subject) for line in lines)
    read = frozenset().union(*wiring.LEDGER_READERS.values())
    if owed := {about(line.subject) for line in lines if subject_kind(line.subject) in read}:
        settling(scope).about |= owed


def settling(scope: Scope) -> Settling:
    """What the open change owes its readers; done when the scope is left."""
    return cast(Settling, scope.leaving.setdefault("ledger", Settling()))


def params(scope: Scope, lines: Sequence[Line]) -> dict[str, Any]:
    reads = [(reader, kind) for reader, kinds in wiring.LEDGER_READERS.items() for kind in sorted(kinds)]
    return {
        "at": clock.now(),
        "real": clock.real(),
        "ws": scope.workspace_id,
        "actor_kind": scope.actor.kind,
        "actor_id": scope.actor.member_id,
        "actor_label": scope.actor.label,
        "cause": scope.cause,
        "batch": scope.batch,
        "kinds": [full_kind(line) for line in lines],
        "subject_kinds": [subject_kind(line.subject) for line in lines],
        "subject_ids": [line.subject.pk for line in lines],
        "about_ids": [about(line.subject) for line in lines],
        # One text: an array of texts costs more to quote than to store.
        "changes": json.dumps([line.changes for line in lines], ensure_ascii=False),
        "readers": [reader for reader, _ in reads],
        "reads": [kind for _, kind in reads],
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
    topics = {f"{subject_kind(line.subject)}:{line.subject.pk}" for line in lines}
    topics |= {f"customer:{c}" for line in lines if (c := about(line.subject))}
    shown = sorted(topics) if len(topics) <= MOST_TOPICS else ["*"]
    return json.dumps(
        {"w": scope.workspace_id, "t": shown, "k": full_kind(lines[0]), "b": scope.actor.member_id}
    )
