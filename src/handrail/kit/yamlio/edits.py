"""Edits to a document, and what they make of its data."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from handrail.kit.yamlio.document import Path
from handrail.kit.yamlio.dumping import plain


@dataclass(frozen=True, slots=True)
class Set:
    """Write a value; keys that do not exist yet are made."""

    path: Path
    value: Any


@dataclass(frozen=True, slots=True)
class Delete:
    path: Path


@dataclass(frozen=True, slots=True)
class Insert:
    """Put an item into a list, before the item that has this index now, or at the end."""

    path: Path
    value: Any
    index: int | None = None


Edit = Set | Delete | Insert


class SpliceError(ValueError):
    """The edits do not fit the document: a mistake of the caller, or a document that cannot be read."""


@dataclass
class Rounds:
    """The edits in an order in which each path means what it meant before the first of them."""

    sets: list[Set] = field(default_factory=list)
    deletes: list[Delete] = field(default_factory=list)
    inserts: list[Insert] = field(default_factory=list)

    def __iter__(self) -> Any:
        return iter((*self.sets, *self.deletes, *self.inserts))


def arrange(data: Any, edits: Iterable[Edit]) -> Rounds:
    pending: dict[Path, Any] = {}
    deletes: dict[Path, Delete] = {}
    inserts: list[Insert] = []
    for edit in edits:
        if isinstance(edit, Delete):
            _expect(data, edit.path)
            deletes[edit.path] = edit
        elif isinstance(edit, Insert):
            _arrange_insert(data, edit, pending, inserts)
        else:
            _pend(data, pending, edit.path, plain(edit.value))
            inserts = [insert for insert in inserts if insert.path[: len(edit.path)] != edit.path]
    outermost = [path for path in deletes if _covers(deletes, path[:-1]) is None]
    _refuse_lost(outermost, pending, inserts)
    return Rounds(
        [Set(path, value) for path, value in pending.items()],
        sorted((deletes[path] for path in outermost), key=lambda edit: _order(edit.path), reverse=True),
        _shifted(inserts, outermost),
    )


def _arrange_insert(data: Any, edit: Insert, pending: dict[Path, Any], inserts: list[Insert]) -> None:
    value = plain(edit.value)
    cover = _covers(pending, edit.path)
    target = get(pending[cover], edit.path[len(cover) :]) if cover is not None else get(data, edit.path)
    if target is None or (cover is not None and isinstance(target, list)):
        items = list(target or [])
        items.insert(len(items) if edit.index is None else edit.index, value)
        _pend(data, pending, edit.path, items)
    elif isinstance(target, list):
        index = len(target) if edit.index is None else slice(edit.index, None).indices(len(target))[0]
        inserts.append(Insert(edit.path, value, index))
    else:
        raise SpliceError(f"{_shown(edit.path)} is not a list")


def _pend(data: Any, pending: dict[Path, Any], path: Path, value: Any) -> None:
    """Remember a value to be set, joined with those already pending around it."""
    cover = _covers(pending, path)
    if cover is not None:
        pending[cover] = put(pending[cover], path[len(cover) :], value)
        return
    for inner in [known for known in pending if known[: len(path)] == path]:
        del pending[inner]
    base = _existing(data, path)
    rest = path[len(base) :]
    if rest and get(data, base) is not None:
        base, rest = path[: len(base) + 1], rest[1:]
    pending[base] = put(None, rest, value) if rest else value


def _existing(data: Any, path: Path) -> Path:
    """The longest part of the path that stands in the data."""
    for length, step in enumerate(path):
        if not _has(data, step):
            if data is None or (isinstance(data, dict) and isinstance(step, str)):
                return path[:length]
            raise SpliceError(f"there is no place for {_shown(path)}")
        data = data[step]
    return path


def _has(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and 0 <= step < len(data)
    return isinstance(data, dict) and step in data


def _expect(data: Any, path: Path) -> None:
    if not path or not _has(get(data, path[:-1]), path[-1]):
        raise SpliceError(f"{_shown(path)} does not exist")


def get(data: Any, path: Sequence[str | int]) -> Any:
    """The value at a path, None where there is none."""
    for step in path:
        if not _has(data, step):
            return None
        data = data[step]
    return data


def put(data: Any, path: Sequence[str | int], value: Any) -> Any:
    """The data with a value written at a path; what is missing on the way is made."""
    if not path:
        return value
    step, *rest = path
    if data is None and isinstance(step, str):
        data = {}
    if not (isinstance(data, dict) and isinstance(step, str)) and not _has(data, step):
        raise SpliceError(f"there is no place for {step!r}")
    inner = data[step] if _has(data, step) else None
    data[step] = put(inner, rest, value)
    return data


def _covers(paths: Iterable[Path] | dict[Path, Any], path: Path) -> Path | None:
    """The path among `paths` that is this one or stands above it."""
    return next((path[:length] for length in range(len(path) + 1) if path[:length] in paths), None)


def _refuse_lost(deleted: list[Path], pending: Iterable[Path], inserts: Iterable[Insert]) -> None:
    for gone in deleted:
        lost = [insert.path for insert in inserts if insert.path[: len(gone)] == gone]
        lost += [path for path in pending if path[: len(gone)] == gone[: len(path)]]
        if lost:
            raise SpliceError(f"{_shown(lost[0])} is both changed and deleted")


def _shifted(inserts: list[Insert], deleted: list[Path]) -> list[Insert]:
    """The inserts as they read after the deletions, the last place first."""
    moved = [_after(insert, deleted) for insert in inserts]
    moved.reverse()
    return sorted(moved, key=lambda edit: _order((*edit.path, edit.index or 0)), reverse=True)


def _after(insert: Insert, deleted: list[Path]) -> Insert:
    whole: Path = (*insert.path, insert.index or 0)
    steps = [
        step - _gone_before(whole[:at], step, deleted) if isinstance(step, int) else step
        for at, step in enumerate(whole)
    ]
    return Insert(tuple(steps[:-1]), insert.value, int(steps[-1]))


def _gone_before(parent: Path, index: int, deleted: list[Path]) -> int:
    return sum(1 for gone in deleted if gone[:-1] == parent and int(gone[-1]) < index)


def apply(data: Any, edit: Edit) -> Any:
    """The data after one edit of `Rounds`; changes `data`."""
    if isinstance(edit, Set):
        return put(data, edit.path, copy.deepcopy(edit.value))
    if isinstance(edit, Delete):
        del get(data, edit.path[:-1])[edit.path[-1]]
    else:
        get(data, edit.path).insert(edit.index, copy.deepcopy(edit.value))
    return data


def same(one: Any, other: Any) -> bool:
    """Equal, and of the same types: 1, 1.0 and true are three things."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _order(path: Path) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in path)


def _shown(path: Path) -> str:
    return ".".join(map(str, path)) or "the top level"
