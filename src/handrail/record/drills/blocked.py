"""What holds a project up is a path of its drill: whose it is, and what is done if it is not solved by then."""

from __future__ import annotations

from collections.abc import Iterator

from handrail.record.blockers import belonging, wording
from handrail.record.blockers.states import OPEN
from handrail.record.projects.models import Project

from .paths import Path


def paths_of(project: Project) -> Iterator[Path]:
    """Three statements."""
    for row in belonging.of_project(project).filter(state__in=OPEN).select_related("owner"):
        owner = row.owner.key if row.owner is not None and not row.owner.gap else ""
        subject = f"blocker:{row.key}"
        yield Path(
            kind="blocker", subject=subject, title=row.title, owner=owner, response=wording.instead(row)
        )
