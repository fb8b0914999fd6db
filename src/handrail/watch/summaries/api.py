"""Briefings and kept summaries for programs. What a summary says is the door's own operation."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Briefing

RESOURCES = (
    Resource(
        model=Briefing, plural="briefings", add=verbs.add_briefings, edit=verbs.edit_briefing,
        remove=verbs.remove_briefings, restore=verbs.restore_briefings,
        once=frozenset({"project", "customer", "kind"}), derived=frozenset({"next_at"}),
    ),
)  # fmt: skip
