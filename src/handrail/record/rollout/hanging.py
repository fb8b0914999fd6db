"""Dates of lower rooms that hang on a project's go-live day: when it decides, by when it
tests what it assumes, and when its risks are looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from handrail.house.ledger import reading
from handrail.house.talk.models import Link
from handrail.record.assumptions import queries as assumptions
from handrail.record.decisions import queries as decisions
from handrail.record.projects.models import Project
from handrail.record.risks import queries as risks
from handrail.record.risks.models import Risk


def decisions_of(project: Project) -> Any:
    """One statement."""
    return decisions.about(f"project:{project.key}")


def risks_of(project: Project) -> Any:
    """Those that are of it, that threaten it, or that are connected with it. Two statements."""
    name = f"project:{project.key}"
    there = Link.objects.filter(target=name, source__startswith="risk:", removed_at=None)
    here = Link.objects.filter(source=name, target__startswith="risk:", removed_at=None)
    named = [*there.values_list("source", flat=True), *here.values_list("target", flat=True)]
    return reading.present(Risk).filter(Q(subject=name) | Q(key__in=[one.partition(":")[2] for one in named]))


def decisions_dates(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    for row in decisions_of(project):
        yield row, "due_on", row.title, row.state in decisions.OPEN


def assumptions_dates(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    """One statement."""
    for row in assumptions.about(f"project:{project.key}"):
        yield row, "due_on", row.title, row.state in assumptions.OPEN


def risks_dates(project: Project) -> Iterator[tuple[Any, str, str, bool]]:
    for row in risks_of(project).order_by("review_on", "pk"):
        yield row, "review_on", row.title, row.state not in risks.CLOSED
