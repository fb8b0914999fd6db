"""What success plans begin with, as the desk shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.plans import models, templates

from .kind import Field as F
from .kind import Kind, Verbs

TITLE, SIDE = ("title", _("Title")), ("side", _("Whose"))
TEMPLATE = Kind(
    model=models.PlanTemplate,
    slug="plan-templates",
    one=_("template of plans"),
    many=_("Templates of plans"),
    icon="layers",
    asks=("title", "about", "deal_kind", "tier", "by_itself"),
    verbs=Verbs(
        templates.add_plan_templates,
        templates.edit_plan_template,
        templates.remove_plan_templates,
        templates.restore_plan_templates,
    ),
    fields=(
        F("title", _("Title")),
        F("about", _("What it is for")),
        F("deal_kind", _("Kind of deal"), _("Empty: for any.")),
        F("tier", _("Tier"), _("Empty: for any.")),
        F(
            "by_itself",
            _("Plans begin with it"),
            _(
                "A plan of such a deal begins with it, unless somebody chooses another. One for each kind and tier."
            ),
        ),
        F(
            "outcomes",
            _("Outcomes"),
            "",
            "table",
            (TITLE, ("metric_text", _("Measured by")), ("unit", _("Unit")), ("target", _("Target"))),
        ),
        F(
            "criteria",
            _("Success criteria"),
            _("Five at most."),
            "table",
            (TITLE, ("measurement", _("How it is measured")), ("target", _("Target"))),
        ),
        F(
            "phases",
            _("Adoption phases"),
            _("Days are counted from the plan’s first."),
            "table",
            (
                TITLE,
                ("kind", _("Kind")),
                ("from_day", _("From day")),
                ("to_day", _("To day")),
                ("objectives", _("Objectives")),
            ),
        ),
        F(
            "milestones",
            _("Milestones"),
            _("Days are counted from the plan’s first."),
            "table",
            (
                TITLE,
                ("on_day", _("On day")),
                SIDE,
                ("phase", _("Phase")),
            ),
        ),
        F(
            "initiatives",
            _("Initiatives"),
            _("Horizons are 0-30, 30-90, 90-180 and 180+."),
            "table",
            (
                TITLE,
                ("horizon", _("Horizon")),
                ("criteria", _("Good when")),
                ("dependencies", _("Depends on")),
            ),
        ),
        F("activities", _("Technical activities"), "", "table", (TITLE, ("dependencies", _("Depends on")))),
        F(
            "responsibilities",
            _("Joint responsibilities"),
            "",
            "table",
            (TITLE, SIDE, ("who", _("Who")), ("by_day", _("By day"))),
        ),
        F("evaluation.type", _("Kind of evaluation"), "", "text"),
        F("evaluation.timeline", _("Timeline")),
        F("evaluation.resources_vendor", _("People and time from us")),
        F("evaluation.resources_customer", _("People and time from them")),
    ),
)
