"""What of this room waits for somebody, and the verbs that give it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .deadlines import OPEN_PROJECTS
from .models import Board, Project, Stage

OPEN = Q(project__state__in=OPEN_PROJECTS, project__removed_at=None)
OWNED = (
    Holding(Project, verbs.edit_projects, Q(state__in=OPEN_PROJECTS)),
    Holding(Board, verbs.edit_boards, OPEN),
    Holding(
        Stage,
        verbs.edit_stages,
        Q(
            board__project__state__in=OPEN_PROJECTS,
            board__project__removed_at=None,
            board__removed_at=None,
        ),
    ),
)
