"""The success plan: what the customer was promised, how it is measured, who does what by when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.record.customers.models import Customer, Opportunity, Stakeholder, named
from handrail.record.metrics.models import Metric
from handrail.record.risks.models import Risk

from . import audience

PHASES = ("initiate", "develop", "finalize", "execute", "completed")
STATUSES = ("draft", "in_review", "customer_accepted", "active", "completed")
SIDES = ("vendor", "customer")
MILESTONE_STATES = ("planned", "in_progress", "done", "dropped")
CRITERION_STATES = ("open", "in_progress", "met", "missed")
ADOPTION_KINDS = ("implementation", "post_go_live", "steady_state")
HORIZONS = ("0-30", "30-90", "90-180", "180+")


class Plan(Owned):
    """One per opportunity or customer. Owner: the SA before the handoff, the CA after it.

    `updated_on` moves when a person changes anything in the plan; an import brings the file's own date.
    The JSON sections hold what `sections.py` declares, and any key we do not know.
    """

    customer = TenantKey(Customer)
    opportunity = TenantKey(Opportunity, null=True, blank=True)
    title = models.CharField(max_length=300)
    phase = models.CharField(max_length=10, default="initiate", choices=named(*PHASES))
    status = models.CharField(max_length=18, default="draft", choices=named(*STATUSES))
    version = models.CharField(max_length=20, blank=True)
    started_on = models.DateField(null=True, blank=True)
    updated_on = models.DateField(null=True, blank=True)
    customer_reviewed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(null=True, blank=True)
    background = models.JSONField(default=dict, blank=True)
    current_state = models.JSONField(default=dict, blank=True)
    desired_state = models.JSONField(default=dict, blank=True)
    evaluation = models.JSONField(default=dict, blank=True)
    handoff = models.JSONField(default=dict, blank=True)
    competition = models.JSONField(default=dict, blank=True)
    commercial = models.JSONField(default=dict, blank=True)
    change_log = models.JSONField(default=list, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    template: PlanTemplate | None = None
    """What it is to begin with, said when it is made; no column: afterwards what was there is the plan's own."""

    SHARED = audience.SHARED["plan"]
    SHARED_INSIDE = audience.INSIDE

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.of_customers: the customer page and the judgement
            models.Index(fields=["workspace", "customer"], name="plan_customer"),
            models.Index(fields=["workspace", "owner"], name="plan_owner"),
        ]

    def __str__(self) -> str:
        return self.title


class Part(Tenanted):
    """A row inside a plan. `customer` repeats the plan's, so that a timeline needs no join."""

    plan = TenantKey(Plan)
    customer = TenantKey(Customer)
    position = models.PositiveSmallIntegerField(default=0)
    fields = models.JSONField(default=dict, blank=True)

    SECTION: ClassVar[str] = ""

    class Meta(Tenanted.Meta):
        abstract = True
        indexes = [
            # read by queries.parts: the rows of one plan or of a page of plans
            models.Index(fields=["workspace", "plan", "position"], name="%(class)s_plan")
        ]


class OwnedPart(Part, Owned):
    class Meta(Part.Meta, Owned.Meta):
        abstract = True
        constraints = Owned.Meta.constraints
        indexes = Part.Meta.indexes


class Outcome(Part):
    title = models.CharField(max_length=500)
    metric_text = models.CharField(max_length=300, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    baseline = models.CharField(max_length=120, blank=True)
    target = models.CharField(max_length=120, blank=True)
    current = models.CharField(max_length=120, blank=True)
    by_on = models.DateField(null=True, blank=True)
    sponsor = models.CharField(max_length=200, blank=True, help_text="Who at the customer wants it")

    SECTION = "outcomes"
    SHARED = audience.SHARED["outcome"]


class Criterion(Part):
    """A success criterion. A plan has 1 to 5; the verb refuses a sixth, a file may bring one and is flagged."""

    title = models.CharField(max_length=500)
    measurement = models.CharField(max_length=500, blank=True)
    target = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, default="open", choices=named(*CRITERION_STATES))
    evidence = models.TextField(blank=True)

    SECTION = "success_criteria"
    SHARED = audience.SHARED["criterion"]


class AdoptionPhase(Part):
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, blank=True, choices=named(*ADOPTION_KINDS))
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    objectives = models.JSONField(default=list, blank=True)
    use_cases = models.JSONField(default=list, blank=True)
    deliverables = models.JSONField(default=list, blank=True)
    prerequisites = models.JSONField(default=list, blank=True)

    SECTION = "adoption"
    SHARED = audience.SHARED["adoptionphase"]


class Milestone(OwnedPart):
    """`side` says whose move it is; the owner is always a member of ours."""

    adoption_phase = TenantKey(AdoptionPhase, null=True, blank=True)
    title = models.CharField(max_length=500)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default="planned", choices=named(*MILESTONE_STATES))
    side = models.CharField(max_length=8, default="vendor", choices=named(*SIDES))
    counterpart = TenantKey(Stakeholder, null=True, blank=True)
    counterpart_text = models.CharField(max_length=200, blank=True)

    SECTION = "adoption"
    SHARED = audience.SHARED["milestone"]

    class Meta(OwnedPart.Meta):
        indexes = [
            *OwnedPart.Meta.indexes,
            # read by queries.next_milestones and Today: what is not done, by date
            models.Index(
                fields=["workspace", "customer", "due_on"],
                condition=Q(removed_at__isnull=True, state__in=["planned", "in_progress"]),
                name="milestone_open",
            ),
            # read by Today: my open milestones, and everybody's, the oldest date first
            models.Index(
                fields=["workspace", "owner", "due_on"],
                condition=Q(removed_at__isnull=True, state__in=["planned", "in_progress"]),
                name="milestone_open_of_owner",
            ),
            models.Index(
                fields=["workspace", "due_on"],
                condition=Q(removed_at__isnull=True, state__in=["planned", "in_progress"]),
                name="milestone_open_by_date",
            ),
        ]


class Activity(OwnedPart):
    """A technical activity of the evaluation."""

    title = models.CharField(max_length=500)
    state = models.CharField(max_length=60, blank=True)
    on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    blockers = models.TextField(blank=True)
    dependencies = models.TextField(blank=True)

    SECTION = "technical_activities"
    SHARED = audience.SHARED["activity"]


class Initiative(OwnedPart):
    title = models.CharField(max_length=500)
    horizon = models.CharField(max_length=8, default="0-30", choices=named(*HORIZONS))
    criteria = models.TextField(blank=True)
    state = models.CharField(max_length=60, blank=True)
    dependencies = models.TextField(blank=True)

    SECTION = "initiatives"
    SHARED = audience.SHARED["initiative"]


class Responsibility(Part):
    """What one side promised the other; the customer sees all of it."""

    title = models.CharField(max_length=500)
    side = models.CharField(max_length=8, default="vendor", choices=named(*SIDES))
    who = models.CharField(max_length=200, blank=True)
    by_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=60, blank=True)

    SECTION = "responsibilities"
    SHARED = audience.SHARED["responsibility"]


class PlanMetric(Part):
    """This metric is the plan's value metric."""

    metric = TenantKey(Metric)

    SECTION = "value"


class PlanRisk(Part):
    """This risk of the register is also in the plan."""

    risk = TenantKey(Risk)

    SECTION = "risks"


class Waiver(Tenanted):
    """A plan that policy demands and a manager waived: who, why, until when."""

    customer = TenantKey(Customer)
    opportunity = TenantKey(Opportunity, null=True, blank=True)
    by = TenantKey(Member, null=True, blank=True)
    by_text = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    given_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [models.Index(fields=["workspace", "customer"], name="waiver_customer")]


class PlanTemplate(Tenanted):
    """What plans begin with here; of `deal_kind` and `tier`, empty is any.

    With `by_itself` a plan for such a deal begins with it unless somebody chooses otherwise: one for each such pair.
    Its tables hold what `patterns.py` declares, and any column we do not know.
    """

    title = models.CharField(max_length=200)
    about = models.TextField(blank=True)
    deal_kind = models.CharField(max_length=10, blank=True, choices=named("new", "expansion", "renewal"))
    tier = models.CharField(max_length=12, blank=True, choices=named("strategic", "enterprise", "commercial"))
    by_itself = models.BooleanField(default=False)
    evaluation = models.JSONField(default=dict, blank=True)
    outcomes = models.JSONField(default=list, blank=True)
    activities = models.JSONField(default=list, blank=True)
    criteria = models.JSONField(default=list, blank=True)
    phases = models.JSONField(default=list, blank=True)
    milestones = models.JSONField(default=list, blank=True)
    initiatives = models.JSONField(default=list, blank=True)
    responsibilities = models.JSONField(default=list, blank=True)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # two at once can not both be what plans begin with
            models.UniqueConstraint(
                fields=["workspace", "deal_kind", "tier"],
                condition=Q(removed_at__isnull=True, by_itself=True),
                name="plan_template_by_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attempt(Tenanted):
    """One try to bring a plan to another phase, or to clear a proposal, with every answer it got.

    `reason` of one that was let through, or went back. Without `goes` it was about the proposal of the deal.
    """

    customer = TenantKey(Customer)
    plan = TenantKey(Plan, null=True, blank=True)
    opportunity = TenantKey(Opportunity, null=True, blank=True)
    came = models.CharField(max_length=10, blank=True)
    goes = models.CharField(max_length=10, blank=True)
    by = TenantKey(Member, null=True, blank=True)
    passed = models.BooleanField()
    overridden = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    checks = models.JSONField(default=list, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.attempts_of: a plan's tries, the newest first
            models.Index(fields=["workspace", "plan", "-id"], name="attempt_plan"),
            # read by queries.attempts_at: those of a deal's proposal
            models.Index(
                fields=["workspace", "opportunity", "-id"],
                condition=Q(opportunity__isnull=False),
                name="attempt_deal",
            ),
        ]


class Clearance(Tenanted):
    """We may propose: who cleared the deal's proposal, when, and why where a check did not hold (`overridden`)."""

    customer = TenantKey(Customer)
    opportunity = TenantKey(Opportunity)
    by = TenantKey(Member, null=True, blank=True)
    by_text = models.CharField(max_length=200, blank=True)
    reason = models.TextField(blank=True)
    given_on = models.DateField()
    overridden = models.BooleanField(default=False)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "opportunity"],
                condition=Q(removed_at__isnull=True),
                name="clearance_deal_once",
            ),
        ]
        indexes = [
            # read by gathering.cleared_deals, with every judgement of the customer
            models.Index(fields=["workspace", "customer"], name="clearance_customer")
        ]

    def __str__(self) -> str:
        return str(self.opportunity)
