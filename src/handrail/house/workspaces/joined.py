"""Rows of several models out of one statement of our own: for what every request asks, before it asks anything else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row", bound=models.Model)
Convert = Callable[[Any, Any, Any], Any]


@cache
def columns(model: type[models.Model], alias: str) -> str:
    """Every column of a model, in the order in which `taken` expects them."""
    return ", ".join(f'{alias}."{field.column}"' for field in model._meta.concrete_fields)


@cache
def plan(model: type[models.Model]) -> tuple[list[str], list[tuple[int, list[Convert]]]]:
    fields = model._meta.concrete_fields
    converted = [
        (place, found) for place, f in enumerate(fields) if (found := f.get_db_converters(connection))
    ]
    return [f.attname for f in fields], converted


def taken(model: type[Row], values: Iterator[Any]) -> Row | None:
    """The next row of `values`; None where an outer join found none."""
    names, converters = plan(model)
    row: list[Any] = [next(values) for _ in names]
    if row[names.index("id")] is None:
        return None
    for place, some in converters:
        for convert in some:
            row[place] = convert(row[place], None, connection)
    return model.from_db(connection.alias, names, row)


def one(sql: str, params: Sequence[Any]) -> Iterator[Any] | None:
    """The values of the only row."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        row = cursor.fetchone()
    return None if row is None else iter(row)
