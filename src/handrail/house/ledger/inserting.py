"""Rows into their table, the database reading them from one JSON text.

Django hands over an array for each column, and psycopg quotes every text in it: most of an import's time.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import connection, models


def insert(
    rows: Sequence[models.Model],
    *,
    once: Sequence[str] = (),
    kept: Sequence[str] = (),
    twins: bool = True,
    past: bool = True,
) -> bool:
    """Insert `rows` of one model; they know their ids afterwards.

    Where a row with the same `once` columns is there already, it takes the new values, but for those `kept`. Without
    `twins`, a row whose like is there already is left out, and the answer is whether all were written; without `past`
    too, one whose key something removed has.
    """
    model = type(rows[0])
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    for row in rows:
        row._prepare_related_fields_for_save("insert")  # type: ignore[attr-defined]
    told = json.dumps([{f.column: getattr(row, f.attname) for f in fields} for row in rows], default=plain)
    settled = updating([str(f.column) for f in fields], once, kept) if once else ""
    if not twins:
        settled = ALONE if past else NEVER.format(table=model._meta.db_table) + ALONE
    with connection.cursor() as cursor:
        cursor.execute(statement(model, settled), [told])
        numbers = [number for (number,) in cursor.fetchall()]
    if len(numbers) < len(rows):
        return False
    for row, number in zip(rows, numbers, strict=True):
        row.pk = number
        row._state.adding, row._state.db = False, connection.alias
    return True


ALONE = "ON CONFLICT DO NOTHING"
NEVER = """
WHERE NOT EXISTS (SELECT FROM "{table}" AS o
                  WHERE o.workspace_id = n.workspace_id AND o.key = n.key AND o.removed_at IS NOT NULL)
"""


def updating(columns: Sequence[str], once: Sequence[str], kept: Sequence[str]) -> str:
    updates = ", ".join(f'"{c}" = EXCLUDED."{c}"' for c in columns if c not in (*once, *kept))
    return f"ON CONFLICT ({listed(once)}) DO UPDATE SET {updates}"


@cache
def statement(model: type[models.Model], settled: str) -> str:
    names = listed([str(f.column) for f in model._meta.concrete_fields if not f.primary_key])
    table = model._meta.db_table
    return (
        f'INSERT INTO "{table}" ({names}) '
        f'SELECT {names} FROM jsonb_populate_recordset(NULL::"{table}", %s::jsonb) AS n {settled} RETURNING id'
    )


def listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def plain(value: Any) -> Any:
    """What JSON has no form for, as PostgreSQL reads it from text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return f"\\x{bytes(value).hex()}"
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no place in a row.")
