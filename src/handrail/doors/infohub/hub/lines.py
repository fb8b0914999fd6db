"""Two changes of one text, line by line. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST = 4_000_000
"""Pairs of lines that are compared; larger texts are one piece."""


@dataclass(frozen=True, slots=True)
class Woven:
    text: str
    clean: bool
    """Whether no line was changed on both sides in different ways."""


def weave(base: str, ours: str, theirs: str) -> Woven:
    """Both sides' changes of `base`; where they meet, theirs."""
    if ours in (base, theirs):
        return Woven(theirs, True)
    if theirs == base:
        return Woven(ours, True)
    o, a, b = (text.splitlines(keepends=True) for text in (base, ours, theirs))
    if max(len(o) * len(a), len(o) * len(b)) > MOST:
        return Woven(theirs, False)
    made: list[str] = []
    clean = True
    for start, end, left, right in pieces(len(o), hunks(o, a), hunks(o, b)):
        mine, yours = applied(o, a, start, end, left), applied(o, b, start, end, right)
        same = o[start:end]
        clean = clean and (mine in (same, yours) or yours == same)
        made += mine if yours == same else yours
    return Woven("".join(made), clean)


Hunk = tuple[int, int, int, int]


def hunks(old: Sequence[str], new: Sequence[str]) -> list[Hunk]:
    """What differs: (from, to) of the old lines, and the new ones that stand there."""
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


def pieces(length: int, left: list[Hunk], right: list[Hunk]) -> list[tuple[int, int, list[Hunk], list[Hunk]]]:
    """The old text cut so that changes which touch each other stand in one piece."""
    found: list[tuple[int, int, list[Hunk], list[Hunk]]] = []
    sides, at = (list(left), list(right)), 0
    while any(sides):
        group: tuple[list[Hunk], list[Hunk]] = ([], [])
        start, end = min(side[0][:2] for side in sides if side)
        found.append((at, start, [], []))
        while (which := touching(sides, start, end, bool(any(group)))) is not None:
            hunk = sides[which].pop(0)
            group[which].append(hunk)
            end = max(end, hunk[1])
        found.append((start, end, *group))
        at = end
    return [*found, (at, length, [], [])]


def touching(sides: tuple[list[Hunk], list[Hunk]], start: int, end: int, begun: bool) -> int | None:
    """The side whose next change meets the piece from `start` to `end`; both may put lines at one place."""
    for which, side in enumerate(sides):
        if not side:
            continue
        first, last = side[0][:2]
        if first < end or (first == last == start == end) or (not begun and (first, last) == (start, end)):
            return which
    return None


def applied(
    old: Sequence[str], new: Sequence[str], start: int, end: int, changes: Sequence[Hunk]
) -> list[str]:
    """The lines from `start` to `end` with these changes in them."""
    made: list[str] = []
    at = start
    for i1, i2, j1, j2 in changes:
        made += old[at:i1]
        made += new[j1:j2]
        at = i2
    return [*made, *old[at:end]]
