"""A text with marks as somebody reads it on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.kit import marks


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("**Bold** and *soft*, ~~gone~~", "Bold and soft, gone"),
        ("See [the page](https://a.example) and `code`", "See the page and code"),
        ("## Freeze\n\n- one\n- two", "Freeze one two"),
        ("and then ## Freeze Nobody ships", "and then Freeze Nobody ships"),
        ("2 * 3 * 4 and a_b_c #4", "2 * 3 * 4 and a_b_c #4"),
        ("half** of it", "half** of it"),
        ("```\nmake it\n```", "make it"),
        ("@mara-adeyemi said <b>no</b>", "@mara-adeyemi said <b>no</b>"),
        ("---", "---"),
        ("", ""),
    ],
)
def test_its_words_without_their_marks(text, read):
    assert marks.unmarked(text) == read


@given(st.text(max_size=300))
def test_whatever_was_written_is_one_line_and_never_nothing(text):
    told = marks.unmarked(text)
    assert told == " ".join(told.split()) and bool(told) == bool(text.strip())
