"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .models import Assumption
from .states import STANDING

OWNED = (Holding(Assumption, verbs.edit_assumptions, Q(state__in=STANDING)),)
