"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .facts import PROVEN
from .models import Signal

OWNED = (Holding(Signal, verbs.edit_signals, ~Q(standing=PROVEN)),)
