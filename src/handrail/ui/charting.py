"""A chart of columns with its axis and a target line, as numbers for SVG; no time, no database, no request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640.0, 200.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 8.0, 12.0, 26.0
MOST_LABELS = 7
LEAST = 1.5
"""What is nought is a line, and not nothing."""


@dataclass(frozen=True, slots=True)
class Column:
    """`height` 0 with `empty` is a period without data: a dash, and no column."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    label: str
    named: bool
    empty: bool


@dataclass(frozen=True, slots=True)
class Chart:
    columns: list[Column]
    ticks: list[tuple[float, str]]
    target_y: float | None
    floor: float


def chart(points: Sequence[tuple[str, float | None]], *, target: float | None, percent: bool) -> Chart:
    """Columns from nought, the oldest first. `percent` always goes up to a hundred."""
    known = [value for _label, value in points if value is not None]
    top = 100.0 if percent else nice(max([*known, target or 0.0, 1.0]))
    room = (WIDTH - LEFT - RIGHT) / max(len(points), 1)
    every = -(-len(points) // MOST_LABELS)
    last = len(points) - 1
    columns = [
        column(n, label, value, top, room, named=(last - n) % every == 0)
        for n, (label, value) in enumerate(points)
    ]
    ticks = [(height_of(top * part, top), short(top * part)) for part in (0.0, 0.5, 1.0)]
    line = None if target is None else height_of(min(target, top), top)
    return Chart(columns, ticks, line, height_of(0.0, top))


def column(n: int, label: str, value: float | None, top: float, room: float, *, named: bool) -> Column:
    floor = height_of(0.0, top)
    y = min(height_of(value or 0.0, top), floor - LEAST)
    x, width = LEFT + n * room + room * 0.15, room * 0.7
    return Column(
        x=rounded(x), y=y, width=rounded(width), height=rounded(floor - y), middle=rounded(x + width / 2),
        label=label, named=named, empty=value is None,
    )  # fmt: skip


def height_of(value: float, top: float) -> float:
    return rounded(TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(value, top) / top))


def nice(number: float) -> float:
    """The next round number: 1, 2, 4, 10, 20, 40, 100 ..."""
    size = 1.0
    while True:
        for step in (1, 2, 4):
            if number <= size * step:
                return size * step
        size *= 10


def rounded(number: float) -> float:
    return round(number, 1)


def short(number: float) -> str:
    return f"{number:g}"
