"""What shows that a project may go on, as the desk shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.readiness import models, verbs

from .kind import Field as F
from .kind import Kind, Verbs

SIGNAL = Kind(
    model=models.Signal,
    slug="signals",
    settled=frozenset({"proven"}),
    one=_("acceptance signal"),
    many=_("Acceptance signals"),
    icon="circle-check",
    parent="stage",
    asks=("title", "kind", "metric", "target", "test", "wants", "owner", "due_on"),
    verbs=Verbs(verbs.add_signals, verbs.edit_signal, verbs.remove_signals, verbs.restore_signals),
    fields=(
        F("title", _("What has to be seen")),
        F("kind", _("Shown by"), _("A metric at its target, a test that passes, or a piece of evidence.")),
        F("metric", _("Metric")),
        F("target", _("Target"), _("Empty: the metric’s own.")),
        F("test", _("Test"), _("The name under which its results are sent by a program.")),
        F("wants", _("Kind of evidence"), _("What counts; empty: any.")),
        F("claim", _("Claimed"), _("Who says that it holds and why, as long as nothing shows it.")),
        F("owner", _("Owner"), _("Exactly one person; empty: who owns the stage.")),
        F("due_on", _("To be proven by")),
    ),
)

KINDS = (SIGNAL,)
