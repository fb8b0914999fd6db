"""By when something is proven hangs on the project's go-live day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.record.projects.models import Project

from . import queries
from .facts import PROVEN


def signals_dates(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    """One statement."""
    for row in queries.of_project(project):
        yield row, "due_on", row.title, row.standing != PROVEN
