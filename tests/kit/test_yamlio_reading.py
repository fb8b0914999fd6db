from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from handrail.kit.yamlio import Limits, read

SHARED = Path(os.environ.get("HANDRAIL_SHARED") or Path(__file__).parents[3] / "shared")
SUITE = SHARED / "data" / "hostile" / "yaml__yaml-test-suite" / "src"


def codes(source: str | bytes, **wishes: Any) -> list[str]:
    return [problem.code for problem in read(source, file="f.yaml", **wishes).problems]


def place(source: str | bytes) -> tuple[int, int]:
    problem = read(source, file="f.yaml").problems[0]
    return problem.line, problem.column


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("on", "on"),
        ("no", "no"),
        ("off", "off"),
        ("12", 12),
        ("-7", -7),
        ("0", 0),
        ("0777", "0777"),
        ("0x1F", "0x1F"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("99999999999999999999", "99999999999999999999"),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("1e999", "1e999"),
        ("1.2.3", "1.2.3"),
        (".nan", ".nan"),
        ("-.inf", "-.inf"),
        (".", "."),
        ("e5", "e5"),
        ("null", None),
        ("~", None),
        ("", None),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ("2026-11-21", dt.date(2026, 11, 21)),
        ("2026-02-31", "2026-02-31"),
        ("2026-11-21T09:00:00Z", dt.datetime(2026, 11, 21, 9, tzinfo=dt.UTC)),
        ("2026-11-21 09:30", dt.datetime(2026, 11, 21, 9, 30)),
        ("2026-11-21 09:30:00 +02:00", dt.datetime(2026, 11, 21, 7, 30, tzinfo=dt.UTC)),
        ("<<", "<<"),
        ("=", "="),
    ],
)
def test_what_a_word_means(written: str, value: object) -> None:
    found = read(f"key: {written}\n", file="f.yaml").data["key"]
    assert (type(found), found) == (type(value), value)


def test_keys_are_text_as_written() -> None:
    document = read("1: a\ntrue: b\n2026-01-15: c\n~: d\n", file="f.yaml")
    assert document.data == {"1": "a", "true": "b", "2026-01-15": "c", "~": "d"}


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("a: 1\nb: 2\na: 3\n", "duplicate_key", 3, 1),
        ("x:\n  a: {b: 1, b: 2}\n", "duplicate_key", 2, 13),
        ("a: 1\n---\nb: 2\n", "documents", 2, 1),
        ("a:\n\tb: 1\n", "tab", 2, 1),
        (b"a: 1\nb: caf\xe9\n", "encoding", 2, 7),
        ("a: 1\n".encode("utf-16"), "encoding", 1, 1),
        (b"", "empty", 1, 1),
        ("\n \n", "empty", 1, 1),
        ("# only a comment\n", "empty", 1, 1),
        ("---\n", "empty", 1, 1),
        ("a: b: c\n", "syntax", 1, 5),
        ("a: 1\nb: 'open\nc: 2\n", "syntax", 2, 4),
        ("a:\n  b: 1\n c: 2\n", "syntax", 3, 2),
        ("a: *gone\n", "alias", 1, 4),
        ("a: &a [*a]\n", "alias", 1, 8),
        ("a: {b: 1}\nc:\n  <<: {d: 1}\n", "merge_key", 3, 3),
        ("? [a]\n: 1\n", "key", 1, 3),
        ("a: !!python/object/apply:os.system [x]\n", "tag", 1, 4),
        ("a: x\x07y\n", "character", 1, 5),
        ("a: \ud800\n", "character", 1, 4),
        ("a: 1\r\nb: 2\r\na: 3\r\n", "duplicate_key", 3, 1),
    ],
)
def test_faults_are_named_where_they_stand(source: str | bytes, code: str, line: int, column: int) -> None:
    problem = read(source, file="f.yaml").problems[0]
    assert (problem.code, problem.line, problem.column) == (code, line, column)
    assert problem.message and problem.fix


def test_a_mapping_can_be_asked_for() -> None:
    assert codes("- a\n", mapping=True) == ["not_a_mapping"]
    assert codes("- a\n") == []
    assert codes("a: 1\n", mapping=True) == []


def test_a_duplicate_key_leaves_the_rest_readable() -> None:
    assert read("a: 1\na: {x: [2]}\nb: 3\n", file="f").data == {"a": 1, "b": 3}


def test_bom_and_crlf_are_remembered() -> None:
    document = read("\ufeffa: 1\r\nb: 2\r\n".encode(), file="f.yaml")
    assert (document.data, document.bom, document.newline, document.ok) == (
        {"a": 1, "b": 2},
        True,
        "\r\n",
        True,
    )
    assert document.mark(("b",)) == (2, 4)


def test_few_small_aliases_are_followed_as_copies() -> None:
    document = read("a: &x {k: 1}\nb: *x\n", file="f.yaml")
    assert document.ok
    document.data["a"]["k"] = 2
    assert document.data["b"] == {"k": 1}


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 10)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize("opening", ["[", "- ", "{a: ", "? ", "- - ", "[? ", "- ? "])
def test_deep_nesting_stops_early(opening: str) -> None:
    assert "too_deep" in codes(opening * 100_000)


def test_deep_indentation_stops_early() -> None:
    assert "too_deep" in codes("".join(" " * depth + "a:\n" for depth in range(2_000)))


def test_bombs_are_refused() -> None:
    assert codes(BOMB) == ["alias"]
    assert codes("a: &a 1\nb: [" + "*a, " * 30 + "]\n") == ["alias"]
    assert codes("%TAG !a! b\n" * 100_000) == ["directives"]
    assert codes("[" + "a," * 300_000 + "]") == ["too_big"]
    assert codes("a" * 5_000_000) == ["too_big"]
    assert codes(b"a: 1\n", limits=Limits(bytes=3)) == ["too_big"]


def test_many_problems_are_cut_short() -> None:
    assert len(codes("a: 1\n" * 1_000)) == Limits().problems


def test_marks() -> None:
    source = "# head\nplan:\n  owner: Ann # lead\n  risks:\n    - id: R1\n      due:\n    - [a, {b: c}]\n"
    document = read(source, file="f.yaml")
    assert document.mark(("plan", "owner")) == (3, 10)
    assert document.mark(("plan",)) == (2, 1)
    assert document.mark(("plan", "risks", 0)) == (5, 7)
    assert document.mark(("plan", "risks", 0, "due")) == (6, 7)
    assert document.mark(("plan", "risks", 1, 1, "b")) == (7, 15)
    assert document.mark(("plan", "risks", 0, "owner", "name")) == (5, 7)
    assert document.mark(("nothing", 3)) == (2, 1)


def test_marks_count_characters_not_bytes() -> None:
    document = read("a: {é😀: 1, b: 2}\n", file="f.yaml")
    assert document.mark(("a", "b")) == (1, 15)


def test_indent() -> None:
    assert read("a:\n    b: 1\n", file="f").indent == 4
    assert read("a: 1\n", file="f").indent == 2


@given(st.binary(max_size=60))
def test_any_bytes_are_survived(source: bytes) -> None:
    document = read(source, file="f.yaml", mapping=True)
    assert document.ok == isinstance(document.data, dict) or document.problems


@given(st.text(st.sampled_from("ab:-?[]{}#&*!|>'\"%@`,\n\r\t \\.0~<=é\x85\u2028"), max_size=60))
def test_any_yaml_like_text_is_survived(source: str) -> None:
    document = read(source, file="f.yaml")
    for problem in document.problems:
        assert 1 <= problem.line <= len(document.line_starts)
        assert problem.column >= 1
    assert document.data is None or document.root is not None


def _cases() -> list[tuple[str, str, bool]]:
    cases: list[tuple[str, str, bool]] = []
    for path in sorted(SUITE.glob("*.yaml")):
        inherited: dict[str, Any] = {}
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            inherited |= case
            text = _decoded(inherited["yaml"])
            cases.append((f"{path.stem}:{number}", text, bool(case.get("fail", inherited.get("fail")))))
    return cases


def _decoded(text: str) -> str:
    """The suite's marks for what cannot be seen."""
    for mark, meant in (
        ("␣", " "),
        ("»", "\t"),
        ("—", ""),
        ("←", "\r"),
        ("⇔", "\ufeff"),
        ("↵", ""),
        ("∎\n", ""),
    ):
        text = text.replace(mark, meant)
    return text


def _fails_in_pyyaml(text: str) -> bool:
    try:
        list(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:
        return True
    return False


@pytest.mark.skipif(not SUITE.is_dir(), reason="the YAML test suite is not in the shared folder")
def test_the_yaml_test_suite_is_survived() -> None:
    for path in SUITE.glob("*.yaml"):
        read(path.read_bytes(), file=path.name)
    cases = _cases()
    assert len(cases) >= 351
    silent = [
        name for name, text, fails in cases if fails and _fails_in_pyyaml(text) and read(text, file=name).ok
    ]
    assert silent == []
    refused = [
        name
        for name, text, fails in cases
        if not fails and "syntax" in codes(text) and not _fails_in_pyyaml(text)
    ]
    assert refused == []
