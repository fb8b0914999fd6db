"""What of a rollout waits for somebody, and the verbs that give it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding
from handrail.record.projects.deadlines import OPEN_PROJECTS

from . import verbs
from .models import Announcement, Step

OPEN = Q(project__state__in=OPEN_PROJECTS, project__removed_at=None)
ANSWERED = Q(state__in=("planned", "told"))
"""What comes back comes after it was told."""
OWNED = (
    Holding(Step, verbs.edit_steps, OPEN & Q(state="open")),
    Holding(Announcement, verbs.edit_announcements, OPEN & Q(state="planned")),
    Holding(Announcement, verbs.edit_announcements, OPEN & ANSWERED, who="answers", place="answers"),
)
