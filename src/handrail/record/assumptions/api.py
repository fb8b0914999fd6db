"""Assumptions, for programs. The steps have addresses of their own (`doors/api/assuming.py`)."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Assumption

RESOURCES = (
    Resource(
        model=Assumption, plural="assumptions", add=verbs.add_assumptions, edit=verbs.edit_assumption,
        remove=verbs.remove_assumptions, restore=verbs.restore_assumptions, derived=verbs.DERIVED,
        asked=frozenset({"subject", "state"}),
    ),
)  # fmt: skip
