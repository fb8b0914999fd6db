"""Blockers, for programs. Their steps and the summary have addresses of their own (`doors/api/blocking.py`)."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import belonging, queries, verbs
from .models import Blocker

RESOURCES = (
    Resource(
        model=Blocker, plural="blockers", add=verbs.add_blockers, edit=verbs.edit_blocker,
        remove=verbs.remove_blockers, restore=verbs.restore_blockers, derived=verbs.DERIVED,
        within=(("blocks", queries.holds_up), ("project", belonging.within)),
    ),
)  # fmt: skip
