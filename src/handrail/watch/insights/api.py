"""Goals for programs. The measures themselves are computed: the door reads them."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Goal

RESOURCES = (
    Resource(
        model=Goal, plural="goals", add=verbs.add_goals, edit=verbs.edit_goal, remove=verbs.remove_goals,
        restore=verbs.restore_goals, once=frozenset({"measure"}),
        derived=frozenset({"band", "next_at"}),
    ),
)  # fmt: skip
