"""Cadences, reviews and their items, for programs. Opening, answering and closing are the door's own operations."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import AgendaItem, Cadence, Review

RESOURCES = (
    Resource(
        model=Cadence, plural="cadences", add=verbs.add_cadences, edit=verbs.edit_cadence,
        remove=verbs.remove_cadences, restore=verbs.restore_cadences, once=frozenset({"project"}),
        derived=frozenset({"customer"}),
    ),
    Resource(model=Review, plural="reviews"),
    Resource(model=AgendaItem, plural="agenda-items", hidden=frozenset({"subject_id"})),
)  # fmt: skip
