"""What waits for what, as boxes and lines for an SVG, and as a table for who reads no picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from handrail.record.decisions.chains import Spot, ahead, places, whole
from handrail.record.decisions.graph import MOST_DRAWN, Graph
from handrail.record.decisions.models import Decision
from handrail.record.decisions.states import OPEN

from .answers import at

WIDTH, HEIGHT, ACROSS, DOWN, EDGE = 208, 64, 72, 20, 12
LETTERS, LINES = 26, 2
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Box:
    row: Decision
    url: str
    x: int
    y: int
    lines: list[str]
    open: bool
    chained: bool
    holds: int
    """How many wait for it; told on a bottleneck alone."""

    @property
    def right(self) -> int:
        return self.x + WIDTH

    @property
    def look(self) -> str:
        return " ".join(
            word
            for word, is_ in (("open", self.open), ("chained", self.chained), ("neck", self.holds))
            if is_
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    width: int
    height: int
    boxes: list[Box]
    paths: list[tuple[str, bool]]
    """A line, and whether it is one of the longest chain."""
    left_out: int


def drawn(found: Graph) -> Drawing:
    """What has to be decided first stands on the left. Single ones are left to the table."""
    tied = {pk for edge in found.edges for pk in edge}
    ranked = sorted(tied, key=lambda pk: (pk not in found.whole.chain, -found.whole.holds.get(pk, 0), pk))
    shown = set(ranked[:MOST_DRAWN])
    edges = [edge for edge in found.edges if shown.issuperset(edge)]
    spots = places(whole(shown, edges), edges)
    necks = {row.pk: count for row, count in found.bottlenecks()}
    chain = set(pairwise(reversed(found.whole.chain)))
    boxes = [
        box(found.rows[pk], spots[pk], pk in found.whole.chain, necks.get(pk, 0)) for pk in sorted(shown)
    ]
    at_ = {one.row.pk: one for one in boxes}
    return Drawing(
        width=max((one.right for one in boxes), default=0) + EDGE,
        height=max((one.y + HEIGHT for one in boxes), default=0) + EDGE + DOWN,
        boxes=boxes,
        paths=[(line(at_[other], at_[one]), (one, other) in chain) for one, other in edges],
        left_out=len(tied) - len(shown),
    )


def box(row: Decision, spot: Spot, chained: bool, holds: int) -> Box:
    x, y = EDGE + spot.column * (WIDTH + ACROSS), EDGE + spot.row * (HEIGHT + DOWN)
    return Box(row, at("decision", row.key), x, y, broken(row.title), row.state in OPEN, chained, holds)


def line(first: Box, then: Box) -> str:
    """From what comes first to what waits for it."""
    y1, y2 = first.y + HEIGHT // 2, then.y + HEIGHT // 2
    bend = max(ACROSS // 2, (then.x - first.right) // 2)
    if y1 == y2 and then.x - first.right > ACROSS:  # round the boxes between them
        low = y1 + HEIGHT
        return f"M{first.right} {y1}C{first.right + bend} {low} {then.x - bend} {low} {then.x} {y2}"
    return f"M{first.right} {y1}C{first.right + bend} {y1} {then.x - bend} {y2} {then.x} {y2}"


def broken(title: str) -> list[str]:
    """A title over two lines."""
    lines: list[str] = [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    if len(lines) > LINES or any(len(one) > LETTERS for one in lines):
        lines = [one[:LETTERS] for one in lines[:LINES]]
        lines[-1] = lines[-1][: LETTERS - 1].rstrip() + "…"
    return lines


@dataclass(frozen=True, slots=True)
class Listed:
    row: Decision
    url: str
    needs: list[tuple[str, str]]
    holds: int
    chained: bool


def lines(found: Graph) -> list[Listed]:
    """The same as a table, what holds up most first."""
    waits = ahead(found.edges)
    ranked = sorted(
        found.rows, key=lambda pk: (-found.whole.holds.get(pk, 0), pk not in found.whole.chain, pk)
    )
    return [listed(found, pk, waits) for pk in ranked[:MOST_LISTED]]


def listed(found: Graph, pk: int, waits: Mapping[int, Sequence[int]]) -> Listed:
    row = found.rows[pk]
    needs = [(found.rows[other].title, at("decision", found.rows[other].key)) for other in waits.get(pk, ())]
    return Listed(row, at("decision", row.key), needs, found.whole.holds.get(pk, 0), pk in found.whole.chain)
