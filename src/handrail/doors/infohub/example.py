"""The example workspace: a tree of files whose dates are relative (T+3), read like anybody's tree."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

import handrail

SLUG, NAME, YOU = "demo", "Fernway", "mara@fernway.example"
RELATIVE = re.compile(r"\bT([+-]\d{1,4})\b")


def library() -> Path:
    """Shipped content: beside the package when installed, at the top of the tree in a checkout."""
    package = Path(handrail.__file__).parent
    inside = package / "_library"
    return inside if inside.is_dir() else package.parents[1] / "library"


def working_day(day: date) -> date:
    """Saturday and Sunday move on to Monday: the example's T is a day on which somebody is at work."""
    return day + timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)


def dated(text: str, today: date) -> str:
    return RELATIVE.sub(lambda found: (today + timedelta(days=int(found[1]))).isoformat(), text)


def written(today: date) -> Path:
    """A temporary copy of the example's tree with real dates; its name is what the history shows."""
    folder = Path(tempfile.mkdtemp(prefix="handrail-")) / NAME
    source = library() / "example"
    for file in sorted(file for file in source.rglob("*") if file.suffix in (".yaml", ".md")):
        target = folder / file.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(dated(file.read_text(encoding="utf-8"), today), encoding="utf-8")
    return folder


def remove(folder: Path) -> None:
    shutil.rmtree(folder.parent, ignore_errors=True)
