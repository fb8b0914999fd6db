"""The success plan and its parts, as the desk shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from handrail.record.plans import models, verbs

from .kind import Field as F
from .kind import Kind, Verbs
from .templates import TEMPLATE

PART = Verbs(verbs.add_parts, verbs.edit_part, verbs.remove_parts, verbs.restore_parts)

PLAN = Kind(
    model=models.Plan,
    slug="plans",
    one=_("plan"),
    many=_("Plans"),
    icon="file-check",
    parent="customer",
    page="plan",
    asks=("title", "opportunity", "owner"),
    verbs=Verbs(verbs.add_plans, verbs.edit_plan, verbs.remove_plans, verbs.restore_plans),
    fields=(
        F("title", _("Title")),
        F("owner", _("Owner"), _("The SA until the handoff, the CSM after it.")),
        F("phase", _("Phase")),
        F("status", _("Status")),
        F("opportunity", _("Opportunity")),
        F("version", _("Version")),
        F("started_on", _("Started")),
        F("updated_on", _("Last updated")),
        F("customer_reviewed_on", _("Reviewed with the customer")),
        F("next_review_on", _("Next review")),
        F("background.industry", _("Industry"), "", "text"),
        F("background.size", _("Size"), "", "text"),
        F("background.priorities", _("Their priorities"), _("One per line."), "lines"),
        F(
            "background.challenges",
            _("Their challenges"),
            "",
            "table",
            (
                ("challenge", _("Challenge")),
                ("impact", _("Impact")),
                ("urgency", _("Urgency")),
            ),
        ),
        F("background.why_now", _("Why now")),
        F("current_state.tools", _("Tools today"), _("One per line."), "lines"),
        F("current_state.workflows", _("How they work today"), _("One per line."), "lines"),
        F(
            "current_state.metric_baselines",
            _("Where the numbers stand"),
            "",
            "table",
            (
                ("metric", _("Metric")),
                ("value", _("Value")),
            ),
        ),
        F("desired_state.target_workflows", _("How they want to work"), _("One per line."), "lines"),
        F(
            "desired_state.target_metrics",
            _("Where the numbers should be"),
            "",
            "table",
            (
                ("metric", _("Metric")),
                ("value", _("Value")),
            ),
        ),
        F("evaluation.type", _("Kind of evaluation"), "", "text"),
        F("evaluation.timeline", _("Timeline")),
        F("evaluation.resources_vendor", _("People and time from us")),
        F("evaluation.resources_customer", _("People and time from them")),
        F("evaluation.decision_date", _("They decide on"), "", "day"),
        F("handoff.from", _("Handed over by"), "", "text"),
        F("handoff.to", _("Handed over to"), "", "text"),
        F("handoff.date", _("Handed over on"), "", "day"),
        F("handoff.checklist", _("Checklist"), "", "table", (("item", _("Item")), ("done", _("Done")))),
        F(
            "handoff.open_items",
            _("Open items"),
            "",
            "table",
            (
                ("item", _("Item")),
                ("owner", _("Owner")),
                ("due", _("Due")),
            ),
        ),
        F(
            "handoff.promises",
            _("Promises made before the sale"),
            "",
            "table",
            (
                ("promise", _("Promise")),
                ("owner", _("Owner")),
                ("state", _("State")),
            ),
        ),
        F("handoff.cadence", _("How often they meet"), "", "text"),
        F("competition.alternatives", _("Alternatives they look at"), _("One per line."), "lines"),
        F("competition.notes", _("Notes")),
        F("commercial.terms", _("Terms")),
        F("commercial.notes", _("Notes")),
        F(
            "change_log",
            _("Change log"),
            "",
            "table",
            (
                ("date", _("Date")),
                ("author", _("Author")),
                ("change", _("Change")),
            ),
        ),
    ),
)

OUTCOME = Kind(
    model=models.Outcome,
    slug="outcomes",
    one=_("outcome"),
    many=_("Outcomes"),
    icon="target",
    parent="plan",
    verbs=PART,
    asks=("title", "metric_text", "unit", "baseline", "target", "by_on", "sponsor"),
    fields=(
        F("title", _("Outcome")),
        F("metric_text", _("Measured by")),
        F("unit", _("Unit")),
        F("baseline", _("Baseline")),
        F("target", _("Target")),
        F("current", pgettext_lazy("value", "Now")),
        F("by_on", _("By")),
        F("sponsor", _("Who wants it"), _("The person at the customer.")),
    ),
)

CRITERION = Kind(
    model=models.Criterion,
    slug="criteria",
    settled=frozenset({"met", "missed"}),
    one=_("success criterion"),
    many=_("Success criteria"),
    icon="scale",
    parent="plan",
    verbs=PART,
    asks=("title", "measurement", "target"),
    fields=(
        F("title", _("Criterion")),
        F("measurement", _("How it is measured")),
        F("target", _("Target")),
        F("state", _("State")),
        F("evidence", _("Evidence"), _("A link, a reading or a sentence that proves it.")),
    ),
)

PHASE = Kind(
    model=models.AdoptionPhase,
    slug="adoption-phases",
    one=_("adoption phase"),
    many=_("Adoption phases"),
    icon="layers",
    parent="plan",
    verbs=PART,
    asks=("title", "kind", "starts_on", "ends_on"),
    fields=(
        F("title", _("Phase")),
        F("kind", _("Kind"), _("It sets how often you meet.")),
        F("starts_on", _("Starts")),
        F("ends_on", _("Ends")),
        F("objectives", _("Objectives"), _("One per line.")),
        F("use_cases", _("Use cases"), _("One per line.")),
        F("deliverables", _("Deliverables"), _("One per line.")),
        F("prerequisites", _("What must be there first"), _("One per line.")),
    ),
)

MILESTONE = Kind(
    model=models.Milestone,
    slug="milestones",
    settled=frozenset({"done", "dropped"}),
    one=_("milestone"),
    many=_("Milestones"),
    icon="flag",
    parent="plan",
    verbs=PART,
    asks=("title", "due_on", "owner", "side", "counterpart", "adoption_phase"),
    fields=(
        F("title", _("Milestone")),
        F("due_on", _("Due")),
        F("state", _("State")),
        F("owner", _("Our owner"), _("Exactly one of us, even where the customer has to move.")),
        F("side", _("Whose move"), _("Who has to do it.")),
        F("counterpart", _("At the customer")),
        F("adoption_phase", _("Phase")),
        F("done_on", _("Done on")),
        F("counterpart_text", _("At the customer, as it came in")),
    ),
)

ACTIVITY = Kind(
    model=models.Activity,
    slug="activities",
    one=_("technical activity"),
    many=_("Technical activities"),
    icon="wrench",
    parent="plan",
    verbs=PART,
    asks=("title", "owner", "on", "state"),
    fields=(
        F("title", _("Activity")),
        F("owner", _("Owner")),
        F("state", _("Status")),
        F("on", _("Date")),
        F("outcome", _("Outcome")),
        F("blockers", _("Held up by")),
        F("dependencies", _("Depends on")),
    ),
)

INITIATIVE = Kind(
    model=models.Initiative,
    slug="initiatives",
    one=_("initiative"),
    many=_("Initiatives"),
    icon="lightbulb",
    parent="plan",
    verbs=PART,
    asks=("title", "horizon", "owner", "criteria"),
    fields=(
        F("title", _("Initiative")),
        F("horizon", _("Horizon")),
        F("owner", _("Owner")),
        F("criteria", _("Good when")),
        F("state", _("Status")),
        F("dependencies", _("Depends on")),
    ),
)

RESPONSIBILITY = Kind(
    model=models.Responsibility,
    slug="responsibilities",
    one=_("responsibility"),
    many=_("Joint responsibilities"),
    icon="handshake",
    parent="plan",
    verbs=PART,
    asks=("title", "side", "who", "by_on"),
    fields=(
        F("title", _("What")),
        F("side", _("Whose")),
        F("who", _("Who")),
        F("by_on", _("By")),
        F("state", _("Status")),
    ),
)

PLAN_METRIC = Kind(
    model=models.PlanMetric,
    slug="plan-metrics",
    one=_("value metric"),
    many=_("Value metrics"),
    icon="chart-line",
    parent="plan",
    title="metric",
    called="metric__name",
    verbs=PART,
    asks=("metric",),
    fields=(F("metric", _("Metric"), _("A metric of this customer that shows the plan's value.")),),
)

PLAN_RISK = Kind(
    model=models.PlanRisk,
    slug="plan-risks",
    one=_("risk in the plan"),
    many=_("Risks in the plan"),
    icon="shield-alert",
    parent="plan",
    title="risk",
    called="risk__title",
    verbs=PART,
    asks=("risk",),
    fields=(F("risk", _("Risk"), _("A risk of this customer that the plan names.")),),
)

WAIVER = Kind(
    model=models.Waiver,
    slug="waivers",
    one=_("waiver"),
    many=_("Waivers"),
    icon="ban",
    parent="customer",
    title="reason",
    asks=("reason", "opportunity", "until_on"),
    verbs=Verbs(verbs.waive_each, verbs.edit_waiver, verbs.withdraw_waivers, verbs.restore_waivers),
    fields=(
        F("reason", _("Why no plan is needed")),
        F("opportunity", _("Opportunity"), _("Empty: for all deals of this customer.")),
        F("until_on", _("Until"), _("Empty: for good.")),
        F("by", _("Waived by")),
        F("given_on", _("Waived on")),
    ),
)

KINDS = (
    PLAN,
    TEMPLATE,
    OUTCOME,
    CRITERION,
    PHASE,
    MILESTONE,
    ACTIVITY,
    INITIATIVE,
    RESPONSIBILITY,
    PLAN_METRIC,
    PLAN_RISK,
    WAIVER,
)
