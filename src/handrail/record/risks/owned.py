"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .models import Risk
from .queries import CLOSED

OWNED = (Holding(Risk, verbs.edit_risks, ~Q(state__in=CLOSED)),)
