"""Rows into YAML: the edits that bring a text up to date, or a whole new document."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from handrail.kit.shapes.declaring import Field, Part, Shape, Steps
from handrail.kit.shapes.kinds import data, undata
from handrail.kit.shapes.reading import Row, find
from handrail.kit.yamlio import Delete, Edit, Insert, Path, Set


@dataclass(slots=True)
class Record:
    """What should stand in the file: a row of ours with the rows inside it."""

    shape: Shape
    key: str
    values: dict[str, Any]
    children: list[Record] = field(default_factory=list)
    source: Any = None
    """What it was made from, for those who compare."""

    @property
    def name(self) -> str:
        return f"{self.shape.noun}:{self.key}"


Equal = Callable[[Row, Record, Field], bool]


def plainly(row: Row, record: Record, entry: Field) -> bool:
    names = (entry.name, entry.beside) if entry.beside else (entry.name,)
    return all(row.values[name] == record.values.get(name, row.values[name]) for name in names)


def edits(row: Row, record: Record, known: Mapping[Path, str], equal: Equal = plainly) -> Iterator[Edit]:
    """What to change in the file so that `row`, read from it, becomes `record`.

    `known` says which record stands at which path, as "noun:key". A row at an unknown path is left alone.
    """
    yield from _changed_fields(row, record, equal)
    wanted = {child.name: child for child in record.children}
    for child in row.children:
        name = known.get(child.path)
        if name is None:
            continue
        if name in wanted:
            yield from edits(child, wanted.pop(name), known, equal)
        else:
            yield Delete(child.path)
    yield from _insertions(row, list(wanted.values()))


# -- changed values -------------------------------------------------------------------------------------


def _changed_fields(row: Row, record: Record, equal: Equal) -> Iterator[Edit]:
    changed = [
        entry
        for entry in row.shape.fields
        if not entry.settled and entry.name in record.values and not equal(row, record, entry)
    ]
    if not isinstance(row.node, dict):
        yield from _bare(row, record, changed)
        return
    for entry in changed:
        yield from _set(row, entry, record.values)
    if "fields" in record.values:
        yield from _extras(row, record.values["fields"])


def _bare(row: Row, record: Record, changed: list[Field]) -> Iterator[Edit]:
    """A line of text stays one while its words are all that changed."""
    if [entry.name for entry in changed] == [row.shape.title]:
        yield Set(row.path, record.values[row.shape.title])
    elif changed:
        yield Set(row.path, render(record))


def _set(row: Row, entry: Field, values: Mapping[str, Any]) -> Iterator[Edit]:
    if entry.beside:
        said = values.get(entry.beside) if _both(entry, values) else None
        if said or entry.beside in row.places:
            yield Set((*row.path, entry.beside), said)
    place = row.places.get(entry.name)
    if place is None:
        yield Set((*row.path, *_free(row.node, entry)), wanted(entry, values, None))
        return
    raw = find(row.node, place[len(row.path) :])  # type: ignore[arg-type]
    yield from difference(raw, wanted(entry, values, raw), place)


def _free(node: dict[str, Any], entry: Field) -> Steps:
    """The first of the keys that has room: nothing stands there, nor on the way to it."""
    for steps in entry.paths:
        above = (find(node, steps[:length]) for length in range(1, len(steps)))
        if find(node, steps) is _ABSENT and all(isinstance(i, dict) or i is _ABSENT for i in above):
            return steps
    return (entry.name,)


_ABSENT = find({}, ("",))


def wanted(entry: Field, values: Mapping[str, Any], raw: Any) -> Any:
    """The value as it is written: in the words it came in, while they still say the same."""
    value = values[entry.name]
    said = values.get(entry.beside) if entry.beside else None
    if said and _reads_as(entry, said, value):
        return said
    return None if value is None else entry.kind.write(value, raw)


def _both(entry: Field, values: Mapping[str, Any]) -> bool:
    """Whether value and words must each be told: the words alone would not give the value."""
    said = values.get(entry.beside) if entry.beside else None
    return bool(said) and not _reads_as(entry, str(said), values[entry.name])


def _reads_as(entry: Field, said: str, value: Any) -> bool:
    try:
        return bool(entry.kind.read(said) == value)
    except ValueError:
        return value in (None, "", entry.empty)


def difference(old: Any, new: Any, path: Path) -> Iterator[Edit]:
    """The smallest edits from one value to another: a key, an item, not the whole block."""
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        for key in [key for key in old if key not in new]:
            yield Delete((*path, key))
        for key, value in new.items():
            if key not in old:
                yield Set((*path, key), value)
            elif data(old[key]) != data(value):
                yield from difference(old[key], value, (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _list_difference(old, new, path)
    else:
        yield Set(path, new)


def _list_difference(old: list[Any], new: list[Any], path: Path) -> Iterator[Edit]:
    matcher = SequenceMatcher(None, [_print(item) for item in old], [_print(item) for item in new], False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            continue
        both = min(end - start, last - first)
        for step in range(both):
            yield from difference(old[start + step], new[first + step], (*path, start + step))
        for gone in range(start + both, end):
            yield Delete((*path, gone))
        for come in range(first + both, last):
            yield Insert(path, new[come], end)


def _print(value: Any) -> str:
    return json.dumps(data(value), sort_keys=True, default=str)


def _extras(row: Row, fields: Mapping[str, Any]) -> Iterator[Edit]:
    """Unknown keys change where they stand; new ones go under `fields`."""
    inner = row.node.get("fields")
    inner = inner if isinstance(inner, dict) else {}
    for key in [*row.extras, *(key for key in sorted(fields) if key not in row.extras)]:
        old, new = row.extras.get(key, _ABSENT), fields.get(key, _ABSENT)
        if old == new:
            continue
        place: Path = (*row.path, "fields", key) if key in inner or old is _ABSENT else (*row.path, key)
        if old is _ABSENT:
            yield Set(place, undata(new))
        elif new is not _ABSENT:
            yield from difference(_raw(row, inner, key), undata(new, _raw(row, inner, key)), place)
        elif isinstance(row.shape.known.get(key), dict):
            yield from (Delete((*place, inside)) for inside in old)
        else:
            yield Delete(place)


def _raw(row: Row, inner: dict[str, Any], key: str) -> Any:
    """What stands there, without the keys below that belong to fields of ours."""
    raw = inner.get(key, row.node.get(key))
    return undata(row.extras[key], raw) if isinstance(raw, dict) else raw


# -- new rows -------------------------------------------------------------------------------------------


def _insertions(row: Row, records: Sequence[Record]) -> Iterator[Edit]:
    for record in records:
        part = _home(row.shape, record)
        if part is not None:
            yield _insertion(row, part, record)


def _home(shape: Shape, record: Record) -> Part | None:
    """The list it belongs into: the one that lends it what it says anyway."""
    parts = [part for part in shape.parts if part.shape.noun == record.shape.noun]
    fitting = [part for part in parts if part.given and _lent(part, record)]
    return next(iter(fitting or [part for part in parts if not part.given] or parts), None)


def _lent(part: Part, record: Record) -> bool:
    return all(record.values.get(name) == value for name, value in part.given.items())


def _insertion(row: Row, part: Part, record: Record) -> Edit:
    steps = next((s for s in part.paths if isinstance(find(row.node, s), list)), None) or _room(
        row.node, part
    )
    there = find(row.node, steps)
    if isinstance(there, dict):
        return Set((*row.path, *steps, record.key), render(record, part))
    if there is _ABSENT:
        return Insert((*row.path, *steps), render(record, part))
    return Insert((*row.path, *steps), render(record, part), None)


def _room(node: dict[str, Any], part: Part) -> Steps:
    for steps in part.paths:
        above = [find(node, steps[:length]) for length in range(1, len(steps) + 1)]
        if all(isinstance(inner, dict) or inner in (_ABSENT, None) for inner in above):
            return steps
    return part.paths[0]


def render(record: Record, home: Part | None = None) -> dict[str, Any]:
    """A record as a new block: keys in the shape's order, nothing that is empty."""
    made: dict[str, Any] = {}
    for entry in record.shape.entries:
        if isinstance(entry, Field):
            _write(made, entry, record, home)
        else:
            _write_part(made, entry, record)
    _write_extras(made, record)
    return made


def _write(made: dict[str, Any], entry: Field, record: Record, home: Part | None) -> None:
    if entry.name not in record.values:
        return
    default = home.given.get(entry.name, entry.empty) if home else entry.empty
    said = record.values.get(entry.beside) if entry.beside else None
    value = record.values[entry.name]
    if (value != default and value not in (None, "")) or said:
        _put(made, entry.paths[0], wanted(entry, record.values, None))
    if _both(entry, record.values):
        made[entry.beside] = said


def _write_part(made: dict[str, Any], part: Part, record: Record) -> None:
    mine = [child for child in record.children if _home(record.shape, child) is part]
    if mine:
        _put(made, part.paths[0], [render(child, part) for child in mine])


def _write_extras(made: dict[str, Any], record: Record) -> None:
    for key, value in (record.values.get("fields") or {}).items():
        below = record.shape.known.get(key)
        if isinstance(below, dict) and isinstance(value, dict) and isinstance(made.get(key, {}), dict):
            made.setdefault(key, {}).update({k: undata(v) for k, v in value.items() if k not in below})
        else:
            made.setdefault("fields", {})[key] = undata(value)


def _put(made: dict[str, Any], steps: Steps, value: Any) -> None:
    for step in steps[:-1]:
        made = made.setdefault(step, {})
    made[steps[-1]] = value
