"""Dates of lower rooms that hang on a project's go-live day: when it decides, by when it
tests what it assumes, and when its risks are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.record.assumptions import queries as assumptions
from handrail.record.decisions import queries as decisions
from handrail.record.projects.models import Project
from handrail.record.risks import queries as risks


def decisions_of(project: Project) -> Any:
    """One statement."""
    return decisions.about(f"project:{project.key}")


def decisions_dates(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    for row in decisions_of(project):
        yield row, "due_on", row.title, row.state in decisions.OPEN


def assumptions_dates(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    """One statement."""
    for row in assumptions.about(f"project:{project.key}"):
        yield row, "due_on", row.title, row.state in assumptions.OPEN


def risks_dates(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    """Two statements."""
    for row in risks.about(f"project:{project.key}"):
        yield row, "review_on", row.title, row.state not in risks.CLOSED
