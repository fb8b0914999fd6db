"""A rule changes hands with its owner's book."""

from __future__ import annotations

from handrail.house.people.owning import Holding

from . import verbs
from .models import Rule

OWNED = (Holding(Rule, verbs.hand_rules, about=""),)
"""What of this room waits for somebody, and the verb that gives it to another."""
