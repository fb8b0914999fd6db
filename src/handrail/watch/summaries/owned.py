"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from handrail.house.people.owning import Holding

from .models import Briefing
from .verbs import edit_briefings

OWNED = (Holding(Briefing, edit_briefings),)
