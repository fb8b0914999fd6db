"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from django.db.models import Q

from handrail.house.people.owning import Holding, Listing

from . import verbs
from .models import Customer, CustomerRequest, Opportunity, Renewal, TeamPlace

OWNED = (
    Holding(Customer, verbs.edit_customers),
    # who is named to see a private one: whoever stands in could not work otherwise
    Listing(Customer, verbs.edit_customers, Q(private=True), who="insiders", place="insiders"),
    Holding(Opportunity, verbs.edit_opportunities, ~Q(stage__in=["won", "lost"])),
    Holding(CustomerRequest, verbs.edit_customer_requests, Q(state__in=["open", "planned"])),
    Holding(Renewal, verbs.edit_renewals, Q(state="open")),
    Holding(TeamPlace, verbs.edit_team_places, who="member"),
)
