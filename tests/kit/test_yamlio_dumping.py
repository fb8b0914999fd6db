from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from handrail.kit.yamlio import dump, read
from handrail.kit.yamlio.edits import same

TEXT = st.one_of(
    st.text(max_size=20),
    st.text(st.sampled_from("ab:-?[]{}#&*!|>'\"%@`,\n\t \\.0~<=é\x85\u2028\ufeff"), max_size=12),
    st.sampled_from(
        ["yes", "no", "012", "1e5", "12:30", "2026-01-15", "null", "", "-", "- a", "a: b", "a #b", "<<"]
    ),
).filter(lambda text: not any("\ud800" <= letter <= "\udfff" for letter in text))
SCALARS = st.one_of(
    TEXT,
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(timezones=st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(hours=-3, minutes=30))])),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(TEXT, inner, max_size=4)),
    max_leaves=12,
)


@given(DATA)
@example({"a": ["x\n y\n", "\n", " lead\nb", "a\n  \nb", "keep\n\n"]})
@example("a\nb")
@example([[[], {}], [["x\ny"]]])
@example({"k" * 2_000: {"é\n" * 500: [1]}})
def test_what_is_written_is_read_back(data: Any) -> None:
    document = read(dump(data), file="f.yaml")
    assert same(document.data, data)
    assert [problem.code for problem in document.problems] in ([], ["empty"])


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), TEXT, min_size=1))
def test_text_stays_text_for_other_readers(data: dict[str, str]) -> None:
    assert all(isinstance(value, str) for value in yaml.safe_load(dump(data)).values())


def test_canonical_form() -> None:
    data = {
        "title": "Plan: north",
        "due": dt.date(2026, 11, 21),
        "note": "one\n\ntwo\n",
        "owners": [{"name": "Ann", "teams": ["a", ["b"]]}, {}],
        "gone": [],
        "answer": "yes",
        "count": Decimal("420000.50"),
        "long": "word " * 40 + "end",
    }
    assert dump(data) == (
        'title: "Plan: north"\n'
        "due: 2026-11-21\n"
        "note: |\n  one\n\n  two\n"
        "owners:\n  - name: Ann\n    teams:\n      - a\n      - - b\n  - {}\n"
        "gone: []\n"
        'answer: "yes"\n'
        "count: 420000.5\n" + "long: " + "word " * 40 + "end\n"
    )


class Status(StrEnum):
    OPEN = "open"


def test_values_of_the_model_are_written_plainly() -> None:
    assert dump({"s": Status.OPEN, "t": ("a",), 7: None}) == 's: open\nt:\n  - a\n"7": null\n'


@pytest.mark.parametrize("value", [float("nan"), Decimal("Infinity"), object()])
def test_what_has_no_word_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        dump({"a": value})
