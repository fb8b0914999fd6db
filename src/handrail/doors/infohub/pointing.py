"""Findings at their place: of a field of a thing, or of a path of a file. No Django."""

from __future__ import annotations

from typing import Any

from .entities import Entity
from .findings import Finding
from .tree import Source


def at_field(entity: Entity, name: str, code: str, severity: str, message: str, fix: str) -> Finding:
    place = entity.place_of(name)
    return at(place.source, place.row.place(name), code, severity, message, fix)


def at(source: Source, path: Any, code: str, severity: str, message: str, fix: str) -> Finding:
    where = source.where(path)
    return Finding(source.path, where.line or 1, where.column or 1, code, severity, message, fix)
