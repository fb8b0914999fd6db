"""Words are found again whatever happens around them, and what is not there is not found."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from handrail.kit.words import shortened
from handrail.record.feedback.anchors import MOST, Anchor, anchored, around, locate, places, plain

WORDS = st.lists(st.text("abcdefghij éß", min_size=1, max_size=9).filter(str.strip), min_size=4, max_size=40)
OTHERS = st.lists(st.text("qrstuvwxyz", min_size=1, max_size=9), max_size=30)


def joined(words):
    return plain(" ".join(words))


@given(WORDS, st.data(), OTHERS, OTHERS)
def test_what_stands_around_may_change(words, data, front, back):
    """Anything may be written before and behind: the same words are the same words."""
    text = joined(words)
    start = data.draw(st.integers(0, len(text) - 2))
    quote = plain(text[start : start + data.draw(st.integers(2, 60))])
    assume(quote)
    anchor = anchored(text, quote)
    assert anchor is not None and anchor.quote == quote
    later = joined([*front, text, *back])
    found = locate(later, anchor)
    assert found is not None and found.same
    assert later[found.start : found.end] == quote
    if later.count(quote) == 1:
        assert found.start == later.index(quote)


@given(WORDS, WORDS, WORDS, OTHERS)
def test_of_equal_words_those_between_the_same_neighbours(first, second, third, more):
    """The words stand twice, and what comes in front of both moves them: the ones that were meant are found."""
    quote, left, right = "exactly these words", joined(first) + " 1", joined(second) + " 2"
    text = f"{left} {quote} {joined(third)} 3 {right} {quote} the end"
    anchor = Anchor(quote, f"{right} "[-100:], " the end")
    later = joined(more) + " " + text + " of it"
    found = locate(later, anchor)
    assert found is not None
    assert plain(later)[found.end :].startswith(" the end")


@given(WORDS, WORDS, OTHERS)
def test_other_words_between_the_same_neighbours(first, second, instead):
    before, after = "we said in the beginning of it all, ", " and that is how it shall stay for good"
    assume(plain(" ".join(instead)))
    said = joined(instead)[:80].strip()
    quote = "what stood here before"
    text = f"{joined(first)} {before}{quote}{after} {joined(second)}"
    anchor = anchored(text, quote)
    assert anchor is not None
    later = plain(f"{joined(first)} {before}{said}{after} {joined(second)}")
    found = locate(later, anchor)
    assert found is not None
    assert later[found.start : found.end] == said


@given(st.text(max_size=300), st.text(max_size=80), st.text(max_size=60), st.text(max_size=60))
def test_what_is_found_is_alike_and_inside(text, quote, before, after):
    """Whatever stands there: nothing is found outside of the text, and nothing that is neither alike nor between."""
    anchor, whole = Anchor(plain(quote), before, after), plain(text)
    found = locate(text, anchor)
    if found is None:
        assert not anchor.quote or anchor.quote not in whole
        return
    assert 0 <= found.start < found.end <= len(whole)
    words = whole[found.start : found.end]
    between = whole[: found.start].endswith(before[-24:]) and whole[found.end :].startswith(after[:24])
    assert words == anchor.quote if found.same else between or fuzz.ratio(words, anchor.quote) >= 60


def test_a_corrected_slip_and_a_lost_sentence():
    anchor = anchored("We freeze on Fridays, sinc nobody is there.", "freeze on Fridays, sinc nobody")
    assert anchor is not None
    found = locate("Since May: we freeze on Fridays, since nobody is in.", anchor)
    assert found is not None and not found.same
    assert locate("Everything is new here, and nothing of that stands any more.", anchor) is None
    assert anchored("We freeze on Fridays.", "something else altogether here") is None


def test_a_text_of_one_letter_is_not_looked_at_everywhere():
    assert len(list(places("a" * 200_000, "aa"))) == MOST
    assert locate("a" * 200_000, Anchor("c" * 2_000, "a" * 100, "a" * 23 + "b")) is None
    assert locate("a" * 200_000, Anchor("a" * 20, "b", "c")) is not None


def whole_words(part: str, of: str) -> bool:
    return f" {part} " in f" {of} "


@given(st.lists(st.text("abcé", min_size=1, max_size=9), min_size=12, max_size=60), st.integers(30, 90))
def test_nothing_is_cut_within_a_word(words, most):
    """A quote that is too long for a list, and what stands around one."""
    text = " ".join(words)
    short = shortened(text, most)
    assert len(short) <= most and whole_words(short.removesuffix("…"), text)
    half = len(words) // 2
    before, after = f"{' '.join(words[:half])} ", f" {' '.join(words[half:])}"
    for part, of in zip(around(before, after, 40), (before, after), strict=True):
        assert len(part) <= 42 and whole_words(part.strip("…").strip(), of.strip()), part
