"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from handrail.house.people.owning import Holding

from .models import Goal
from .verbs import edit_goals

OWNED = (Holding(Goal, edit_goals, about=""),)
