"""A handoff and what was promised before the sale, as the desk shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.handoffs import models, promising, starting, verbs

from .kind import Field as F
from .kind import Kind, Verbs

HANDOFF = Kind(
    model=models.Handoff,
    slug="handoffs",
    settled=frozenset({"accepted"}),
    one=_("handoff"),
    many=_("Handoffs"),
    icon="arrow-left-right",
    parent="customer",
    page="handoff",
    asks=("kind", "plan", "giver", "owner", "due_on", "context"),
    once=(
        F("kind", _("Kind"), _("From the SA to the CA after the sale, or from one colleague to another.")),
        F("plan", _("Success plan"), _("Empty: the customer’s newest plan, if it has one.")),
    ),
    verbs=Verbs(starting.start_handoffs, verbs.edit_handoff, verbs.remove_handoffs, verbs.restore_handoffs),
    fields=(
        F("title", _("What is handed over")),
        F("giver", _("From"), _("Who gives it away. Empty: whoever owns the plan.")),
        F("owner", _("To"), _("The one person who takes over. Empty: the customer’s owner.")),
        F("due_on", _("To be accepted by"), _("Empty: in a week.")),
        F("context", _("What they have to know"), _("Why they bought, who matters, what is delicate.")),
        F("cadence", _("How often we meet them"), _("Such as “every two weeks, Tuesdays”.")),
    ),
)

PROMISE = Kind(
    model=models.Promise,
    slug="promises",
    settled=frozenset({"criterion", "kept", "released"}),
    one=_("promise"),
    many=_("Promises"),
    icon="handshake",
    parent="customer",
    asks=("title", "owner", "due_on", "plan", "made_by", "made_to", "made_on", "text"),
    folded=frozenset({"made_by", "made_to", "made_on", "text"}),
    verbs=Verbs(
        promising.add_promises, promising.edit_promise, promising.remove_promises, promising.restore_promises
    ),
    fields=(
        F("title", _("What was promised")),
        F("owner", _("Owner"), _("Who sees to it that it is kept.")),
        F("state", _("State"), _("Open until it is a success criterion, kept, or released by the customer.")),
        F("due_on", _("Promised for")),
        F("criterion", _("Success criterion"), _("The criterion of the plan that it has become.")),
        F("outcome", _("How it ended"), _("How it was kept, or who released us from it and why.")),
        F("made_by", _("Promised by")),
        F("made_to", _("Promised to")),
        F("made_on", _("Promised on")),
        F("plan", _("Success plan")),
        F("opportunity", _("Opportunity")),
        F("text", _("Details")),
        F("settled_on", _("Settled on")),
    ),
)

KINDS = (HANDOFF, PROMISE)
