"""The changes of text that edits to a document come to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from handrail.kit.yamlio.document import Document, Node, Path
from handrail.kit.yamlio.dumping import (
    Layout,
    flow,
    flow_key,
    item_lines,
    mapping_lines,
    root_lines,
    value_lines,
)
from handrail.kit.yamlio.edits import Delete, Edit, Insert, Set, put, same

_COLON = re.compile(r"[ \t]*:(?=\s|$)")
_DASH = re.compile(r"(?:\s|#[^\r\n]*|[&!]\S*)*+-(?=\s|$)")
_LINE = re.compile(r"[^\r\n]*")
_LINE_AND_BREAK = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)?")
_BLANK = re.compile(r"\s*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")
_COMMENT = re.compile(r"[ \t]*(?:[ \t]#.*)?")


class Unfit(Exception):
    """The text around the value is spelled in a way that no patch is known for."""


_VALUE = -1_000  # a value stands before whatever is appended below it


class Patch(NamedTuple):
    start: int
    end: int
    text: str
    rank: int = _VALUE  # among insertions at one place the lower comes first: inner before outer


class _Slot(NamedTuple):
    """Where a block value belongs: behind its colon or dash."""

    after: int
    column: int
    in_list: bool


def patched(document: Document, changes: Iterable[Patch]) -> str:
    parts: list[str] = []
    at = 0
    for patch in sorted(changes, key=lambda patch: (patch.start, patch.end, patch.rank)):
        if patch.start < at:
            raise Unfit
        parts += (document.text[at : patch.start], patch.text.replace("\n", document.newline))
        at = patch.end
    text = "".join((*parts, document.text[at:]))
    # Where the last lines went, the break before them is no final newline of a file that had none.
    return text if _ends_line(document.text) else text.rstrip("\r\n")


def _ends_line(text: str) -> bool:
    return not text or text.endswith(("\n", "\r"))


def patches(document: Document, edits: Sequence[Edit]) -> Iterator[Patch]:
    """The patches of edits of one kind, as `arrange` gives them."""
    writer = _Writer(document)
    for edit in edits:
        if isinstance(edit, Set):
            yield from writer.set(edit)
    yield from writer.delete([edit for edit in edits if isinstance(edit, Delete)])
    yield from writer.insert([edit for edit in edits if isinstance(edit, Insert)])


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.layout = Layout(*document.layout)

    # Values

    def set(self, edit: Set) -> Iterator[Patch]:
        node = self.document.node(edit.path)
        if self.document.root is None:
            yield self._first_content(put(None, edit.path, edit.value))
        elif node is None:
            yield self._new_key(edit)
        elif not same(node.data, edit.value):
            yield from self._replace(edit.path, node, edit.value)

    def _replace(self, path: Path, node: Node, value: Any) -> Iterator[Patch]:
        if not path:
            yield Patch(node.start, node.end, "\n".join(root_lines(value, self.layout)))
        elif self._in_flow(path):
            yield self._replace_in_flow(node, value)
        else:
            slot = self._slot(path)
            render = item_lines if slot.in_list else value_lines
            lines = render(value, slot.column, self.layout, node.style)
            yield from self._replace_block(slot, node, lines)

    def _replace_in_flow(self, node: Node, value: Any) -> Patch:
        text = flow(value, node.style, True)
        if node.is_empty:
            if self.text[node.start - 1 : node.start] != ":":
                raise Unfit
            text = " " + text
        return Patch(node.start, node.end, text)

    def _replace_block(self, slot: _Slot, node: Node, lines: list[str]) -> Iterator[Patch]:
        head, *tail = lines
        spaced = " " + head if head else ""
        if node.style in ("|", ">"):
            yield self._replace_text_block(node, lines)
        elif node.style == "block":
            yield self._replace_collection(slot, node, spaced, tail)
        elif node.is_empty or not head:
            end = slot.after if node.is_empty else node.end
            yield Patch(slot.after, end, spaced)
            yield from self._below(end, tail)
        else:
            yield Patch(node.start, node.end, head)
            yield from self._below(node.end, tail)

    def _below(self, index: int, lines: list[str]) -> Iterator[Patch]:
        if lines:
            eol = self._eol(index)
            yield Patch(eol, eol, "".join("\n" + line for line in lines))

    def _replace_text_block(self, node: Node, lines: list[str]) -> Patch:
        """The comment behind `|` stays."""
        head, *tail = lines
        header = _BLOCK_HEADER.match(self.text, node.start)
        if header is None:
            raise Unfit
        comment = self.text[header.end() : self._eol(header.end())]
        return Patch(node.start, node.end, "\n".join([head + comment.rstrip(), *tail]))

    def _replace_collection(self, slot: _Slot, node: Node, head: str, tail: list[str]) -> Patch:
        """A comment behind the key stays; those inside the old value go with it."""
        comment = self.text[slot.after : self._eol(slot.after)]
        if node.start < self._eol(slot.after) or not _COMMENT.fullmatch(comment):
            comment = ""
        return Patch(slot.after, self._eol(node.end), "\n".join([head + comment.rstrip(), *tail]))

    def _new_key(self, edit: Set) -> Patch:
        path, key = edit.path[:-1], str(edit.path[-1])
        node = self.document.node(path)
        if node is None or not node.is_mapping:
            raise Unfit
        if node.style == "flow":
            return self._into_flow(
                path, node, f"{flow_key(key)} {flow(edit.value, '', True)}", {key: edit.value}
            )
        lines = mapping_lines({key: edit.value}, self._column_of(node), self.layout)
        return self._append(path, node, list(lines))

    def _first_content(self, value: Any) -> Patch:
        """The document was empty, or comments only."""
        start = "" if _ends_line(self.text) else "\n"
        text = start + "\n".join([*root_lines(value, self.layout), ""])
        return Patch(len(self.text), len(self.text), text)

    def _append(self, path: Path, node: Node, lines: list[str]) -> Patch:
        eol = self._eol(node.end)
        return Patch(eol, eol, "".join("\n" + line for line in lines), -len(path))

    def _into_flow(self, path: Path, node: Node, text: str, value: Any) -> Patch:
        if node.items:
            end = self._last(node).end
            return Patch(end, end, ", " + text)
        if path and not self._in_flow(path):
            return next(self._replace(path, node, value))
        return Patch(node.start, node.end, flow(value))

    # Deletions

    def delete(self, edits: list[Delete]) -> Iterator[Patch]:
        groups: dict[Path, list[str | int]] = defaultdict(list)
        for edit in edits:
            groups[edit.path[:-1]].append(edit.path[-1])
        for path, steps in groups.items():
            node = self.document.node(path)
            if node is None or node.items is None:
                raise Unfit
            if len(steps) == len(node.items):
                yield from self._replace(path, node, type(node.data)())
            else:
                places = sorted(self._places(node).index(step) for step in steps)
                yield from self._delete_some(node, places)

    def _delete_some(self, node: Node, places: list[int]) -> Iterator[Patch]:
        if node.style != "flow":
            yield from self._delete_lines(node, places)
            return
        for _, group in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
            run = [place for _, place in group]
            yield self._delete_in_flow(node, run[0], run[-1])

    def _delete_in_flow(self, node: Node, first: int, last: int) -> Patch:
        if last + 1 < len(node.items):
            return Patch(self._entry(node, first), self._entry(node, last + 1), "")
        return Patch(self._end(node, first - 1), self._end(node, last), "")

    def _delete_lines(self, node: Node, places: list[int]) -> Iterator[Patch]:
        joined = -1
        for place in places:
            start = self._entry(node, place)
            line = self._line_start(start)
            after = self._next_line(self._end(node, place))
            if start != joined and not self.text[line:start].strip():
                yield Patch(line, after, "")
                continue
            # The first of `- a: 1`, or of `- - a`: what follows takes its place behind the dash.
            blank = _BLANK.match(self.text, after)
            joined = blank.end() if blank else after
            yield Patch(start, joined, "")

    # Insertions

    def insert(self, edits: list[Insert]) -> Iterator[Patch]:
        # They come last place first; two at one place are to stand in the order they were given.
        for order, edit in enumerate(edits):
            node = self.document.node(edit.path)
            if node is None or not node.is_list:
                raise Unfit
            patch = self._inserted(node, edit, edits)
            yield patch._replace(rank=patch.rank * len(edits) - order)

    def _inserted(self, node: Node, edit: Insert, edits: list[Insert]) -> Patch:
        if node.style == "flow" or not node.items:
            if sum(each.path == edit.path for each in edits) > 1:
                raise Unfit
            return self._insert_in_flow(node, edit)
        column = self._dash_column(node)
        head, *tail = item_lines(edit.value, column, self.layout)
        lines = [f"{' ' * column}- {head}", *tail]
        rank = -len(edit.path) - 1
        if edit.index:
            eol = self._eol(node.items[edit.index - 1].end)
            return Patch(eol, eol, "".join("\n" + line for line in lines), rank)
        start = self._entry(node, 0)
        return Patch(start, start, "\n".join(lines).lstrip(" ") + "\n" + " " * column, rank)

    def _insert_in_flow(self, node: Node, edit: Insert) -> Patch:
        text = flow(edit.value, "", True)
        if not node.items or edit.index is None or edit.index >= len(node.items):
            return self._into_flow(edit.path, node, text, [edit.value])
        start = node.items[edit.index].start
        return Patch(start, start, text + ", ")

    # Places

    def _in_flow(self, path: Path) -> bool:
        above = (self.document.node(path[:length]) for length in range(len(path)))
        return any(node is not None and node.style == "flow" for node in above)

    def _slot(self, path: Path) -> _Slot:
        parent = self.document.node(path[:-1])
        step = path[-1]
        if parent is not None and parent.is_list and isinstance(step, int):
            dash = self._dash(parent, step)
            return _Slot(dash + 1, self.document.column(dash), True)
        if parent is None or not parent.is_mapping:
            raise Unfit
        start, end = parent.keys[str(step)]
        colon = _COLON.match(self.text, end)
        if colon is None:
            raise Unfit
        return _Slot(colon.end(), self.document.column(start), False)

    def _dash(self, node: Node, index: int) -> int:
        found = _DASH.match(self.text, node.items[index - 1].end if index else node.start)
        if found is None:
            raise Unfit
        return found.end() - 1

    def _dash_column(self, node: Node) -> int:
        return self.document.column(self._dash(node, 0))

    def _column_of(self, node: Node) -> int:
        return self.document.column(next(iter(node.keys.values()))[0])

    def _places(self, node: Node) -> list[str | int]:
        return list(node.items) if node.is_mapping else list(range(len(node.items)))

    def _entry(self, node: Node, place: int) -> int:
        """Where the key or the dash stands; in brackets, the value."""
        if node.is_mapping:
            return list(node.keys.values())[place][0]
        start: int = node.items[place].start
        return start if node.style == "flow" else self._dash(node, place)

    def _end(self, node: Node, place: int) -> int:
        items = list(node.items.values()) if node.is_mapping else node.items
        end: int = items[place].end
        return end

    def _last(self, node: Node) -> Node:
        last: Node = list(node.items.values())[-1] if node.is_mapping else node.items[-1]
        return last

    def _eol(self, index: int) -> int:
        found = _LINE.match(self.text, index)
        return found.end() if found else index

    def _next_line(self, index: int) -> int:
        found = _LINE_AND_BREAK.match(self.text, index)
        return found.end() if found else index

    def _line_start(self, index: int) -> int:
        return index - self.document.column(index)
