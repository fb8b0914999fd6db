"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .models import ScopeChange
from .states import OPEN

OWNED = (Holding(ScopeChange, verbs.hand_on_scope_changes, Q(state__in=OPEN)),)
