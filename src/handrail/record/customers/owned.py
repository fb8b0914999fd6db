"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding

from . import verbs
from .models import Customer, Opportunity, Renewal, TeamPlace

OWNED = (
    Holding(Customer, verbs.edit_customers),
    Holding(Opportunity, verbs.edit_opportunities, ~Q(stage__in=["won", "lost"])),
    Holding(Renewal, verbs.edit_renewals, Q(state="open")),
    Holding(TeamPlace, verbs.edit_team_places, who="member"),
)
