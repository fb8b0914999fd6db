"""How one table is read: which column is which field, and what the names do not settle. No Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from .shapes import KEEP, LEAVE, TARGETS, Target, fold


@dataclass(frozen=True, slots=True)
class Choices:
    """`words` are a workspace's own: {field: {text in the file: our value, or "" for none}}."""

    date_order: str = ""
    number_style: str = ""
    currency: str = ""
    system: str = "crm"
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reading:
    """A table's target, its columns and its choices: what a person confirms, and what is remembered."""

    target: str
    columns: Mapping[str, str]
    choices: Choices = field(default_factory=Choices)

    @property
    def shape(self) -> Target:
        return TARGETS[self.target]

    def column_of(self, name: str) -> str | None:
        return next((column for column, found in self.columns.items() if found == name), None)

    def corrected(self, columns: Mapping[str, str], **choices: Any) -> Reading:
        kept = {column: columns.get(column, found) for column, found in self.columns.items()}
        return Reading(self.target, once(kept, self.shape), replace(self.choices, **choices))


def once(columns: Mapping[str, str], target: Target) -> dict[str, str]:
    """Each field from one column at most: the first that asks for it; what is no field is kept aside."""
    taken: set[str] = set()
    made = {}
    for column, name in columns.items():
        known = name in (KEEP, LEAVE) or (target.has(name) and name not in taken)
        made[column] = name if known else KEEP
        taken.add(name)
    return made


def fingerprint(columns: Iterable[str]) -> str:
    """By the names of its columns, in whatever order, a table is known again."""
    return hashlib.sha256("\n".join(sorted(fold(column) for column in columns)).encode()).hexdigest()


def to_json(reading: Reading) -> dict[str, Any]:
    choices = reading.choices
    return {
        "target": reading.target,
        "columns": dict(reading.columns),
        "choices": {
            "date_order": choices.date_order,
            "number_style": choices.number_style,
            "currency": choices.currency,
            "system": choices.system,
            "words": {name: dict(words) for name, words in choices.words.items()},
        },
    }


def from_json(found: Mapping[str, Any]) -> Reading:
    return Reading(found["target"], found["columns"], Choices(**found.get("choices", {})))
