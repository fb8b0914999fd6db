"""What a new note of each kind starts with: files of the library, which anybody may add to."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import handrail

from .facts import KINDS


def folder() -> Path:
    """Beside the package when installed, at the top of the tree in a checkout."""
    package = Path(handrail.__file__).parent
    inside = package / "_library"
    return (inside if inside.is_dir() else package.parents[1] / "library") / "notes"


@cache
def template(kind: str) -> str:
    """The Markdown that a note of this kind starts with; empty where there is none."""
    path = folder() / f"{kind}.md"
    return path.read_text(encoding="utf-8").strip("\n") if kind in KINDS and path.is_file() else ""
