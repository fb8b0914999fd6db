"""Rows as they were before the last changes, for reading only: everything is put back when the look is over."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, transaction

from handrail.house.workspaces.models import Workspace
from handrail.kit import clock

from .models import Event
from .reading import model_of

WORKSPACE = "workspace"


class _Over(Exception):
    """Ends the look: what was set is taken back."""


@contextmanager
def rewinding() -> Iterator[None]:
    """Inside, `take_back` may be called; afterwards every row is as it was."""
    try:
        with transaction.atomic():
            yield
            raise _Over
    except _Over:
        return


def take_back(events: Sequence[Event]) -> None:
    """Set what these events changed to what it was before them; what they made is there no more."""
    for event in sorted(events, key=lambda one: one.id, reverse=True):
        values = {name: pair[0] for name, pair in event.changes.items()}
        if event.kind.endswith(".created"):
            values = {"removed_at": clock.now().isoformat()}
        if values and event.subject_kind != WORKSPACE:
            put(event, values)
        elif values:
            put_workspace(event, values)


def put(event: Event, values: dict[str, object]) -> None:
    model = model_of(event.subject_kind)
    columns = {str(f.column) for f in model._meta.concrete_fields if f.attname in values}
    if columns:
        set_columns(model._meta.db_table, columns, event.subject_id, values)


def put_workspace(event: Event, values: dict[str, object]) -> None:
    columns = {str(f.column) for f in Workspace._meta.concrete_fields if f.attname in values} - {
        "clock_offset"
    }
    if columns:
        set_columns(Workspace._meta.db_table, columns, event.subject_id, values)


def set_columns(table: str, columns: set[str], pk: int, values: dict[str, object]) -> None:
    """The database itself reads the ledger's JSON into the types of its columns."""
    sets = ", ".join(f'"{column}" = was."{column}"' for column in sorted(columns))
    sql = (
        f'UPDATE "{table}" AS t SET {sets} FROM jsonb_populate_record(NULL::"{table}", %s::jsonb) AS was '
        "WHERE t.id = %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [json.dumps(values), pk])
