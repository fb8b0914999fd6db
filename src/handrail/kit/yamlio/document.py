"""A YAML file as read: its data, its text, and where in the text each value stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from handrail.kit.yamlio.limits import Limits, Problem

Path = tuple[str | int, ...]
_BREAK = re.compile(r"\r\n|\n|\r")


class Node:
    """A value's place in the text, from `start` up to `end`, without trailing comments."""

    __slots__ = ("data", "end", "items", "keys", "start", "style")

    def __init__(self, start: int, end: int, style: str, data: Any) -> None:
        self.start = start
        self.end = end
        self.style = style  # '' plain, quotes, '|', '>', '*' alias, 'block' or 'flow' for collections
        self.data = data
        self.items: Any = None  # list[Node] of a list, dict[str, Node] of a mapping
        self.keys: dict[str, tuple[int, int]] = {}  # where the keys of a mapping stand

    @property
    def is_mapping(self) -> bool:
        return isinstance(self.items, dict)

    @property
    def is_list(self) -> bool:
        return isinstance(self.items, list)

    @property
    def is_empty(self) -> bool:
        """Nothing is written: the null of `key:`."""
        return self.start == self.end

    def child(self, step: str | int) -> Node | None:
        if self.is_mapping:
            found: Node | None = self.items.get(step)
            return found
        if self.is_list and isinstance(step, int) and 0 <= step < len(self.items):
            item: Node = self.items[step]
            return item
        return None


@dataclass
class Document:
    """`text` is without the byte order mark; `bom` says that there was one."""

    file: str
    text: str = ""
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    bom: bool = False
    limits: Limits = field(default_factory=Limits)
    root: Node | None = None

    @property
    def ok(self) -> bool:
        return not self.problems

    @property
    def newline(self) -> str:
        found = _BREAK.search(self.text)
        return found.group() if found else "\n"

    @property
    def indent(self) -> int:
        """Columns from a key to the keys below it."""
        return self.layout[0]

    @cached_property
    def layout(self) -> tuple[int, int]:
        """Columns from a key to the keys below it, and to the dashes of the list below it."""
        return _layout(self) if self.root else (2, 2)

    @cached_property
    def line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _BREAK.finditer(self.text))]

    def position(self, index: int) -> tuple[int, int]:
        """Line and column, from 1, of a place in the text."""
        line = bisect_right(self.line_starts, index)
        return line, index - self.line_starts[line - 1] + 1

    def column(self, index: int) -> int:
        return self.position(index)[1] - 1

    def node(self, path: Path) -> Node | None:
        found = self.root
        for step in path:
            found = found.child(step) if found else None
        return found

    def mark(self, path: Path) -> tuple[int, int]:
        """Line and column of a value, or of its nearest parent that exists.

        A block of lines, and a key without a value, are marked at their key.
        """
        index = self.root.start if self.root else 0
        parent = self.root
        for step in path:
            node = parent.child(step) if parent else None
            if parent is None or node is None:
                break
            index = _mark(parent, step, node)
            parent = node
        return self.position(index)


def _mark(parent: Node, step: str | int, node: Node) -> int:
    if parent.is_mapping and (node.is_empty or node.style == "block"):
        return parent.keys[str(step)][0]
    return node.start


def _layout(document: Document) -> tuple[int, int]:
    step = dash = 0
    waiting = [document.root]
    while waiting and not (step and dash):
        node = waiting.pop()
        if node is None or node.items is None or node.style == "flow":
            continue
        if node.is_mapping:
            for key, child in node.items.items():
                if child.style == "block":
                    offset = document.column(child.start) - document.column(node.keys[key][0])
                    if child.is_mapping:
                        step = step or max(offset, 0)
                    elif document.text[child.start] == "-":
                        dash = dash or offset + 1
        waiting.extend(reversed(list(node.items.values() if node.is_mapping else node.items)))
    return step or 2, (dash - 1 if dash else 2)
