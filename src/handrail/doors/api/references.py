"""Keys to rows and back: ids stay inside."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from handrail.house.ledger import reading
from handrail.kit.refusals import Invalid, Problem, Stale


def resolved(model: type[models.Model], said: Mapping[str, Any]) -> dict[str, Any]:
    """What a program said with the rows that its keys name. One statement for each reference."""
    problems: list[Problem] = []
    values = {name: value_of(model._meta.get_field(name), value, problems) for name, value in said.items()}
    if problems:
        raise Invalid(problems)
    return values


def value_of(field: Any, value: Any, problems: list[Problem]) -> Any:
    if not field.is_relation or value is None:
        return value
    row = field.related_model._default_manager.filter(key=value, removed_at=None).first()
    if row is None:
        noun = field.related_model._meta.verbose_name
        problems.append(
            Problem(field.name, f"There is no {noun} “{value}” here.", "Send the key of one that is.")
        )
    return row


def named(model: Any, keys: list[str], field: str) -> list[Any]:
    """The rows of these keys, in their order; refused by the name of the field where one is not there."""
    there = {row.key: row for row in reading.present(model).filter(key__in=keys)}
    missing = [key for key in keys if key not in there]
    if missing:
        words = f"There is no {model._meta.verbose_name} “{missing[0][:80]}” here."
        raise Invalid([Problem(field, words, "Send the key of one that is.")])
    return [there[key] for key in keys]


def told(model: type[models.Model], stale: Stale) -> Stale:
    """A conflict as the program knows it: fields by name, rows by key."""
    differences = {}
    for name, (theirs, yours) in stale.differences.items():
        field = model._meta.get_field(name)
        differences[field.name] = (key_of(field, theirs), key_of(field, yours))
    return Stale(stale.revision, differences)


def key_of(field: Any, value: Any) -> Any:
    if not field.is_relation or value is None:
        return value
    return field.related_model._default_manager.filter(pk=value).values_list("key", flat=True).first()
