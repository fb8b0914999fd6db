"""What rows that were made a moment ago promise is kept at once, without a ticket: nobody else knows of them yet.

Only of what belongs to nothing and leans on nothing: what a row is inside of may go, or move, in the same moment, and
then its reader has to wait.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection, models

from handrail import wiring
from handrail.house.ledger import far, reading
from handrail.house.ledger.append import Line, subject_kind
from handrail.house.ledger.inserting import listed, plain
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit import clock

from . import promising
from .models import Deadline
from .touched import CREATED
from .verbs import COLUMNS, row_of


def takes(line: Line) -> bool:
    """Whether its row stands by itself; asked of lines that concern a date."""
    row, kind = line.subject, subject_kind(line.subject)
    if line.kind != CREATED or row.removed_at is not None or kind not in wiring.DEADLINES:
        return False
    alone = all(getattr(row, f"{name}_id") is None for name in above(type(row)))
    return alone and kind not in wiring.DEADLINES_ALONG


@cache
def above(model: type[models.Model]) -> list[str]:
    return [name for name in reading.references(model) if name in (*reading.PARENTS, *promising.LEANS)]


def promise(rows: Sequence[Tenanted]) -> list[Tenanted]:
    """Keep what these new rows promise: a statement for each kind of which one promises anything.

    Gives back those that are not there any more, and all of them where the workspace's clock or policy is not what it
    was when this change began: whoever looks for the dates that these move does not see the rows yet.
    """
    by_kind: defaultdict[str, list[Tenanted]] = defaultdict(list)
    for row in rows:
        by_kind[subject_kind(row)].append(row)
    return [row for kind, some in by_kind.items() for row in promise_some(kind, some)]


def promise_some(kind: str, rows: Sequence[Tenanted]) -> list[Tenanted]:
    how, now, promises = promising.rules(), clock.now(), promising.promising(kind)
    made = (promising.drafted(kind, row, one, how, now) for row in far.each(rows) for one in promises(row))
    drafts = [draft for draft in made if draft is not None]
    kept = keep(drafts, promising.model_of(kind)) if drafts else set()
    return [row for row in rows if row.pk in {draft.subject_id for draft in drafts} - kept]


KEEP = f"""
INSERT INTO deadlines_deadline ({listed(COLUMNS)})
SELECT {listed(COLUMNS)} FROM jsonb_populate_recordset(NULL::deadlines_deadline, %(drafts)s::jsonb) AS d
WHERE EXISTS (SELECT FROM "{{table}}" AS r WHERE r.id = d.subject_id AND r.removed_at IS NULL)
  AND EXISTS (SELECT FROM workspaces_workspace AS w
              WHERE w.id = %(ws)s AND w.time_zone = %(zone)s AND w.clock_offset IS NOT DISTINCT FROM %(offset)s
                AND w.policy = %(policy)s::jsonb AND w.heeds = %(heeds)s::jsonb)
RETURNING subject_id
"""


def keep(drafts: Sequence[Deadline], model: type[models.Model]) -> set[int]:
    """The rows whose promises are kept."""
    workspace = current().workspace
    params: dict[str, Any] = {
        "drafts": json.dumps([row_of(draft) for draft in drafts], default=plain),
        "ws": workspace.pk,
        "zone": workspace.time_zone,
        "offset": workspace.clock_offset,
        "policy": json.dumps(workspace.policy),
        "heeds": json.dumps(workspace.heeds),
    }
    with connection.cursor() as cursor:
        cursor.execute(KEEP.format(table=model._meta.db_table), params)
        return {pk for (pk,) in cursor.fetchall()}
