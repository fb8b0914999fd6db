"""Decisions, for programs."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Decision

RESOURCES = (
    Resource(
        model=Decision, plural="decisions", add=verbs.add_decisions, edit=verbs.edit_decision,
        remove=verbs.remove_decisions, restore=verbs.restore_decisions,
    ),
)  # fmt: skip
