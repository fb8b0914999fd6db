"""What of this room waits for somebody, and the verbs that give it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding, Listing

from . import verbs
from .deadlines import OPEN_PROJECTS, OPEN_TASKS
from .models import Board, Card, Project, Stage

OPEN = Q(project__state__in=OPEN_PROJECTS, project__removed_at=None)
ON_BOARD = Q(board__project__state__in=OPEN_PROJECTS, board__project__removed_at=None, board__removed_at=None)
ON_CARD = ON_BOARD & Q(task__state__in=OPEN_TASKS, task__removed_at=None)
RUNNING = Q(state__in=OPEN_PROJECTS)
OWNED = (
    Holding(Project, verbs.edit_projects, RUNNING),
    Holding(Project, verbs.edit_projects, RUNNING, who="post_launch_owner", place="post_launch_owner"),
    Listing(Project, verbs.edit_projects, RUNNING, who="members", place="members"),
    Holding(Board, verbs.edit_boards, OPEN),
    Holding(Stage, verbs.edit_stages, ON_BOARD),
    Holding(Card, verbs.edit_cards, ON_CARD & ~Q(review="approved"), who="reviewer", place="reviewer"),
    Holding(Card, verbs.edit_cards, ON_CARD, who="context_owner", place="context_owner"),
    Listing(Card, verbs.edit_cards, ON_CARD, who="collaborators", place="collaborators"),
)
