"""What somebody asks of the owner of a thing, as the desk shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.feedback import models, states, verbs

from .kind import Field as F
from .kind import Kind, Verbs

FEEDBACK = Kind(
    model=models.Feedback,
    slug="feedback",
    settled=frozenset(states.ENDED),
    one=_("feedback"),
    many=_("Feedback"),
    icon="message-square",
    page="feedback-one",
    parent="customer",
    asks=("title", "text", "objective", "owner", "holds"),
    verbs=Verbs(verbs.add_feedback, verbs.edit_thread, verbs.remove_feedback, verbs.restore_feedback),
    fields=(
        F("title", _("What is asked")),
        F("text", _("In detail")),
        F("objective", _("What it is to achieve")),
        F("owner", _("Whom it waits for"), _("Exactly one person.")),
        F("state", _("State")),
        F("due_at", _("Time to answer until"), shape="moment"),
        F("holds", _("Holds up the approval"), _("The decision is not approved before this is over.")),
        F("quote", _("The words it is about")),
        F("section", _("Part")),
        F("asked_by", _("Asked by")),
        F("voice", _("Asked outside")),
        F("asked_at", _("Asked at"), shape="moment"),
        F("answered_at", _("First answered at"), shape="moment"),
        F("ended_at", _("Ended at"), shape="moment"),
        F("ended_by", _("Ended by")),
        F("reason", _("Why")),
        F("outcome", _("What came of it")),
        F("customer", _("Customer")),
    ),
)
KINDS = (FEEDBACK,)
