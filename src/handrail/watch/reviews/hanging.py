"""When a project is looked at hangs on its go-live day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.ledger.rows import today
from handrail.record.projects.models import Project

from . import queries


def cadences(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    """Its first and its last day, as long as they are ahead. One statement."""
    for row in queries.cadences_of(project):
        yield row, "starts_on", row.title, row.on and row.starts_on >= today()
        yield row, "ends_on", row.title, row.on and (row.ends_on is None or row.ends_on >= today())
