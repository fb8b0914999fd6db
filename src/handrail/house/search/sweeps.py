"""What the worker does for the search: give a workspace that has no index, or one of an older shape, a new one."""

from __future__ import annotations

from django.db import connection

from handrail import wiring
from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.scope import current, enter
from handrail.kit import clock

SHAPE = 1
"""Count it up whenever a room finds something else, or the index keeps it otherwise."""

# The ledger knows every record there ever was; one ticket for each, and its reader does the rest in batches.
TICKETS = """
INSERT INTO ledger_claim (workspace_id, reader, event_at, event_id, subject_kind, subject_id, about_id, attempts,
                          not_before, problem)
SELECT DISTINCT ON (subject_kind, subject_id) workspace_id, 'search', at, id, subject_kind, subject_id, about_id, 0,
       %s, ''
FROM ledger_event WHERE workspace_id = %s AND subject_kind = ANY (%s)
ORDER BY subject_kind, subject_id, id DESC
"""
LACKING = """
SELECT w.id FROM workspaces_workspace w LEFT JOIN search_built b ON b.workspace_id = w.id AND b.shape = %s
WHERE b.workspace_id IS NULL ORDER BY w.id
"""
BUILT = """
INSERT INTO search_built (workspace_id, shape) VALUES (%s, %s)
ON CONFLICT (workspace_id) DO UPDATE SET shape = EXCLUDED.shape
"""


def build_missing() -> int:
    """Order the index of every workspace that lacks it. Where all have it, one statement."""
    lacking = workspaces()
    for workspace in lacking:
        with enter(workspace, cause="search"):
            order()
    return len(lacking)


def order() -> None:
    """A ticket for every record of the workspace we are in. Killed in between, it is ordered again or already done."""
    here, kinds = current().workspace_id, sorted(wiring.SEARCHED)
    with connection.cursor() as cursor:
        cursor.execute(TICKETS, [clock.real(), here, kinds])
        cursor.execute(BUILT, [here, SHAPE])


def workspaces() -> list[int]:
    return across(LACKING, [SHAPE])
