from __future__ import annotations

import copy
import datetime as dt
import difflib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handrail.kit.yamlio import Delete, Edit, Insert, Set, SpliceError, read, splice
from handrail.kit.yamlio.dumping import flow, is_plain, key_text
from handrail.kit.yamlio.edits import apply, arrange, same

PLAN = """\
# Success plan, kept by hand
metadata:
  version: "1.0"   # shown to the customer
  status: 'at risk'
  owner: {name: Ann, email: ann@example.com}  # lead
  updated: 2026-11-01
  note: |  # free text
    one

    two
  folded: >-
    some long
    text

# What we promised
outcomes:
  # about the first
  - id: O1   # first
    # inside the first
    target: 6
    tags: [speed, cost]
  # about the second
  - id: O2
    owner:
  - id: O3

unknown_key:   # keep me
  x:   1
empty: []
nothing:
last: end  # no newline after me"""


def changed(edits: list[Edit], text: str = PLAN) -> str:
    """The lines that went (-) and came (+)."""
    after = splice(read(text, file="f.yaml"), edits)
    lines = difflib.ndiff(text.split("\n"), after.split("\n"))
    return "\n".join(line.rstrip() for line in lines if line[0] in "-+")


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (Set(("last",), "start"), "- last: end  # no newline after me\n+ last: start  # no newline after me"),
        (
            Set(("metadata", "version"), "2.0"),
            '-   version: "1.0"   # shown to the customer\n+   version: "2.0"   # shown to the customer',
        ),
        (Set(("metadata", "status"), "it's ok"), "-   status: 'at risk'\n+   status: 'it''s ok'"),
        (
            Set(("metadata", "updated"), dt.date(2026, 11, 21)),
            "-   updated: 2026-11-01\n+   updated: 2026-11-21",
        ),
        (Set(("metadata", "updated"), "2026-11-21"), '-   updated: 2026-11-01\n+   updated: "2026-11-21"'),
        (Set(("metadata", "version"), "1.0"), ""),
        (
            Set(("metadata", "owner", "name"), "Bo, jr"),
            "-   owner: {name: Ann, email: ann@example.com}  # lead\n"
            '+   owner: {name: "Bo, jr", email: ann@example.com}  # lead',
        ),
        (
            Set(("metadata", "owner", "job"), None),
            "-   owner: {name: Ann, email: ann@example.com}  # lead\n"
            "+   owner: {name: Ann, email: ann@example.com, job: null}  # lead",
        ),
        (
            Set(("metadata", "owner"), {"name": "Bo"}),
            "-   owner: {name: Ann, email: ann@example.com}  # lead\n+   owner:  # lead\n+     name: Bo",
        ),
        (Set(("metadata", "note"), "one\n\n2\n"), "-     two\n+     2"),
        (
            Set(("metadata", "folded"), "a\nb"),
            "-     some long\n-     text\n+     a\n+\n+     b",
        ),
        (Set(("metadata", "phase"), "develop"), "+   phase: develop"),
        (Set(("outcomes", 1, "owner"), "yes"), '-     owner:\n+     owner: "yes"'),
        (Set(("outcomes", 2, "owner", "name"), "Bo"), "+     owner:\n+       name: Bo"),
        (Set(("outcomes", 2), "none"), "-   - id: O3\n+   - none"),
        (Set(("unknown_key",), 1), "- unknown_key:   # keep me\n+ unknown_key: 1   # keep me\n-   x:   1"),
        (Set(("nothing",), [1]), "+   - 1"),
        (
            Delete(("outcomes", 0)),
            "-   - id: O1   # first\n-     # inside the first\n-     target: 6\n-     tags: [speed, cost]",
        ),
        (
            Delete(("outcomes", 0, "id")),
            "-   - id: O1   # first\n-     # inside the first\n+   - # inside the first",
        ),
        (Delete(("outcomes", 0, "target")), "-     target: 6"),
        (Delete(("outcomes", 0, "tags", 0)), "-     tags: [speed, cost]\n+     tags: [cost]"),
        (Delete(("outcomes", 0, "tags", 1)), "-     tags: [speed, cost]\n+     tags: [speed]"),
        (Delete(("outcomes", 2)), "-   - id: O3"),
        (Delete(("outcomes", 2, "id")), "-   - id: O3\n+   - {}"),
        (
            Delete(("unknown_key", "x")),
            "- unknown_key:   # keep me\n+ unknown_key: {}   # keep me\n-   x:   1",
        ),
        (Delete(("metadata", "owner")), "-   owner: {name: Ann, email: ann@example.com}  # lead"),
        (Insert(("outcomes",), {"id": "O4", "tags": ["a"]}), "+   - id: O4\n+     tags:\n+       - a"),
        (Insert(("outcomes",), {"id": "O4"}, 1), "+   - id: O4"),
        (Insert(("outcomes",), "first", 0), "+   - first"),
        (
            Insert(("outcomes", 0, "tags"), "a: b"),
            '-     tags: [speed, cost]\n+     tags: [speed, cost, "a: b"]',
        ),
        (Insert(("outcomes", 0, "tags"), "x", 0), "-     tags: [speed, cost]\n+     tags: [x, speed, cost]"),
        (Insert(("outcomes", 1, "owner"), "Ann"), "+       - Ann"),
        (Insert(("outcomes", 1, "tags"), "new"), "+     tags:\n+       - new"),
        (Insert(("empty",), "012"), '- empty: []\n+ empty:\n+   - "012"'),
    ],
)
def test_one_edit_touches_only_its_lines(edit: Edit, lines: str) -> None:
    assert changed([edit]) == lines


def test_a_deleted_last_line_leaves_the_file_without_final_newline() -> None:
    assert splice(read(PLAN, file="f"), [Delete(("last",))]).endswith("\nnothing:")
    assert splice(read(PLAN, file="f"), [Set(("more",), 1)]).endswith("# no newline after me\nmore: 1")


def test_many_edits_mean_the_document_as_it_was_read() -> None:
    edits = [
        Delete(("outcomes", 0)),
        Set(("outcomes", 1, "owner"), "Bo"),
        Insert(("outcomes",), {"id": "between"}, 2),
        Insert(("outcomes",), {"id": "end 1"}),
        Insert(("outcomes",), {"id": "end 2"}),
        Set(("made", "here", "a"), 1),
        Set(("made", "here", "b"), 2),
        Insert(("made", "list"), "x"),
        Insert(("made", "list"), "y"),
    ]
    data = read(splice(read(PLAN, file="f"), edits), file="f").data
    assert data["outcomes"] == [
        {"id": "O2", "owner": "Bo"},
        *({"id": name} for name in ("between", "O3", "end 1", "end 2")),
    ]
    assert data["made"] == {"here": {"a": 1, "b": 2}, "list": ["x", "y"]}


def test_lists_keep_the_indentation_the_file_has() -> None:
    flat = "a:\n- x\nb: []\n"
    assert (
        splice(read(flat, file="f"), [Insert(("a",), "y"), Insert(("b",), "z")]) == "a:\n- x\n- y\nb:\n- z\n"
    )
    wide = "a:\n    b:\n        - x\n"
    assert (
        splice(read(wide, file="f"), [Set(("a", "c"), {"d": [1]})])
        == wide + "    c:\n        d:\n            - 1\n"
    )


def test_crlf_and_bom_survive() -> None:
    text = "\ufeffa: 1\r\nb:\r\n  - x\r\n"
    after = splice(read(text.encode(), file="f"), [Set(("a",), 2), Insert(("b",), {"k": "one\ntwo"})])
    assert after == "\ufeffa: 2\r\nb:\r\n  - x\r\n  - k: |-\r\n      one\r\n      two\r\n"


@pytest.mark.parametrize(
    ("text", "edits", "after"),
    [
        ("# only this\n", [Set(("a", "b"), 1)], "# only this\na:\n  b: 1\n"),
        ("", [Set(("a",), 1)], "a: 1\n"),
        ("{}\n", [Set(("a",), 1)], "{a: 1}\n"),
        ("- - a\n  - b\n", [Delete((0, 0))], "- - b\n"),
        ("- - a\n", [Insert((0,), "z", 0), Insert((), "y", 0)], "- y\n- - z\n  - a\n"),
        ("- a\n- - b\n", [Insert((1,), "c"), Insert((), "d")], "- a\n- - b\n  - c\n- d\n"),
        ("m: {x: 1}\nk: |+\n  keep\n\n", [Set(("z",), 1)], "m: {x: 1}\nk: |+\n  keep\n\nz: 1\n"),
        ("k: |\n  no newline", [Set(("z",), 1)], "k: |\n  no newline\nz: 1"),
        ("- x\n-\n  # about\n  a: 1\n", [Set((1, "a"), 2)], "- x\n-\n  # about\n  a: 2\n"),
        ("a: &x 1\nb: *x\n", [Set(("b",), 2)], "a: &x 1\nb: 2\n"),
        ("a: 1 # c\n", [Set(("a",), "x\ny\n")], "a: | # c\n  x\n  y\n"),
        ("a: {b: [1, 2, 3]}\n", [Delete(("a", "b", 0)), Delete(("a", "b", 2))], "a: {b: [2]}\n"),
        ("a: [1, 2]\n", [Delete(("a", 0)), Delete(("a", 1))], "a: []\n"),
        ("a: [1, 2]\n", [Insert(("a",), 3), Insert(("a",), 4)], "a: [1, 2, 3, 4]\n"),
        ("a:\n  - 1\n  - 2\n", [Delete(("a", 0)), Delete(("a", 1)), Insert(("a",), 3)], "a:\n  - 3\n"),
        ("- a: 1\n  b: 2\n  c: 3\n", [Delete((0, "a")), Delete((0, "b"))], "- c: 3\n"),
        ("- a: 1\n  # c\n  b: 2\n  c: 3\n", [Delete((0, "a")), Delete((0, "b"))], "- # c\n  c: 3\n"),
        ("- a\n# c\n- b\n- d\n", [Delete((0,)), Delete((1,))], "# c\n- d\n"),
        ("? a\n: 1\n# c\nb: 2\n", [Set(("b",), 3)], "? a\n: 1\n# c\nb: 3\n"),
    ],
)
def test_shapes(text: str, edits: list[Edit], after: str) -> None:
    assert splice(read(text, file="f"), edits) == after


@pytest.mark.parametrize(
    "text", ["? a\n: 1\nb: 2\n", "a: &x 1\nb: *x\n", "{? a : 1}\n", "[a: 1]\n", "a: !!str 1\n"]
)
def test_odd_spellings_are_written_anew_rather_than_wrongly(text: str) -> None:
    document = read(text, file="f")
    path: Any = (0, "a") if isinstance(document.data, list) else ("a",)
    after = read(splice(document, [Set(path, {"new": [1, "x\ny"]})]), file="f")
    wanted = apply(copy.deepcopy(document.data), Set(path, {"new": [1, "x\ny"]}))
    assert same(after.data, wanted)


@pytest.mark.parametrize(
    "edits",
    [
        [Set(("last", "deeper"), 1)],
        [Set(("outcomes", 9), 1)],
        [Set(("outcomes", "name"), 1)],
        [Delete(("gone",))],
        [Delete(())],
        [Insert(("last",), 1)],
        [Delete(("outcomes", 0)), Set(("outcomes", 0, "id"), 1)],
        [Delete(("outcomes", 0)), Insert(("outcomes", 0, "tags"), 1)],
        [Set(("outcomes",), []), Delete(("outcomes", 0))],
    ],
)
def test_edits_without_a_place_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(SpliceError):
        splice(read(PLAN, file="f"), edits)


def test_an_unreadable_document_is_not_written_into() -> None:
    with pytest.raises(SpliceError):
        splice(read("a: 'x\n", file="f"), [Set(("a",), 1)])


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
