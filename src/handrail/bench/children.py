"""Handrail's own commands as child processes: how long they take, and how much memory all of them hold."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from handrail.cli.session import Unusable
from handrail.kit.supervise import PARENT

EVERY = 0.05
DONE = (0, 1)
"""Exit codes of a command that did its work; 1 says that it found something."""


@dataclass(frozen=True, slots=True)
class Ran:
    seconds: float
    peak_mb: float | None
    output: str


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "handrail", *arguments]


def environ() -> dict[str, str]:
    return {**os.environ, PARENT: str(os.getpid())}


def run(*arguments: str) -> Ran:
    """Run one command to its end. Unusable where it could not do its work."""
    started = perf_counter()
    child = subprocess.Popen(command(*arguments), env=environ(), stdout=subprocess.PIPE, text=True)
    peak, output = 0.0, None
    while output is None:
        try:
            output, _ = child.communicate(timeout=EVERY)
        except subprocess.TimeoutExpired:
            peak = max(peak, held(child.pid))
    seconds = perf_counter() - started
    if child.returncode not in DONE:
        raise Unusable(f"`handrail {arguments[0]}` could not do its work.", "The reason is above.")
    return Ran(seconds, round(peak, 1) or None, output)


def held(pid: int) -> float:
    """Megabytes of a process and its descendants, what they share counted once; 0 where nobody tells."""
    return sum(kilobytes(Path("/proc", str(one))) for one in family(pid)) / 1_024


def family(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from family(int(child))


def kilobytes(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
