"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import depending, verbs
from .models import Decision, Dependency
from .states import OPEN

OWNED = (
    Holding(Decision, verbs.hand_on_decisions, Q(state__in=OPEN)),
    Holding(Dependency, depending.edit_dependencies, Q(state="open")),
)
