"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .models import Decision
from .queries import OPEN

OWNED = (Holding(Decision, verbs.edit_decisions, Q(state__in=OPEN)),)
