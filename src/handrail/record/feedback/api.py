"""Feedback, for programs. Its steps have addresses of their own (`doors/api/answered.py`)."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Feedback

RESOURCES = (
    Resource(
        model=Feedback, plural="feedback", add=verbs.add_feedback, edit=verbs.edit_thread,
        remove=verbs.remove_feedback, restore=verbs.restore_feedback,
        once=frozenset({"subject", "section", "quote", "comment"}), derived=verbs.DERIVED,
        asked=frozenset({"subject", "state", "section"}),
    ),
)  # fmt: skip
