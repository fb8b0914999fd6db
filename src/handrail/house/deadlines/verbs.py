"""Keeping deadlines in step with the record. Nobody types one: each is computed from the row that promises it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection

from handrail import wiring
from handrail.house.ledger.inserting import listed, plain
from handrail.house.ledger.models import Claim
from handrail.house.nudges import verbs as nudges
from handrail.house.workspaces.scope import current

from . import promising
from .models import Deadline, Survey
from .policy import Rules

BATCH = 2_000
Wanted = Mapping[str, Collection[int]]
Subject = tuple[str, int]


def recompute_claimed(claims: Sequence[Claim]) -> None:
    """The ledger's reader "deadlines": whatever was changed promises what it promises now."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for claim in claims:
        wanted[claim.subject_kind].add(claim.subject_id)
    for kind, ids in promising.leaning(claims).items():
        wanted[kind] |= ids
    recompute(wanted)


def recompute(wanted: Wanted) -> None:
    """{kind: ids}: compute the deadlines of these rows again, and keep them. A statement per kind, and two or three."""
    known = {kind: ids for kind, ids in wanted.items() if kind in wiring.DEADLINES and ids}
    drafts = promising.drafts_of(known)
    subjects = [(kind, pk) for kind, ids in known.items() for pk in ids]
    if subjects:
        nudges.settle(keep(subjects, drafts) - {(d.subject_kind, d.subject_id) for d in drafts})
        if wiring.PROMISED:
            wiring.load(wiring.PROMISED)(subjects, drafts)


# What stays due at the same moments keeps the place it has come to: a reminder that waits for a worker is not
# lost because somebody corrects a title. Whatever moves starts anew, and never with what lies in the past.
COLUMNS = [str(f.column) for f in Deadline._meta.concrete_fields if not f.primary_key]
ONCE = ("workspace_id", "subject_kind", "subject_id", "name")
PLACE = ("next_fire_at", "next_offset", "fired_at", "fired_offset", "attempts", "problem")
SAID = [c for c in COLUMNS if c not in (*ONCE, *PLACE)]
KEEP = f"""
WITH wanted AS MATERIALIZED (
    SELECT {listed(COLUMNS)} FROM jsonb_populate_recordset(NULL::deadlines_deadline, %(drafts)s::jsonb)
), gone AS (
    DELETE FROM deadlines_deadline AS d USING unnest(%(kinds)s::text[], %(ids)s::bigint[]) AS s (kind, id)
    WHERE d.workspace_id = %(ws)s AND d.subject_kind = s.kind AND d.subject_id = s.id
      AND NOT EXISTS (SELECT FROM wanted AS w WHERE w.subject_kind = d.subject_kind
                      AND w.subject_id = d.subject_id AND w.name = d.name)
    RETURNING d.subject_kind, d.subject_id
), kept AS (
    INSERT INTO deadlines_deadline AS d ({listed(COLUMNS)})
    SELECT {listed(COLUMNS)} FROM wanted ORDER BY subject_kind, subject_id, name
    ON CONFLICT ({listed(ONCE)}) DO UPDATE SET
        {", ".join(f'"{c}" = EXCLUDED."{c}"' for c in SAID)},
        {
    ", ".join(
        f'"{c}" = CASE WHEN d.due_at = EXCLUDED.due_at AND d.offsets = EXCLUDED.offsets '
        f'THEN d."{c}" ELSE EXCLUDED."{c}" END'
        for c in PLACE
    )
}
    WHERE ({", ".join(f'd."{c}"' for c in SAID)}) IS DISTINCT FROM ({
    ", ".join(f'EXCLUDED."{c}"' for c in SAID)
})
)
SELECT DISTINCT subject_kind, subject_id FROM gone
"""


def keep(subjects: Sequence[Subject], drafts: Sequence[Deadline]) -> set[Subject]:
    """Make `drafts` all that these subjects promise. Returns the subjects that promised something else before."""
    gone: set[Subject] = set()
    of_subject: defaultdict[Subject, list[Deadline]] = defaultdict(list)
    for draft in drafts:
        of_subject[draft.subject_kind, draft.subject_id].append(draft)
    ordered = sorted(subjects)
    for start in range(0, len(ordered), BATCH):
        some = ordered[start : start + BATCH]
        gone |= keep_batch(some, [draft for subject in some for draft in of_subject.get(subject, ())])
    return gone


def keep_batch(subjects: Sequence[Subject], drafts: Sequence[Deadline]) -> set[Subject]:
    params: dict[str, Any] = {
        "drafts": json.dumps([row_of(draft) for draft in drafts], default=plain),
        "kinds": [kind for kind, _ in subjects],
        "ids": [pk for _, pk in subjects],
        "ws": current().workspace_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP, params)
        return {(kind, pk) for kind, pk in cursor.fetchall()}


NAMES = [(str(f.column), f.attname) for f in Deadline._meta.concrete_fields]


def row_of(draft: Deadline) -> dict[str, object]:
    return {column: getattr(draft, name) for column, name in NAMES}


# -- the workspace's own clock and policy -------------------------------------------------------------------


def shift(by: timedelta) -> int:
    """The workspace's clock goes `by` further ahead of real time: all that can still fire comes so much sooner."""
    with connection.cursor() as cursor:
        cursor.execute(SHIFT, [by.total_seconds(), current().workspace_id])
        return int(cursor.rowcount)


SHIFT = """
UPDATE deadlines_deadline SET next_fire_at = next_fire_at - %s * interval '1 second'
WHERE workspace_id = %s AND next_fire_at IS NOT NULL
"""


def follow(before: Rules) -> None:
    """After a change of the workspace's zone or policy: where it moves any date, the worker looks at all of them."""
    after = promising.rules()
    if before.place != after.place or any(before.differs(after, kind) for kind in promising.kinds().values()):
        look_again()


def look_again() -> None:
    Survey.objects.update_or_create(
        workspace=current().workspace, defaults={"kind": "", "after_id": 0, "done_at": None}
    )
