"""What the worker does for rules: give a workspace what is shipped, and forget what the log need not keep."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import connection

from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.scope import current, enter
from handrail.kit import clock

from . import library
from .furnishing import furnish

log = logging.getLogger(__name__)
MOST = 20
KEPT, BRIEFLY = timedelta(days=400), timedelta(days=35)
"""How long the log keeps what was done, and answers that led to nothing."""

LACKING = """
SELECT w.id FROM workspaces_workspace w
WHERE (SELECT count(DISTINCT r.source) FROM rules_rule r WHERE r.workspace_id = w.id AND r.source = ANY (%s)) < %s
ORDER BY w.id DESC LIMIT %s
"""
OLD = "SELECT DISTINCT workspace_id FROM rules_run WHERE at < %s"
FORGET = """
DELETE FROM rules_run WHERE workspace_id = %s
  AND (at < %s OR (at < %s AND verdict IN ('not_met', 'no_data', 'held_back', 'would')))
"""


def furnish_missing() -> int:
    """Where nothing is missing, one statement. Returns how many workspaces were looked at."""
    names = [one.name for one in library.shipped()]
    lacking = across(LACKING, [names, len(names), MOST])
    for workspace in lacking:
        try:
            with enter(workspace, cause="rules"):
                furnish()
        except Exception:
            log.exception("workspace %d has no rules yet; it is tried again", workspace)
    return len(lacking)


def forget() -> int:
    """What is older than it is of use, by the clock of each workspace."""
    total = 0
    for workspace in across(OLD, [clock.real() - BRIEFLY]):
        with enter(workspace, cause="rules"), connection.cursor() as cursor:
            moments = [clock.now() - KEPT, clock.now() - BRIEFLY]
            cursor.execute(FORGET, [current().workspace_id, *moments])
            total += cursor.rowcount
    return total
