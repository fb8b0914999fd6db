"""The rules that are shipped, one file each in `library/rules`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import handrail
from handrail.kit import yamlio
from handrail.kit.shapes import read_row

from .files import RULE

LIMITS = yamlio.Limits(bytes=20_000)


@dataclass(frozen=True, slots=True)
class Shipped:
    name: str
    values: dict[str, Any]


def folder() -> Path:
    """Beside the package when installed, at the top of the tree in a checkout."""
    package = Path(handrail.__file__).parent
    inside = package / "_library"
    return (inside if inside.is_dir() else package.parents[1] / "library") / "rules"


@cache
def shipped() -> tuple[Shipped, ...]:
    return tuple(read(path) for path in sorted(folder().glob("*.yaml")))


def read(path: Path) -> Shipped:
    document = yamlio.read(path.read_bytes(), file=path.name, limits=LIMITS, mapping=True)
    row = read_row(RULE, document.data)
    values = {name: row.values[name] for name in ("title", "when", "condition", "then")}
    return Shipped(path.stem, values)
