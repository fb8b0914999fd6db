"""After a large import PostgreSQL is told what the tables hold now, at once: its own look comes a minute later.

Only who owns the tables may do that. A worker that was not given the owner's address leaves it to PostgreSQL.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.db import DatabaseError, connections

log = logging.getLogger(__name__)
LARGE = 500
"""So many rows change what a query is best planned by: a board of some hundred cards that the database takes for empty
is read by comparing each card with each task."""
OWNER = "owner"
CHANGED = """
SELECT format('%I.%I', schemaname, relname) FROM pg_stat_user_tables
WHERE schemaname = current_schema() AND n_mod_since_analyze > 0 ORDER BY relname
"""


def written(report: Mapping[str, Any]) -> int:
    """How many rows an import has made or changed."""
    counts = [report.get(name) for name in ("created", "changed")]
    return sum(int(number) for one in counts if isinstance(one, Mapping) for number in one.values())


def refresh() -> list[str]:
    """Look again at each table that has changed since, small ones too: ten thousand cards are joined with three stages,
    and what is planned wrongly for three is wrong ten thousand times. Gives their names."""
    if OWNER not in connections.settings:
        return []
    try:
        with connections[OWNER].cursor() as cursor:
            cursor.execute(CHANGED)
            tables = [str(name) for (name,) in cursor.fetchall()]
            for name in tables:
                cursor.execute(f"ANALYZE {name}")
    except DatabaseError as error:
        log.warning("The tables' statistics were left to PostgreSQL: %s", error)
        return []
    finally:
        connections[OWNER].close()
    return tables
