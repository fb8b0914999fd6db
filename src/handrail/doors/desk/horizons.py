"""The initiatives of a plan under the horizons they stand in, each with a way to the others."""

from __future__ import annotations

from dataclasses import dataclass

from handrail.record.plans.models import HORIZONS

from .answers import at
from .grids import Grid, Line
from .words import Words, choice


@dataclass(frozen=True, slots=True)
class Column:
    horizon: str
    label: Words
    lines: list[Line]

    @property
    def others(self) -> list[tuple[str, Words]]:
        return [(horizon, choice(horizon)) for horizon in HORIZONS if horizon != self.horizon]


def columns(grid: Grid) -> list[Column]:
    return [
        Column(one, choice(one), [line for line in grid.lines if line.row.horizon == one]) for one in HORIZONS
    ]


def address() -> str:
    """Where the horizon of an initiative is changed; `{key}` stands for the one."""
    return at("field", "initiatives", "KEY", "horizon").replace("KEY", "{key}")
