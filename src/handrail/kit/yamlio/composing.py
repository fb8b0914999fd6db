"""From parser events to a document's data and nodes, counting as it goes."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

import yaml

from handrail.kit.words import say
from handrail.kit.yamlio.document import Document, Node
from handrail.kit.yamlio.limits import Problem
from handrail.kit.yamlio.scalars import resolve

_CORE = "tag:yaml.org,2002:"
_TEXT_TAGS = frozenset(("!", _CORE + "str"))
_VALUE_TAGS = frozenset(_CORE + name for name in ("int", "float", "bool", "null", "timestamp"))
_COLLECTION_TAGS = frozenset(("!", _CORE + "seq", _CORE + "map"))


class Stop(Exception):
    """The file cannot be read further."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Frame:
    """An open collection; of a mapping also the key that waits for its value."""

    __slots__ = ("has_key", "key", "mark", "node")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.has_key = False
        self.key: str | None = None  # None while has_key: the key is refused, drop its value
        self.mark = (0, 0)


class Composer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.limits = document.limits
        self.frames: list[_Frame] = []
        self.anchors: dict[str, Node] = {}
        self.nodes = self.aliases = self.expanded = self.documents = 0
        self.handlers: dict[type, Any] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open,
            yaml.SequenceStartEvent: self._open,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }

    def run(self, events: Iterable[Any]) -> None:
        handlers = self.handlers
        for event in events:
            handler = handlers.get(type(event))
            if handler is not None:
                handler(event)
            if self.documents > 1:
                return

    def _document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            message = say("A second document begins here; only the first one is read.")
            self._report("documents", message, say("Move it to a file of its own."), event.start_mark.index)

    def _scalar(self, event: Any) -> None:
        style = event.style or ""
        start = event.start_mark.index
        end = event.end_mark.index
        if style in ("|", ">"):
            end = self._block_end(event, end)
        data: Any = event.value if style else resolve(event.value)
        if event.tag is not None:
            data = self._tagged(event, data)
        self._place(Node(start, end, style, data), event)

    def _block_end(self, event: Any, end: int) -> int:
        """Where its last line ends: blank lines below a text block are not its own, unless it keeps them."""
        text = self.document.text
        end = min(end, len(text))
        start: int = event.start_mark.index
        header = text[start:end].partition("\n")[0]
        if "+" in header.partition("#")[0]:
            return _less_one_break(text, end)
        return start + len(text[start:end].rstrip())

    def _tagged(self, event: Any, data: Any) -> Any:
        if event.tag in _TEXT_TAGS:
            return event.value
        if event.tag in _VALUE_TAGS:
            return resolve(event.value)
        self._unknown_tag(event)
        return event.value

    def _unknown_tag(self, event: Any) -> None:
        message = say("The tag %(tag)s is not understood; the value is read without it.", tag=event.tag)
        self._report("tag", message, say("Remove the tag."), event.start_mark.index)

    def _open(self, event: Any) -> None:
        if len(self.frames) >= self.limits.depth:
            message = say("The values are nested more than %(depth)s deep.", depth=self.limits.depth)
            raise self._stop("too_deep", message, say("Flatten the file."), event.start_mark.index)
        if event.tag is not None and event.tag not in _COLLECTION_TAGS:
            self._unknown_tag(event)
        is_mapping = type(event) is yaml.MappingStartEvent
        index = event.start_mark.index
        node = Node(index, index, "flow" if event.flow_style else "block", {} if is_mapping else [])
        node.items = {} if is_mapping else []
        self._place(node, event)
        self.frames.append(_Frame(node))

    def _close(self, event: Any) -> None:
        node = self.frames.pop().node
        if node.style == "flow":
            node.end = event.end_mark.index
        if self.frames:
            self.frames[-1].node.end = node.end

    def _alias(self, event: Any) -> None:
        self.aliases += 1
        start, end = event.start_mark.index, event.end_mark.index
        self._place(Node(start, end, "*", self._alias_data(event)), None)

    def _alias_data(self, event: Any) -> Any:
        index = event.start_mark.index
        target = self.anchors.get(event.anchor)
        if target is None:
            message = f"*{event.anchor} points at nothing."
            self._report("alias", message, say("Write the value out."), index)
            return None
        if any(frame.node is target for frame in self.frames):
            raise self._stop("alias", f"*{event.anchor} holds itself.", say("Write the value out."), index)
        self.expanded += _size(target.data, self.limits.expanded + 1)
        if self.aliases > self.limits.aliases or self.expanded > self.limits.expanded:
            message = say("The file repeats too much through aliases (*name).")
            raise self._stop("alias", message, say("Write the values out."), index)
        return copy.deepcopy(target.data)

    def _place(self, node: Node, event: Any) -> None:
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            message = say("The file holds more than %(nodes)s values.", nodes=f"{self.limits.nodes:,}")
            raise self._stop("too_big", message, say("Split it into smaller files."), node.start)
        if event is not None and event.anchor is not None:
            self.anchors[event.anchor] = node
        if not self.frames:
            self.document.root = node
            self.document.data = node.data
            return
        frame = self.frames[-1]
        parent = frame.node
        parent.end = node.end
        if parent.is_list:
            parent.items.append(node)
            parent.data.append(node.data)
        elif frame.has_key:
            self._value(frame, node)
        else:
            self._key(frame, node, event)

    def _value(self, frame: _Frame, node: Node) -> None:
        frame.has_key = False
        key = frame.key
        if key is None:
            return
        frame.node.items[key] = node
        frame.node.data[key] = node.data
        frame.node.keys[key] = frame.mark

    def _key(self, frame: _Frame, node: Node, event: Any) -> None:
        frame.has_key = True
        frame.mark = (node.start, node.end)
        frame.key = None
        if type(event) is not yaml.ScalarEvent:
            message = say("A key is not plain text.")
            self._report("key", message, say("Write the key as text."), node.start)
        elif event.value in frame.node.keys:
            self._duplicate(frame, event.value, node.start)
        else:
            frame.key = event.value
            if event.value == "<<" and not node.style:
                message = say("`<<` is not followed: its values are not merged in.")
                self._report("merge_key", message, say("Write the values out."), node.start)

    def _duplicate(self, frame: _Frame, key: str, index: int) -> None:
        first = self.document.position(frame.node.keys[key][0])[0]
        message = say(
            "The key `%(key)s` stands here a second time (first in line %(first)s); this one is ignored.",
            key=key[:80],
            first=first,
        )
        self._report("duplicate_key", message, say("Keep one of them."), index)

    def _report(self, code: str, message: str, fix: str, index: int) -> None:
        problems = self.document.problems
        if len(problems) < self.limits.problems:
            problems.append(Problem(code, message, fix, *self.document.position(index)))

    def _stop(self, code: str, message: str, fix: str, index: int) -> Stop:
        return Stop(Problem(code, message, fix, *self.document.position(index)))


def _less_one_break(text: str, end: int) -> int:
    if text.endswith("\r\n", 0, end):
        return end - 2
    return end - 1 if text.endswith(("\n", "\r"), 0, end) else end


def _size(data: Any, most: int) -> int:
    """How many values `data` holds, counted no further than `most`."""
    waiting, count = [data], 0
    while waiting and count < most:
        count += 1
        value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return count
