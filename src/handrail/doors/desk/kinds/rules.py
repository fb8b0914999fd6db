"""Rules, as the desk shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.watch.rules import models, verbs

from .kind import Field as F
from .kind import Kind, Verbs

RULE = Kind(
    model=models.Rule,
    slug="rules",
    one=_("rule"),
    many=_("Rules"),
    icon="workflow",
    page="rule",
    asks=("title",),
    verbs=Verbs(verbs.add_rules, verbs.edit_rule, verbs.remove_rules, verbs.restore_rules),
    fields=(
        F("title", _("What it is called")),
        F("owner", _("Owner"), _("Who hears when it fails.")),
    ),
)

KINDS = (RULE,)
