"""Notes, for programs."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Note

RESOURCES = (
    Resource(
        model=Note, plural="notes", add=verbs.add_notes, edit=verbs.edit_note,
        remove=verbs.remove_notes, restore=verbs.restore_notes, asked=frozenset({"kind"}),
    ),
)  # fmt: skip
