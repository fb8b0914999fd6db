"""What is taken for true, as the desk shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.assumptions import models, verbs

from .kind import Field as F
from .kind import Kind, Verbs

ASSUMPTION = Kind(
    model=models.Assumption,
    slug="assumptions",
    settled=frozenset({"validated", "invalidated"}),
    one=_("assumption"),
    many=_("Assumptions"),
    icon="lightbulb",
    page="assumption",
    parent="customer",
    asks=("title", "impact", "cost", "test", "owner", "due_on", "expires_on", "customer"),
    folded=frozenset({"test", "expires_on", "customer"}),
    once=(F("customer", _("Customer")),),
    verbs=Verbs(
        verbs.add_assumptions, verbs.edit_assumption, verbs.remove_assumptions, verbs.restore_assumptions
    ),
    fields=(
        F("title", _("What we assume"), _("A sentence that is either true or not.")),
        F("impact", _("Impact"), _("How much depends on it: 1 (little) to 5 (we would do something else)")),
        F("cost", _("Cost of finding out"), _("1 (a call) to 5 (weeks of work)")),
        F("test", _("How we find out")),
        F("owner", _("Owner"), _("Exactly one person: they find out.")),
        F("due_on", _("Known by"), _("The day on which you want to know whether it holds.")),
        F(
            "expires_on",
            _("Good until"),
            _("From the next day on nothing may lean on it; empty: it does not run out."),
        ),
        F("state", _("State")),
        F("finding", _("What we found")),
        F("settled_on", _("Found out on")),
        F("customer", _("Customer")),
        F("source", _("Where it comes from")),
    ),
)
KINDS = (ASSUMPTION,)
