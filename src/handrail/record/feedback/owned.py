"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .models import Feedback
from .states import OPEN

OWNED = (Holding(Feedback, verbs.edit_feedback, Q(state__in=OPEN)),)
