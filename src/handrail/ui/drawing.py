"""Small charts as numbers for SVG; no time, no database, no request."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, PAD = 260.0, 48.0, 4.0


@dataclass(frozen=True)
class Line:
    path: str
    area: str
    target_y: float | None


@dataclass(frozen=True)
class Bar:
    x: float
    width: float
    tone: str
    label: str
    value: float


def line(points: Sequence[float], target: float | None = None) -> Line:
    """Scale the points, oldest first, into a 260 by 48 drawing; two or more are needed for a line."""
    known = [*points, *([] if target is None else [target])]
    if len(points) < 2:
        return Line("", "", None)
    low, high = min(known), max(known)
    step = WIDTH / (len(points) - 1)
    path = "M" + " ".join(f"{_short(n * step)} {_y(value, low, high)}" for n, value in enumerate(points))
    area = f"{path} L{_short(WIDTH)} {_short(HEIGHT)} L0 {_short(HEIGHT)}Z"
    return Line(path, area, None if target is None else float(_y(target, low, high)))


def bars(parts: Iterable[tuple[str, float, str]], gap: float = 0.8) -> list[Bar]:
    """Lay (label, value, tone) side by side over a width of 100."""
    kept = [part for part in parts if part[1] > 0]
    total = sum(value for _, value, _ in kept)
    room = 100 - gap * max(len(kept) - 1, 0)
    found: list[Bar] = []
    x = 0.0
    for label, value, tone in kept:
        width = value / total * room
        found.append(Bar(round(x, 2), round(width, 2), tone or "none", label, value))
        x += width + gap
    return found


def _y(value: float, low: float, high: float) -> str:
    share = 0.5 if high == low else (value - low) / (high - low)
    return _short(HEIGHT - PAD - share * (HEIGHT - 2 * PAD))


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
