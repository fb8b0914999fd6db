"""What holds a project up is a path of its drill: whose it is, and what is done if it is not solved by then."""

from __future__ import annotations

from collections.abc import Iterator

from handrail.kit.words import say
from handrail.record.blockers import effects
from handrail.record.blockers.models import Blocker
from handrail.record.blockers.queries import names_of, naming
from handrail.record.blockers.states import OPEN
from handrail.record.projects.models import Project

from .paths import Path


def paths_of(project: Project) -> Iterator[Path]:
    """Two statements."""
    for row in naming(names_of(project)).filter(state__in=OPEN).select_related("owner"):
        owner = row.owner.key if row.owner is not None and not row.owner.gap else ""
        subject = f"blocker:{row.key}"
        yield Path(kind="blocker", subject=subject, title=row.title, owner=owner, response=fallback(row))


def fallback(row: Blocker) -> str:
    """In its words, else what it changes."""
    return row.fallback.strip() or ", ".join(say(effects.LABELS[one.do]) for one in effects.read(row.effects))
