"""What a measurement says, and how it is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from math import ceil
from statistics import median

REQUESTS, WARM_UP = 200, 20
"""How often a page is asked for, and how often before that is counted. Writes: so often by each client, since each
connection has to learn their statements."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """`size` is how much there was, `per_second` how many of it, or of answers, were done in a second."""

    name: str
    size: int
    clients: int = 1
    median_ms: float
    p95_ms: float
    per_second: float
    statements: int | None = None
    failures: int = 0
    peak_mb: float | None = None


def result(name: str, size: int, seconds: Sequence[float], done: float, **more: float | None) -> Result:
    """From the seconds that each run took; `done` is how much was done in one second."""
    return Result(
        name=name,
        size=size,
        median_ms=round(median(seconds) * 1_000, 1),
        p95_ms=round(percentile(seconds, 95) * 1_000, 1),
        per_second=round(done, 3),
        **more,  # type: ignore[arg-type]
    )


CONTROL = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def statements(act: Callable[[], object]) -> int:
    """How many it takes in this process, without transaction control."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        act()
    return sum(is_work(query["sql"]) for query in captured)


def is_work(sql: str) -> bool:
    return not sql.startswith(CONTROL)


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def as_json(results: Sequence[Result]) -> str:
    return json.dumps([asdict(one) for one in results], indent=2)


def as_table(results: Sequence[Result]) -> str:
    head = [field.name for field in fields(Result)]
    rows = [head, *([told(getattr(one, name)) for name in head] for one in results)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(head))]
    return "\n".join(line(row, widths) for row in rows)


def line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *numbers = (
        cell.ljust(width) if not at else cell.rjust(width)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join([name, *numbers])


def told(value: str | float | None) -> str:
    return "-" if value is None else f"{value:,}" if isinstance(value, int | float) else value
