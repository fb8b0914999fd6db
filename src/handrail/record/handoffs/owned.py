"""What of a handoff waits for somebody, and the verbs that give it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import promising, verbs
from .facts import OPEN
from .models import Handoff, Promise

OWNED = (
    Holding(Handoff, verbs.edit_handoffs, Q(state__in=OPEN)),
    Holding(Handoff, verbs.edit_handoffs, Q(state__in=OPEN), who="giver", place="giver"),
    Holding(Promise, promising.edit_promises, Q(state="open")),
)
