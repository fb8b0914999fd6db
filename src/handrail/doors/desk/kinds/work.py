"""What people do and decide, what may go wrong, and what is measured, as the desk shows it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from handrail.record.blockers import models as blockers
from handrail.record.blockers import verbs as blocking
from handrail.record.decisions import depending, yielding
from handrail.record.decisions import models as decisions
from handrail.record.decisions import verbs as decided
from handrail.record.metrics import models as metrics
from handrail.record.metrics import verbs as measured
from handrail.record.risks import models as risks
from handrail.record.risks import queries as risk_queries
from handrail.record.risks import verbs as risked
from handrail.record.tasks import models as tasks
from handrail.record.tasks import verbs as done

from .kind import Field as F
from .kind import Kind, Verbs

TASK = Kind(
    model=tasks.Task,
    slug="tasks",
    settled=frozenset({"done", "dropped"}),
    one=_("task"),
    many=_("Tasks"),
    icon="list-checks",
    parent="customer",
    asks=("title", "owner", "due_on", "priority"),
    apart=frozenset({"recurs"}),
    verbs=Verbs(done.add_tasks, done.edit_task, done.remove_tasks, done.restore_tasks),
    fields=(
        F("title", _("What")),
        F("owner", _("Whose"), _("Exactly one person.")),
        F("due_on", _("When")),
        F("state", _("State")),
        F("priority", _("Priority")),
        F("next_action", _("Next action")),
        F("text", _("Details")),
        F("customer", _("Customer")),
        F("done_on", _("Done on")),
        F("recurs", _("Comes again")),
        F("source", _("Where it comes from")),
    ),
)

DECISION = Kind(
    model=decisions.Decision,
    slug="decisions",
    settled=frozenset({"approved", "rejected", "superseded", "reverted"}),
    one=_("decision"),
    many=_("Decisions"),
    icon="gavel",
    page="decision",
    parent="customer",
    asks=("title", "question", "owner", "due_on", "customer", "customer_impact", "evidence_needed"),
    folded=frozenset({"customer", "customer_impact", "evidence_needed"}),
    once=(F("customer", _("Customer")),),
    verbs=Verbs(
        decided.add_decisions, decided.edit_decision, decided.remove_decisions, decided.restore_decisions
    ),
    fields=(
        F("title", _("Decision")),
        F("question", _("The question")),
        F("owner", _("Who decides"), _("Exactly one person.")),
        F("delegate", _("Stands in"), _("May decide in the owner’s place.")),
        F("due_on", _("Due")),
        F("state", _("State")),
        F("answer", _("The answer")),
        F("rationale", _("Why so")),
        F("context", _("Context")),
        F("options", _("Options"), shape="options"),
        F(
            "acceptance",
            _("Acceptance criteria"),
            _("One per line: how you see that it was done as decided."),
        ),
        F("proceeds", _("May work go on before it is validated?")),
        F("evidence_needed", _("Evidence is needed"), _("Nobody approves it without a piece of evidence.")),
        F("customer_impact", _("What it means for the customer")),
        F("metric_text", _("Metric it moves")),
        F("scope_in", _("In scope")),
        F("scope_out", _("Out of scope")),
        F("implications", _("What follows from it"), _("One per line.")),
        F("category", _("Category")),
        F("customer", _("Customer")),
        F("asked_by", _("Approval asked by")),
        F("asked_on", _("Asked on")),
        F("decided_on", _("Decided on")),
        F("decided_by", _("Decided by")),
        F("reason", _("Reason")),
        F("replaced_by", _("Replaced by")),
        F("source", _("Where it comes from")),
    ),
)

DEPENDENCY = Kind(
    model=decisions.Dependency,
    slug="dependencies",
    settled=frozenset({"met", "dropped"}),
    one=_("dependency"),
    many=_("What decisions wait for"),
    icon="link",
    parent="decision",
    asks=("needs", "team", "title", "owner", "due_on", "metric_text"),
    folded=frozenset({"title", "metric_text"}),
    verbs=Verbs(
        depending.add_dependencies, depending.edit_dependency, depending.remove_dependencies,
        depending.restore_dependencies,
    ),
    fields=(
        F("title", _("What is waited for"), _("Empty: the name of the decision or the team.")),
        F("needs", _("Another decision")),
        F("team", _("Or another team"), _("Who has to do something, where it is no decision.")),
        F("owner", _("Owner"), _("Exactly one person; empty: who decides the other decision.")),
        F("due_on", _("Checkpoint"), _("The day on which somebody looks how it stands.")),
        F("metric_text", _("Metric it is tied to")),
        F("state", _("State")),
        F("decision", _("The decision that waits")),
    ),
)  # fmt: skip

CONSTRAINT = Kind(
    model=decisions.Constraint,
    slug="constraints",
    one=_("constraint"),
    many=_("Constraints"),
    icon="shield-check",
    parent="decision",
    asks=("title", "acceptance"),
    verbs=Verbs(
        yielding.add_constraints, yielding.edit_constraint, yielding.remove_constraints,
        yielding.restore_constraints,
    ),
    fields=(
        F("title", _("What the work has to keep to")),
        F("acceptance", _("Acceptance criteria"), _("One per line: how you see that it is kept.")),
        F("decision", _("Follows from")),
    ),
)  # fmt: skip

RISK = Kind(
    model=risks.Risk,
    slug="risks",
    settled=frozenset(risk_queries.CLOSED),
    one=_("risk"),
    many=_("Risks"),
    icon="shield-alert",
    page="risk",
    parent="customer",
    asks=(
        "title", "owner", "likelihood", "impact", "closeness", "mitigation", "fallback", "review_on", "customer",
        "threatens", "stake",
    ),
    folded=frozenset({"customer", "threatens", "stake"}),
    once=(F("customer", _("Customer")),),
    verbs=Verbs(risked.add_risks, risked.edit_risk, risked.remove_risks, risked.restore_risks),
    fields=(
        F("title", _("What may go wrong")),
        F("owner", _("Owner"), _("Exactly one person.")),
        F("state", _("State")),
        F("severity", _("Severity")),
        F("likelihood", _("Likelihood"), _("1 (hardly) to 5 (almost sure)")),
        F("impact", _("Impact"), _("1 (small) to 5 (we lose them)")),
        F("closeness", _("Closeness to the customer"), _("1 (only we notice) to 5 (they feel it)")),
        F("mitigation", _("What we do about it"), _("The customer sees this in the plan.")),
        F("mitigation_actions", _("Steps"), _("One per line.")),
        F("mitigation_progress", _("Progress in percent")),
        F("fallback", _("Fallback"), _("What happens if it comes true all the same.")),
        F("review_on", _("Look at it again on")),
        F("threatens", _("Metric it threatens")),
        F("metric_text", _("Metric in words"), _("Where it is none of ours.")),
        F("stake", _("At stake"), _("An amount, where it is not the customer’s ARR.")),
        F("currency", _("Currency"), _("Three letters, such as EUR.")),
        F("analysis", _("Our analysis"), _("Only your team sees this.")),
        F("text", _("Details")),
        F("likelihood_text", _("Likelihood in words")),
        F("impact_text", _("Impact in words")),
        F("category", _("Category")),
        F("customer", _("Customer")),
        F("raised_on", _("Raised on")),
        F("reason", _("Reason"), _("Why it was accepted, is over or was opened again.")),
        F("source", _("Where it comes from")),
    ),
)  # fmt: skip

BLOCKER = Kind(
    model=blockers.Blocker,
    slug="blockers",
    settled=frozenset({"took_effect", "resolved", "dropped"}),
    one=_("blocker"),
    many=_("Blockers"),
    icon="octagon-alert",
    page="blocker",
    parent="customer",
    asks=("title", "owner", "due_on", "fallback", "customer_impact", "customer_sees", "customer"),
    folded=frozenset({"customer_sees", "customer"}),
    once=(F("customer", _("Customer")),),
    verbs=Verbs(
        blocking.add_blockers, blocking.edit_blocker, blocking.remove_blockers, blocking.restore_blockers
    ),
    fields=(
        F("title", _("What holds work up")),
        F("owner", _("Owner"), _("Exactly one person. They alone arm the fallback.")),
        F("due_on", _("To be solved by"), _("When this day has passed, an armed fallback takes effect.")),
        F("state", _("State")),
        F("fallback", _("Fallback"), _("What is done if it is not solved by then.")),
        F("customer_impact", _("What it means for the customer")),
        F(
            "customer_sees",
            _("The customer sees the fallback"),
            _("Then it never takes effect by itself: it waits for the owner’s word."),
        ),
        F("text", _("Details")),
        F("customer", _("Customer")),
        F("reason", _("Reason")),
        F("source", _("Where it comes from")),
    ),
)

METRIC = Kind(
    model=metrics.Metric,
    slug="metrics",
    one=_("metric"),
    many=_("Metrics"),
    icon="chart-line",
    title="name",
    parent="customer",
    asks=(
        "name",
        "definition",
        "purpose",
        "unit",
        "direction",
        "baseline",
        "target",
        "owner",
        "measure",
        "formula",
        "cohort",
        "low",
        "high",
    ),
    folded=frozenset({"measure", "formula", "cohort", "low", "high"}),
    verbs=Verbs(
        measured.add_metrics, measured.edit_metric, measured.remove_metrics, measured.restore_metrics
    ),
    fields=(
        F("name", _("Name")),
        F("definition", _("What is counted"), _("In a sentence that everybody reads alike.")),
        F("formula", _("How the number comes of it"), _("Such as: tasks done in time ÷ tasks due.")),
        F("purpose", _("What it shows")),
        F(
            "measure",
            _("Computed as"),
            _("Read from the work each night, of its project or its customer. Empty: somebody feeds it."),
        ),
        F(
            "cohort",
            _("Counted for"),
            _("A tier (tier:enterprise) or a cohort of a rollout (cohort:Pilot). Empty: all."),
        ),
        F("unit", _("Unit")),
        F("direction", _("Direction")),
        F("baseline", _("Baseline"), _("Where it stood before.")),
        F("target", _("Target")),
        F("low", _("Lowest"), _("Below this somebody should hear of it: a rule tells the owner.")),
        F("high", _("Highest"), _("Above this somebody should hear of it: a rule tells the owner.")),
        F("owner", _("Owner")),
        F("trend_text", _("Trend as it came in")),
    ),
)

READING = Kind(
    model=metrics.Reading,
    slug="readings",
    one=_("reading"),
    many=_("Readings"),
    icon="gauge",
    title="on",
    called="metric__name",
    parent="metric",
    asks=("value", "on", "source"),
    verbs=Verbs(
        measured.add_readings, measured.edit_reading, measured.remove_readings, measured.restore_readings
    ),
    fields=(
        F("value", _("Value")),
        F("on", _("Read on")),
        F("source", _("Where it was read"), _("A link or a name: the evidence.")),
        F("note", _("Note")),
    ),
)

KINDS = (TASK, DECISION, DEPENDENCY, CONSTRAINT, RISK, BLOCKER, METRIC, READING)
