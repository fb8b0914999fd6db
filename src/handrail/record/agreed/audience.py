"""Which fields of a plan and what belongs to it a customer may see: those that are declared, and no others. No Django.

A model declares the fields that are for the customer (`SHARED`); of a section that is free (`sections.KEYS`) only keys
and columns with a place in the schema are known, so that whatever a file brought beside them stays ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from handrail.record.plans.sections import KEYS, filled

Shown = dict[str, Any]


class Internal(RuntimeError):
    """A field that is only ours was about to leave: a mistake in the code, never of a person."""


def shown(row: Any, names: Sequence[str]) -> Shown:
    """Plain values of these fields. Refused, whoever asks, where one of them is not for the customer."""
    if inner := set(names) - type(row).SHARED:
        raise Internal(f"{type(row).__name__}: {sorted(inner)}")
    return {name: getattr(row, name) for name in names}


def section(row: Any, name: str) -> Shown:
    """What a free section says to the customer; empty where it says nothing."""
    if name not in type(row).SHARED:
        raise Internal(f"{type(row).__name__}: {name}")
    told = getattr(row, name)
    if not isinstance(told, Mapping):
        return {}
    found = {key: known(KEYS[name][key], told[key]) for key in KEYS[name] if key in told}
    return {key: value for key, value in found.items() if filled(value)}


def known(schema: Mapping[str, Any], value: Any) -> Any:
    """Of a table its declared columns, of a list its texts, of anything else a text."""
    columns = columns_of(schema)
    if isinstance(value, list):
        lines = [row(columns, one) for one in value]
        return [line for line in lines if filled(line)]
    if isinstance(value, Mapping):
        return ""
    return "" if value is None else str(value)


def row(columns: Sequence[str], one: Any) -> Any:
    if isinstance(one, Mapping):
        return {name: str(one[name]) for name in columns if plain(one.get(name))}
    return str(one) if plain(one) else ""


def plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool) and str(value).strip() != ""


def columns_of(schema: Mapping[str, Any]) -> Sequence[str]:
    for choice in schema.get("items", {}).get("anyOf", ()):
        if "properties" in choice:
            return list(choice["properties"])
    return ()
