"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from handrail.house.people.owning import Holding

from . import verbs
from .models import Note

OWNED = (Holding(Note, verbs.edit_notes),)
