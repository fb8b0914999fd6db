"""Words of a text that feedback hangs on, found again after the text was changed. Pure, no Django and no database.

The words are kept with what stood around them. The same words are found first, where they stand several times those
with the likest surroundings; then words between the same surroundings; then the likest words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

AROUND = 100
"""Letters of surroundings that are kept."""
SHORTEST = 12
"""Of fewer letters, likeness says little: they are found by themselves or by their surroundings."""
ALIKE = 75.0
"""Percent of likeness from which other words count as these."""
AT_LEAST = 60.0
"""The same for all the words that such a stretch touches."""
NEAR = 24
"""Letters of a surrounding that have to be the same, where the words themselves are other ones."""
GROWN = 3
"""So many times as long may words become between the same surroundings."""
LONGEST = 200_000
MOST = 500
"""Places at which the same words are looked at."""


@dataclass(frozen=True, slots=True)
class Anchor:
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the words stand now in the plain text. `same`: they are the words of then."""

    start: int
    end: int
    same: bool


def plain(text: str) -> str:
    """Without what is no word: every space is one space."""
    return " ".join(text[:LONGEST].split())


def anchored(text: str, quote: str) -> Anchor | None:
    """The words with their surroundings; None where they do not stand there."""
    whole, words = plain(text), plain(quote)
    if not words:
        return None
    start = whole.find(words)
    found = Found(start, start + len(words), True) if start >= 0 else likest(whole, words)
    if found is None:
        return None
    before, after = whole[max(0, found.start - AROUND) : found.start], whole[found.end :][:AROUND]
    return Anchor(whole[found.start : found.end], before, after)


def around(before: str, after: str, most: int) -> tuple[str, str]:
    """What stands on either side, in whole words."""
    start, end = before.find(" ", max(0, len(before) - most)), after.rfind(" ", 0, most)
    return (
        before if len(before) <= most else "…" + before[start if start >= 0 else -most :],
        after if len(after) <= most else after[: end if end > 0 else most] + "…",
    )


def locate(text: str, anchor: Anchor) -> Found | None:
    """Where they stand now; None where they are lost."""
    whole = plain(text)
    same = list(places(whole, anchor.quote)) if anchor.quote else []
    if same:
        start = max(same, key=lambda place: (fits(whole, place, place + len(anchor.quote), anchor), -place))
        return Found(start, start + len(anchor.quote), True)
    return between(whole, anchor) or likest(whole, anchor.quote)


def places(whole: str, words: str) -> Iterator[int]:
    """The first of them: a text of one letter has these words at each, and each is looked at."""
    start, count = whole.find(words), 0
    while start >= 0 and count < MOST:
        yield start
        start, count = whole.find(words, start + 1), count + 1


def fits(whole: str, start: int, end: int, anchor: Anchor) -> float:
    """How like the surroundings of then these are."""
    before = whole[max(0, start - len(anchor.before)) : start] if anchor.before else ""
    after = whole[end : end + len(anchor.after)]
    return fuzz.ratio(before, anchor.before) + fuzz.ratio(after, anchor.after)


def between(whole: str, anchor: Anchor) -> Found | None:
    """Other words between the same surroundings."""
    before, after = anchor.before[-NEAR:], anchor.after[:NEAR]
    if len(before) < NEAR or len(after) < NEAR:
        return None
    most = GROWN * len(anchor.quote) + NEAR
    for place in places(whole, before):
        start = place + len(before)
        end = whole.find(after, start, start + most + len(after))
        if end > start and whole[start:end].strip():
            return Found(start, end, False)
    return None


def likest(whole: str, words: str) -> Found | None:
    """The stretch that is most like these words, to the ends of its words; None where none is like them."""
    if len(words) < SHORTEST:
        return None
    if len(whole) <= len(words):
        return Found(0, len(whole), False) if fuzz.ratio(words, whole) >= ALIKE else None
    found = fuzz.partial_ratio_alignment(words, whole, score_cutoff=ALIKE)
    if found is None:
        return None
    start, end = to_words(whole, found.dest_start, found.dest_end)
    return Found(start, end, False) if fuzz.ratio(words, whole[start:end]) >= AT_LEAST else None


def to_words(whole: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of whole words that this one touches."""
    while start > 0 and not whole[start - 1].isspace() and not whole[start : start + 1].isspace():
        start -= 1
    while end < len(whole) and not whole[end].isspace() and not whole[end - 1].isspace():
        end += 1
    while start < end and whole[start].isspace():
        start += 1
    while end > start and whole[end - 1].isspace():
        end -= 1
    return start, end
