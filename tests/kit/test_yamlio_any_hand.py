"""Random edits of documents that random hands have written: what was not named stays as it was."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.kit.yamlio import Delete, Edit, Insert, Set, SpliceError, read, splice
from handrail.kit.yamlio.dumping import flow, is_plain, key_text
from handrail.kit.yamlio.edits import apply, arrange, same

# Random documents in a random hand, with a numbered comment wherever one may stand.

TEXT = st.one_of(
    st.sampled_from(["plain", "two words", "it's", 'say "hi"', "yes", "a: b", "x #y", "[", "- z", ""]),
    st.text(max_size=6),
).filter(lambda text: not re.search("[\ud800-\udfff]", text))
SCALARS = st.one_of(
    TEXT,
    st.sampled_from(["one\ntwo\n", "a\n\nb", "keep\n\n"]),
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.dates(),
)
KEYS = st.one_of(st.sampled_from(list("abcdef")), st.sampled_from(["two words", "a: b", "9"]))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=14,
)
DOCUMENTS = st.one_of(
    st.dictionaries(KEYS, DATA, min_size=1, max_size=4), st.lists(DATA, min_size=1, max_size=4)
)


class Hand:
    """Writes data as some person might."""

    def __init__(self, draw: Any) -> None:
        self.chance = lambda: draw(st.integers(0, 3)) == 0
        self.step, self.dash = draw(st.sampled_from([(2, 2), (2, 0), (4, 4), (4, 2), (3, 0)]))
        self.comments = 0

    def comment(self) -> str:
        self.comments += 1
        return f"# c{self.comments}."

    def above(self, column: int) -> Iterator[str]:
        if self.chance():
            yield " " * column + self.comment()
        if self.chance():
            yield ""

    def behind(self) -> str:
        return "  " + self.comment() if self.chance() else ""

    def block(self, value: Any, column: int) -> Iterator[str]:
        entries = value.items() if isinstance(value, dict) else ((None, item) for item in value)
        for key, item in entries:
            yield from self.above(column)
            yield from self.entry(key, item, column)

    def entry(self, key: str | None, item: Any, column: int) -> Iterator[str]:
        start = " " * column + ("-" if key is None else key_text(key))
        if isinstance(item, dict | list) and item and not self.chance():
            if key is None:
                yield from self.below_dash(start, item, column + 2)
            else:
                yield start + self.behind()
                yield from self.block(item, column + (self.step if isinstance(item, dict) else self.dash))
        elif isinstance(item, str) and re.fullmatch(r"([a-z]+\n+)*[a-z]+\n?", item) and not self.chance():
            margin = " " * (column + 2)
            yield f"{start} |{'' if item.endswith(chr(10)) else '-'}{self.behind()}"
            yield from (margin + line if line else "" for line in item.removesuffix("\n").split("\n"))
        elif item is None and self.chance():
            yield start + self.behind()
        else:
            yield f"{start} {self.one_line(item)}{self.behind()}"

    def below_dash(self, start: str, item: Any, column: int) -> Iterator[str]:
        lines = list(self.block(item, column))
        if lines[0].strip() and not lines[0].lstrip().startswith("#") and not self.chance():
            yield f"{start} {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield start
            yield from lines

    def one_line(self, item: Any) -> str:
        style = "'" if self.chance() else '"' if self.chance() else ""
        return flow(item, style if isinstance(item, str) and (style or is_plain(item, False)) else "")


@st.composite
def documents(draw: Any) -> tuple[str, Any]:
    data = draw(DOCUMENTS)
    hand = Hand(draw)
    lines = [*hand.block(data, 0), *hand.above(0)]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(lines) + (newline if draw(st.booleans()) else ""), data


def _paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    if isinstance(data, dict | list):
        for key, item in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _paths(item, (*path, key))


def _at(data: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


def _edits(data: Any) -> st.SearchStrategy[Edit]:
    paths = list(_paths(data))
    lists = [path for path in paths if isinstance(_at(data, path), list)]
    mappings = [path for path in paths if isinstance(_at(data, path), dict)]
    kinds: list[st.SearchStrategy[Edit]] = [st.builds(kind, st.sampled_from(paths[1:])) for kind in (Delete,)]
    kinds.append(st.builds(Set, st.sampled_from(paths[1:]), DATA))
    if mappings:
        kinds.append(
            st.builds(
                lambda path, key, value: Set((*path, key), value), st.sampled_from(mappings), KEYS, DATA
            )
        )
    if lists:
        kinds.append(st.builds(Insert, st.sampled_from(lists), DATA, st.one_of(st.none(), st.integers(0, 4))))
    return st.one_of(kinds)


def _comments(text: str) -> set[str]:
    return set(re.findall(r"# c\d+\.", text))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_random_edits_of_random_hands(data: Any) -> None:
    text, value = data.draw(documents())
    document = read(text, file="f.yaml")
    assert same(document.data, value), text
    edits = data.draw(st.lists(_edits(value), min_size=1, max_size=5))
    try:
        rounds = arrange(document.data, edits)
    except SpliceError:
        return
    wanted = copy.deepcopy(value)
    for edit in rounds:
        wanted = apply(wanted, edit)
    after = splice(document, edits)
    assert same(read(after, file="f.yaml").data, wanted), after
    assert _comments(text) - _comments(after) <= _may_go(document, rounds.sets, rounds.deletes)


def _may_go(document: Any, sets: list[Set], deletes: list[Delete]) -> set[str]:
    """Comments inside a value that was replaced or deleted, or in a collection that was emptied."""
    gone: set[str] = set()
    for edit in sets:
        node = document.node(edit.path)
        if node is not None and node.style == "block" and edit.path:
            gone |= _inside(document, edit.path)
    for delete in deletes:
        gone |= _comments(_lines_of(document, delete.path))
        parent = delete.path[:-1]
        if len(document.node(parent).items) == sum(each.path[:-1] == parent for each in deletes):
            gone |= _inside(document, parent) if parent else _comments(document.text)
    return gone


def _lines_of(document: Any, path: tuple[Any, ...]) -> str:
    """From the key or the dash to the end of the value's last line."""
    node, parent = document.node(path), document.node(path[:-1])
    start = parent.keys[path[-1]][0] if parent.is_mapping else document.text.rfind("-", 0, node.start)
    text: str = document.text
    return text[start : node.end] + text[node.end :].partition("\n")[0]


def _inside(document: Any, path: tuple[Any, ...]) -> set[str]:
    """All but a comment behind the key or dash alone on its line."""
    node, lines = document.node(path), _lines_of(document, path)
    compact = document.text[: node.start].endswith("- ")
    return _comments(lines if compact else lines.partition("\n")[2])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_one_changed_word_is_one_changed_line(data: Any) -> None:
    text, value = data.draw(documents())
    document = read(text, file="f.yaml")
    nodes = {path: document.node(path) for path in _paths(value)}
    words = [path for path, node in nodes.items() if node and node.style in ("", "'", '"')]
    if not words:
        return
    edit = Set(
        data.draw(st.sampled_from(words)), data.draw(st.sampled_from(["new", "yes", "a: b", 7, None, True]))
    )
    after = splice(read(text, file="f.yaml"), [edit])
    before_lines, after_lines = text.split("\n"), after.split("\n")
    assert len(before_lines) == len(after_lines)
    assert sum(one != other for one, other in zip(before_lines, after_lines, strict=True)) <= 1
