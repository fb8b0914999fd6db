"""What of this room waits for somebody, and the verbs that give it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .models import Cadence, Review

OWNED = (
    Holding(Cadence, verbs.edit_cadences),
    Holding(Review, verbs.edit_reviews, Q(state__in=("planned", "open", "missed"))),
)
