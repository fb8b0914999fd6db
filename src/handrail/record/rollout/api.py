"""A rollout for programs: each step and each message. The grid and the go-live day are the door's own operations."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Announcement, Step

RESOURCES = (
    Resource(
        model=Step, plural="steps", add=verbs.add_steps, edit=verbs.edit_step,
        remove=verbs.remove_steps, restore=verbs.restore_steps,
        once=frozenset({"project", "customer", "step"}), asked=frozenset({"step", "cohort"}),
    ),
    Resource(
        model=Announcement, plural="announcements", add=verbs.add_announcements, edit=verbs.edit_announcement,
        remove=verbs.remove_announcements, restore=verbs.restore_announcements,
        once=frozenset({"project"}),
    ),
)  # fmt: skip
