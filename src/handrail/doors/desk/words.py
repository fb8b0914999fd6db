"""How the values of choices are called on a page; the code and the files keep their own words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

CHOICES: dict[str, Words] = {
    "1": _("Stage 1"),
    "2": _("Stage 2"),
    "3": _("Stage 3"),
    "4": _("Stage 4"),
    "won": _("Won"),
    "lost": _("Lost"),
    "new": _("New business"),
    "expansion": _("Expansion"),
    "renewal": _("Renewal"),
    "strategic": _("Strategic"),
    "enterprise": _("Enterprise"),
    "commercial": _("Commercial"),
    "good": _("Good"),
    "neutral": _("Neutral"),
    "poor": _("Poor"),
    "executive_sponsor": _("Executive sponsor"),
    "economic_buyer": _("Economic buyer"),
    "champion": _("Champion"),
    "user": _("User"),
    "influencer": _("Influencer"),
    "call": _("Call"),
    "meeting": _("Meeting"),
    "mail": _("Mail"),
    "visit": _("Visit"),
    "review": _("Review"),
    "critical": _("Critical"),
    "high": _("High"),
    "medium": _("Medium"),
    "low": _("Low"),
    "open": _("Open"),
    "in_progress": _("In progress"),
    "blocked": _("Blocked"),
    "done": _("Done"),
    "dropped": _("Dropped"),
    "planned": _("Planned"),
    "met": _("Met"),
    "missed": _("Missed"),
    "proposed": _("Proposed"),
    "in_review": _("In review"),
    "approved": _("Approved"),
    "rejected": _("Rejected"),
    "superseded": _("Replaced"),
    "reverted": _("Taken back"),
    "identified": _("Identified"),
    "assessed": _("Assessed"),
    "mitigating": _("Being mitigated"),
    "monitoring": _("Watched"),
    "mitigated": _("Mitigated"),
    "accepted": _("Accepted"),
    "materialised": _("It happened"),
    "initiate": _("Initiate"),
    "develop": _("Develop"),
    "finalize": _("Finalize"),
    "execute": _("Execute"),
    "completed": _("Completed"),
    "draft": _("Draft"),
    "customer_accepted": _("Accepted by the customer"),
    "active": _("Active"),
    "vendor": _("We"),
    "customer": _("The customer"),
    "implementation": _("Implementation"),
    "post_go_live": _("After go-live"),
    "steady_state": _("Steady state"),
    "0-30": _("First 30 days"),
    "30-90": _("30 to 90 days"),
    "90-180": _("90 to 180 days"),
    "180+": _("After 180 days"),
    "value": _("Value"),
    "usage": _("Usage"),
    "survey": _("Survey"),
    "up": _("More is better"),
    "down": _("Less is better"),
    "link": _("Link"),
    "file": _("File"),
    "note": _("Note"),
    "quotation": _("Quotation"),
    "reading": _("Reading"),
    "record": _("Record"),
    "healthy": _("Healthy"),
    "watch": _("Watch"),
    "at_risk": _("At risk"),
    "no_data": _("No data"),
    "owner": pgettext_lazy("role", "Owner"),
    "admin": _("Admin"),
    "member": _("Member"),
    "guest": _("Guest"),
}

GAPS: dict[str, Words] = {
    "nobody": _("nobody is named"),
    "group": _("a group is named, not a person"),
    "two_people": _("two people are named"),
    "role": _("a role is named, not a person"),
    "unknown": _("the name is not a member here"),
    "left": _("the owner has left"),
}

PLAN_STATES: dict[str, tuple[str, Words]] = {
    "missing": ("bad", _("Plan missing")),
    "incomplete": ("warn", _("Incomplete")),
    "complete": ("good", _("Complete")),
    "completed": ("good", _("Completed")),
    "present": ("good", _("Has a plan")),
    "waived": ("", _("Waived")),
}

PLAN_NEEDS: dict[str, Words] = {
    "required": _("Plan required"),
    "waived": _("Plan waived"),
    "optional": _("Plan optional"),
    "not_required": _("No plan required"),
    "unknown": _("Cannot tell yet"),
}


def choice(value: Any) -> Words:
    """The word for a stored value; an unknown one is shown as it came."""
    text = str(value)
    return CHOICES.get(text) or text.replace("_", " ").capitalize()
