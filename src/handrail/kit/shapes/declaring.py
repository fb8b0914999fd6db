"""The declarations: fields, lists of further rows, and the shape that holds them in their written order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from handrail.kit.shapes.kinds import Kind

Steps = tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One value of a row. `keys`: the one we write first, then those met in the wild; dots lead inside.

    `beside` names the field that keeps the words as they stood, where they are not ours; it has a key of
    its own only where both must be told. A `settled` field is written with a new row and never changed.
    """

    name: str
    kind: Kind
    keys: tuple[str, ...] = ()
    beside: str = ""
    default: Any = None
    settled: bool = False
    most: int = 0
    """The longest text that is taken over; a longer one is cut in the record, never in the file."""
    count: Callable[[int], Any] | None = None
    """What the field is where a row of a list does not say: of its place in the list, from 0 on."""

    @cached_property
    def paths(self) -> tuple[Steps, ...]:
        return tuple(tuple(key.split(".")) for key in self.keys or (self.name,))

    @property
    def empty(self) -> Any:
        return self.kind.empty if self.default is None else self.default


@dataclass(frozen=True)
class Part:
    """A list of rows inside a row. `given` are values that this place lends to rows which do not say.

    Where the list is split into named groups, the name fills the field `group`.
    """

    keys: tuple[str, ...]
    shape: Shape
    given: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""

    @cached_property
    def paths(self) -> tuple[Steps, ...]:
        return tuple(tuple(key.split(".")) for key in self.keys)


@dataclass(frozen=True)
class Shape:
    """`title` is the field that a bare line of text fills; `unjudged` keys are known, and not ours."""

    noun: str
    entries: tuple[Field | Part, ...]
    title: str = "title"
    unjudged: frozenset[str] = frozenset()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Field))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Part))

    @cached_property
    def known(self) -> dict[str, Any]:
        """All keys as a tree; a leaf is True."""
        tree: dict[str, Any] = {"fields": True} | dict.fromkeys(self.unjudged, True)
        for entry in self.entries:
            for steps in entry.paths:
                _plant(tree, steps)
            if isinstance(entry, Field) and entry.beside:
                tree[entry.beside] = True
        return tree

    def field(self, name: str) -> Field:
        return next(entry for entry in self.fields if entry.name == name)

    def plus(self, *entries: Field | Part) -> Shape:
        return Shape(self.noun, (*self.entries, *entries), self.title, self.unjudged)


def _plant(tree: dict[str, Any], steps: Steps) -> None:
    *above, last = steps
    for step in above:
        inner = tree.get(step)
        if not isinstance(inner, dict):
            inner = tree[step] = {None: True} if inner else {}
        tree = inner
    if isinstance(tree.get(last), dict):
        tree[last][None] = True
    else:
        tree[last] = True
