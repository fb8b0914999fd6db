"""Words are compared without case, accents and signs, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handrail.house.search import folding


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Café Groß", "cafe gross"),
        ("Smith-Jones & Co.", "smith jones co"),
        ("mara@example.com", "Mara example COM"),
        ("Øresund Łódź", "oresund lodz"),
        ("Газпром Ёлка", "газпром елка"),
        ("ＡＢＣ １２", "abc 12"),
    ],
)
def test_names_that_differ_in_signs_only_are_the_same(written, typed):
    assert folding.plain(written) == folding.plain(typed)


def test_scripts_without_spaces_are_found_by_any_part_of_them():
    there = set(folding.words("東京タワー"))
    for part in ("東京", "京タワ", "タ", "ー"):
        for asked in folding.asked(part):
            assert any(word.startswith(asked) for word in there), part


@given(st.text())
def test_every_word_of_a_text_is_asked_as_it_is_kept(text):
    there = set(folding.words(text))
    for asked in folding.asked(text):
        assert any(word.startswith(asked) for word in there)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert folding.plain(folding.plain(text)) == folding.plain(text)
