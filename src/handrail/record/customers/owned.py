"""What of this room waits for somebody, and the verb that gives it to another."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from handrail.house.people.owning import Holding
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current

from . import verbs
from .models import Customer, CustomerRequest, Opportunity, Renewal, TeamPlace


class Sight(Holding):
    """Who is named to see a private customer. It goes along with a book: whoever stands in could not work otherwise.

    What is noted is whom it was given to; nobody, where they were named already and stay so when it comes back.
    """

    def of(self, member: Member) -> QuerySet[Any]:
        return self.rows().filter(insiders__contains=[member.key]).order_by("pk")

    def noted(self, row: Any, receiver: Member | None) -> int | None:
        return receiver.pk if receiver is not None and receiver.key not in row.insiders else None

    def passed(self, row: Any, giver: Member, receiver: Member | None) -> dict[str, Any]:
        rest = [key for key in row.insiders if key != giver.key]
        new = [receiver.key] if receiver is not None and receiver.key not in rest else []
        return {"insiders": [*rest, *new]}

    def returned(self, row: Any, giver: Member, receiver: int | None) -> dict[str, Any]:
        rest = [key for key in row.insiders if key not in (giver.key, called(receiver))]
        return {"insiders": [*rest, giver.key]}

    def still(self, row: Any, giver: Member, receiver: int | None) -> bool:
        stands_in = receiver is None or called(receiver) in row.insiders
        return giver.key not in row.insiders and stands_in


def called(pk: int | None) -> str:
    """A member's key. One statement for all of them."""
    known: dict[int, str] | None = current().remembered.get("keys of members")
    if known is None:
        known = current().remembered["keys of members"] = dict(Member.objects.values_list("pk", "key"))
    return known.get(pk or 0, "")


OWNED = (
    Holding(Customer, verbs.edit_customers),
    Sight(Customer, verbs.edit_customers, Q(private=True), who="insiders", place="insiders"),
    Holding(Opportunity, verbs.edit_opportunities, ~Q(stage__in=["won", "lost"])),
    Holding(CustomerRequest, verbs.edit_customer_requests, Q(state__in=["open", "planned"])),
    Holding(Renewal, verbs.edit_renewals, Q(state="open")),
    Holding(TeamPlace, verbs.edit_team_places, who="member"),
)
