"""Rows out of YAML data: values, the place of each, what is not known, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from handrail.kit.shapes.declaring import Field, Part, Shape, Steps
from handrail.kit.shapes.kinds import Unreadable, as_text, data
from handrail.kit.words import mark, say
from handrail.kit.yamlio import Path

_ABSENT = object()
MOST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Fault:
    """Something about a value that a person should look at; the value's place says where."""

    code: str
    message: str
    fix: str
    path: Path
    severity: str = "warning"


@dataclass(slots=True)
class Row:
    """`values` has every field of the shape; `places` only those that stand in the file."""

    shape: Shape
    path: Path
    node: Any
    values: dict[str, Any] = field(default_factory=dict)
    places: dict[str, Path] = field(default_factory=dict)
    extras: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    children: list[Row] = field(default_factory=list)
    part: Part | None = None

    @property
    def noun(self) -> str:
        return self.shape.noun

    @property
    def label(self) -> str:
        return str(self.values.get(self.shape.title) or self.values.get("key") or "")

    def place(self, name: str) -> Path:
        return self.places.get(name, self.path)

    def walk(self) -> Iterator[Row]:
        yield self
        for child in self.children:
            yield from child.walk()

    def of(self, noun: str) -> list[Row]:
        return [child for child in self.children if child.noun == noun]


def read_row(
    shape: Shape, node: Any, path: Path = (), given: Mapping[str, Any] | None = None, part: Part | None = None
) -> Row:
    """Never raises: what cannot be read is a fault, and the field keeps its empty value."""
    row = Row(shape, path, node, part=part)
    row.values = {f.name: f.empty for f in shape.fields} | {f.beside: "" for f in shape.fields if f.beside}
    if path and isinstance(path[-1], int):
        row.values |= {f.name: f.count(path[-1]) for f in shape.fields if f.count is not None}
    row.values.update(given or {})
    if isinstance(node, dict):
        _read_mapping(row, node)
    elif node is not None and not isinstance(node, list) and shape.title in row.values:
        row.places[shape.title] = path
        row.values[shape.title] = _measured(row, shape.field(shape.title), as_text(node).strip())
    elif node is not None:
        row.faults.append(_misshapen(path, mark("a set of `key: value` lines")))
    return row


def _misshapen(path: Path, wanted: str) -> Fault:
    name, wanted = path[-1] if path else say(mark("the file")), say(wanted)
    return Fault(
        "shape",
        say("`%(name)s` is not %(wanted)s.", name=name, wanted=wanted),
        say("Write %(wanted)s here.", wanted=wanted),
        path,
        "error",
    )


def _nested(path: Path) -> Fault:
    message = say(
        "`%(path)s` holds further keys where a single value is read; it is kept as it is.", path=path[-1]
    )
    return Fault("nested", message, say("Write one value here, and the rest beside it."), path)


def _read_mapping(row: Row, node: dict[str, Any]) -> None:
    for entry in row.shape.entries:
        if isinstance(entry, Field):
            _read_field(row, entry, node)
            _read_beside(row, entry, node)
        else:
            row.children.extend(_read_part(row, entry, node))
    row.extras = _leftover(node, row.shape.known, row)
    inner = node.get("fields")
    if isinstance(inner, dict):
        row.extras.update(data(inner))


def find(node: Any, steps: Steps) -> Any:
    for step in steps:
        if not isinstance(node, dict) or step not in node:
            return _ABSENT
        node = node[step]
    return node


def _read_field(row: Row, entry: Field, node: dict[str, Any]) -> None:
    there = [(steps, raw) for steps in entry.paths if (raw := find(node, steps)) is not _ABSENT]
    fitting = [(steps, raw) for steps, raw in there if entry.kind.accepts(raw)]
    if not fitting:
        if there and not any(_leads_inside(row.shape, steps) for steps, _ in there):
            row.faults.append(_nested((*row.path, *there[0][0])))
        return
    steps, raw = next((pair for pair in fitting if pair[1] is not None), fitting[0])
    row.places[entry.name] = (*row.path, *steps)
    if raw is not None:
        _take(row, entry, raw)


def _read_beside(row: Row, entry: Field, node: dict[str, Any]) -> None:
    if entry.beside and not isinstance(node.get(entry.beside), dict | list | None):
        row.values[entry.beside] = as_text(node[entry.beside]).strip()[:MOST_WORDS]
        row.places[entry.beside] = (*row.path, entry.beside)


def _leads_inside(shape: Shape, steps: Steps) -> bool:
    """Whether other fields live below this key, as in `mitigation: {strategy: ...}`."""
    tree: Any = shape.known
    for step in steps:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return isinstance(tree, dict)


def _take(row: Row, entry: Field, raw: Any) -> None:
    try:
        value = entry.kind.read(raw)
    except Unreadable as trouble:
        if entry.beside:
            row.values[entry.beside] = as_text(raw).strip()[:MOST_WORDS]
        else:
            message = f"`{row.places[entry.name][-1]}`: {trouble.message}"
            row.faults.append(Fault("value", message, trouble.fix, row.places[entry.name]))
        return
    row.values[entry.name] = _measured(row, entry, value)
    if entry.beside and entry.kind.write(value, None) != raw:
        row.values[entry.beside] = as_text(raw).strip()[:MOST_WORDS]


def _measured(row: Row, entry: Field, value: Any) -> Any:
    if not entry.most or not isinstance(value, str) or len(value) <= entry.most:
        return value
    message = say(
        "`%(value)s` has %(n)s characters; %(most)s fit into the record.",
        value=row.places[entry.name][-1],
        n=len(value),
        most=entry.most,
    )
    row.faults.append(
        Fault("length", message, say("Shorten it, or move the rest into notes."), row.places[entry.name])
    )
    return value[: entry.most]


def _read_part(row: Row, part: Part, node: dict[str, Any]) -> Iterator[Row]:
    for steps in part.paths:
        raw = find(node, steps)
        if raw is _ABSENT or raw is None:
            continue
        path = (*row.path, *steps)
        if isinstance(raw, list):
            yield from _listed(part, raw, path)
        elif isinstance(raw, dict):
            yield from _named(row, part, raw, path)
        else:
            row.faults.append(_misshapen(path, "a list"))


def _listed(
    part: Part, items: list[Any], path: Path, group: Mapping[str, Any] | None = None
) -> Iterator[Row]:
    for index, item in enumerate(items):
        if item is not None:
            yield read_row(part.shape, item, (*path, index), {**part.given, **(group or {})}, part)


def _of_group(part: Part, name: str) -> dict[str, Any]:
    try:
        return {part.group: part.shape.field(part.group).kind.read(name)} if part.group else {}
    except Unreadable:
        return {}


def _named(row: Row, part: Part, items: dict[str, Any], path: Path) -> Iterator[Row]:
    """Rows under names of their own: `cfo: {...}`, or lists of rows under the name of a group."""
    if _leads_inside(row.shape, tuple(str(step) for step in path[len(row.path) :])):
        return
    for name, item in items.items():
        if isinstance(item, list):
            yield from _listed(part, item, (*path, name), _of_group(part, name))
        elif isinstance(item, dict):
            given = {part.shape.title: name.replace("_", " ")} | dict(part.given)
            yield read_row(part.shape, item, (*path, name), given, part)


def _leftover(node: dict[str, Any], known: dict[Any, Any], row: Row, above: Path = ()) -> dict[str, Any]:
    """What no field took. Below a key that holds further fields, only what those left."""
    rest: dict[str, Any] = {}
    for key, value in node.items():
        inner = known.get(key)
        if inner is None:
            rest[key] = data(value)
            _suspect(row, key, node, known, (*above, key))
        elif isinstance(inner, dict) and isinstance(value, dict):
            rest[key] = _leftover(value, inner, row, (*above, key))
    return {key: value for key, value in rest.items() if value or not isinstance(known.get(key), dict)}


def _suspect(row: Row, key: str, node: dict[str, Any], known: dict[Any, Any], steps: Path) -> None:
    candidates = [name for name in known if isinstance(name, str) and name not in node]
    close = get_close_matches(key, candidates, 1, 0.84) if len(key) > 3 else []
    if close:
        message = say(
            "`%(key)s` is not a key that is known here. Did you mean `%(close)s`?", key=key, close=close[0]
        )
        row.faults.append(
            Fault(
                "key",
                message,
                say("Rename it to `%(close)s`, or keep it: it is carried along.", close=close[0]),
                (*row.path, *steps),
            )
        )
