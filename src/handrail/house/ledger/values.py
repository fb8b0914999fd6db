"""How a field's value looks in the ledger: plain JSON, the same each time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

UNTOLD = frozenset({"id", "workspace", "revision", "created_at"})
"""Fields the ledger leaves out: they say nothing that the event itself does not say."""


def plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, timedelta):
        return value.total_seconds()
    return value


@cache
def told(model: type[models.Model]) -> tuple[models.Field[Any, Any], ...]:
    return tuple(f for f in model._meta.concrete_fields if f.name not in UNTOLD)


def snapshot(row: models.Model) -> dict[str, Any]:
    """Every told field of a row by column name, as the ledger would hold it."""
    return {f.attname: plain(getattr(row, f.attname)) for f in told(type(row))}


def fold(changes: list[dict[str, list[Any]]]) -> dict[str, Any]:
    """The row that a subject's changes add up to, in the order of their ids.

    Not of `at`: that is the workspace's time, which the time machine and a corrected clock turn back. Ids follow
    the changes, since each takes its own while it holds the row.
    """
    row: dict[str, Any] = {}
    for change in changes:
        row.update({field: new for field, (_old, new) in change.items()})
    return row
