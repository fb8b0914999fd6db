"""A folder of success plans to check: the example's fullest account, as often as asked for."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from handrail.cli.session import Unusable
from handrail.doors.infohub.example import dated, library

from . import children
from .measure import Result, result

MODEL = "northwind-logistics"
DAY = date(2026, 3, 2)


def check(size: int, clients: int) -> list[Result]:
    with TemporaryDirectory() as folder:
        write(Path(folder), size)
        ran = children.run("check", folder, "--format", "json")
    plans = json.loads(ran.output)["summary"]["plans"]
    if plans != size:
        raise Unusable(f"The check found {plans:,} plans where {size:,} are.")
    return [result("check", size, [ran.seconds], size / ran.seconds, peak_mb=ran.peak_mb)]


def write(folder: Path, size: int) -> None:
    source = library() / "example" / MODEL
    files = {f.relative_to(source): dated(f.read_text(encoding="utf-8"), DAY) for f in source.rglob("*.yaml")}
    for number in range(size):
        name = f"{MODEL}-{number}"
        for path, text in files.items():
            target = folder / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text.replace(MODEL, name), encoding="utf-8")
