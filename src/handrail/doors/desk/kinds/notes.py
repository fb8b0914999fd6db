"""What the team knows, as the desk shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.notes import models, verbs

from .kind import Field as F
from .kind import Kind, Verbs

NOTE = Kind(
    model=models.Note,
    slug="notes",
    one=_("note"),
    many=_("Notes"),
    icon="notebook-pen",
    page="note",
    parent="customer",
    asks=("title", "kind", "owner", "fresh_until", "text"),
    verbs=Verbs(verbs.add_notes, verbs.edit_note, verbs.remove_notes, verbs.restore_notes),
    fields=(
        F("title", _("Title")),
        F("kind", _("Kind")),
        F("owner", _("Owner"), _("The one person who keeps it true.")),
        F("fresh_until", _("Good until"), _("On that day its owner is asked whether it is still true.")),
        F("customer", _("Customer")),
        F("text", _("Text"), _("Markdown: ## heading, - list, **bold**.")),
    ),
)

KINDS = (NOTE,)
