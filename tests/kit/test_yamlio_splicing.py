from __future__ import annotations

import copy
import datetime as dt
import difflib
from typing import Any

import pytest

from handrail.kit.yamlio import Delete, Edit, Insert, Set, SpliceError, read, splice
from handrail.kit.yamlio.edits import apply, same

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
