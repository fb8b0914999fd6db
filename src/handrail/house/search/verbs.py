"""Keeping the index. It follows the ledger: what was changed is looked at again in its own room."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection

from handrail import wiring
from handrail.house.ledger import far
from handrail.house.ledger.models import Claim
from handrail.house.workspaces.scope import current

from . import folding
from .found import Found
from .models import Entry

BATCH = 1_000
SAID = ("comment", "attachment")
"""What hangs on any record there is."""

Subject = tuple[str, int]
Moments = Mapping[Subject, datetime]

# The words in order, so that two writers of the same ones wait for each other and never in a circle.
WRITE = """
WITH spelt AS (
    INSERT INTO search_word (workspace_id, word) SELECT %(ws)s, w FROM unnest(%(words)s::text[]) AS w
    WHERE NOT EXISTS (SELECT FROM search_word k WHERE k.workspace_id = %(ws)s AND k.word = w)
    ORDER BY w ON CONFLICT DO NOTHING
)
INSERT INTO search_entry (workspace_id, subject_kind, subject_id, subject_key, about_id, inside, owner_id, title, text,
                          vector, weight, state, settled, present, changed_at)
SELECT %(ws)s, f.kind, f.id, f.key, f.about_id, f.inside, f.owner_id, f.title, f.text, f.lexemes::tsvector,
       f.weight, f.state, f.settled, true, f.changed_at
FROM jsonb_to_recordset(%(rows)s::jsonb) AS f (
    kind text, id bigint, key text, about_id bigint, inside text, owner_id bigint, title text, text text,
    lexemes text, weight float, state text, settled boolean, changed_at timestamptz)
{made}
ON CONFLICT (workspace_id, subject_kind, subject_id) DO UPDATE SET
    subject_key = EXCLUDED.subject_key, about_id = EXCLUDED.about_id, inside = EXCLUDED.inside,
    owner_id = EXCLUDED.owner_id, title = EXCLUDED.title, text = EXCLUDED.text, vector = EXCLUDED.vector,
    weight = EXCLUDED.weight, state = EXCLUDED.state, settled = EXCLUDED.settled, present = true,
    changed_at = greatest(search_entry.changed_at, EXCLUDED.changed_at)
"""
MADE = (
    'WHERE EXISTS (SELECT FROM "{table}" AS r WHERE r.id = f.id AND r.revision = 1 AND r.removed_at IS NULL)'
)
HIDE = """
UPDATE search_entry SET present = false
WHERE workspace_id = %s AND subject_kind = %s AND subject_id = ANY (%s) AND present
"""


def index_claimed(claims: Sequence[Claim]) -> None:
    """The ledger's reader "search"."""
    moments: dict[Subject, datetime] = {}
    for claim in sorted(claims, key=lambda claim: claim.event_at):
        moments[claim.subject_kind, claim.subject_id] = claim.event_at
    index(moments)


def index(moments: Moments) -> None:
    """Look at these records again, and at what hangs on those that went, came back or have another name."""
    moved = [subject for kind, ids in by_kind(moments) for subject in index_some(kind, ids, moments)]
    hanging = {subject: at for subject, at in hanging_on(moved) if subject not in moments}
    for kind, ids in by_kind(hanging):
        index_some(kind, ids, hanging)


def by_kind(subjects: Iterable[Subject]) -> Iterator[tuple[str, tuple[int, ...]]]:
    kinds: defaultdict[str, list[int]] = defaultdict(list)
    for kind, pk in subjects:
        kinds[kind].append(pk)
    for kind, ids in kinds.items():
        for some in batched_ids(ids):
            yield kind, some


def batched_ids(ids: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(ids), BATCH):
        yield tuple(ids[start : start + BATCH])


def index_some(kind: str, ids: Collection[int], moments: Moments) -> list[Subject]:
    """Write what is found of these rows and hide the others. Returns whose change others have to hear of."""
    before = titles(kind, ids)
    found = {one.id: one for one in wiring.load(wiring.SEARCHED[kind])(ids)}
    write(list(found.values()), moments)
    gone = [pk for pk, told in before.items() if told is not None and pk not in found]
    if gone:
        run(HIDE, [current().workspace_id, kind, gone])
    renamed = [pk for pk, one in found.items() if pk in before and before[pk] != (one.title, one.about_id)]
    return [(kind, pk) for pk in (*gone, *renamed)]


def titles(kind: str, ids: Collection[int]) -> dict[int, tuple[str, int | None] | None]:
    """What the index calls these rows, and whose it says they are; None for one that is hidden."""
    rows = Entry.objects.filter(subject_kind=kind, subject_id__in=ids)
    return {
        pk: (title, about) if present else None
        for pk, title, about, present in rows.values_list("subject_id", "title", "about_id", "present")
    }


def hanging_on(moved: Sequence[Subject]) -> Iterator[tuple[Subject, datetime]]:
    """The entries of these customers, those inside of these plans, metrics and risks, and what was said of any."""
    if not moved:
        return
    customers = [pk for kind, pk in moved if kind == "customer"]
    around = Entry.objects.filter(about_id__in=customers)
    if others := [f"{kind}:{pk}" for kind, pk in moved if kind != "customer"]:
        near = Entry.objects.filter(subject_id__in=[pk for _, pk in moved]).values("about_id")
        around = around | Entry.objects.filter(about_id__in=near, inside__in=others)
        around = around | Entry.objects.filter(subject_kind__in=SAID, inside__in=others)
    for kind, pk, at in around.values_list("subject_kind", "subject_id", "changed_at"):
        yield (kind, pk), at


def write(found: Sequence[Found], moments: Moments, *, made_in: str = "") -> None:
    """`made_in` names the table of rows that were made a moment ago: those that are still as they were made."""
    if not found:
        return
    here = current().workspace_id
    rows = [told(here, one, moments[one.kind, one.id]) for one in far.each(found)]
    words = set().union(*(folding.spellable(f"{one.title}\n{one.text}") for one in found))
    params = {"ws": here, "rows": json.dumps(rows, ensure_ascii=False), "words": sorted(words)}
    run(WRITE.format(made=MADE.format(table=made_in) if made_in else ""), params)


def told(here: int, found: Found, moment: datetime) -> dict[str, Any]:
    names = (found.title, *found.names)
    parts = (found.title, "A"), (" ".join(found.names), "B"), (found.text, "C"), (found.about, "C")
    return {
        "kind": found.kind,
        "id": found.id,
        "key": found.key,
        "about_id": found.about_id,
        "inside": found.inside,
        "owner_id": found.owner_id,
        "title": found.title,
        "text": found.text,
        "lexemes": folding.lexemes(here, names, *parts),
        "weight": found.weight,
        "state": found.state,
        "settled": found.settled,
        "changed_at": moment.isoformat(),
    }


def run(sql: str, params: Sequence[Any] | Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
