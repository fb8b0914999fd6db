"""What is to come into a project's scope, as the desk shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.scope import models, verbs

from .kind import Field as F
from .kind import Kind, Verbs

SCOPE_CHANGE = Kind(
    model=models.ScopeChange,
    slug="scope-changes",
    settled=frozenset({"accepted", "declined", "withdrawn"}),
    one=_("scope change"),
    many=_("Scope changes"),
    icon="git-compare",
    parent="project",
    page="scope-change",
    asks=("title", "why", "cards", "due_on"),
    folded=frozenset({"cards"}),
    verbs=Verbs(
        verbs.add_scope_changes,
        verbs.edit_scope_change,
        verbs.remove_scope_changes,
        verbs.restore_scope_changes,
    ),
    fields=(
        F("title", _("What is to come in")),
        F("why", _("Why")),
        F("metric", _("Metric that it touches")),
        F("metric_text", _("What it does to the metric"), _("In words, where no metric is kept for it.")),
        F("cost", _("What it costs"), _("Days, money, attention.")),
        F(
            "given_up",
            _("What is given up for it"),
            _("What goes out or comes later. If nothing does, write that."),
        ),
        F("cards", _("Its cards"), _("One per line: what is to be done. Empty: one card with its title.")),
        F(
            "owner",
            _("Decides"),
            _("Exactly one person: who signs the project off, unless they name another."),
        ),
        F("due_on", _("To be decided by"), _("Empty: in a week.")),
    ),
)

KINDS = (SCOPE_CHANGE,)
