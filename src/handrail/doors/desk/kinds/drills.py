"""Drills, as the desk shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.drills import models as drills
from handrail.record.drills import verbs

from .kind import Field as F
from .kind import Kind, Verbs

DRILL = Kind(
    model=drills.Drill,
    slug="drills",
    settled=frozenset({"held"}),
    one=_("drill"),
    many=_("Drills"),
    icon="flag",
    page="drill",
    parent="project",
    asks=("title", "scenario"),
    verbs=Verbs(verbs.add_drills, verbs.edit_drill, verbs.remove_drills, verbs.restore_drills),
    fields=(
        F("title", _("Drill")),
        F("scenario", _("What has happened"), _("As you tell it to those who take part.")),
        F("state", _("State")),
        F("held_on", _("Held on")),
        F("held_by", _("Held by")),
    ),
)
KINDS = (DRILL,)
