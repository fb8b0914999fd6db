"""What was decided, by whom, and what still waits for a decision."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.record.customers.models import Customer, named

from .facts import DEPENDENCY_STATES, PROCEEDS
from .states import OPEN, STATES

HERE = Q(removed_at__isnull=True)


class Decision(Owned):
    """A question with one owner; the answer, once there is one. How it goes on is said in `states.py`."""

    customer = TenantKey(Customer, null=True, blank=True)
    subject = models.CharField(max_length=160, blank=True, help_text="What it is about: project:spring")
    title = models.CharField(max_length=500)
    question = models.TextField(blank=True)
    context = models.TextField(blank=True)
    options = models.JSONField(
        default=list, blank=True, help_text='What was weighed: [{"title": "", "pros": [], "cons": []}]'
    )
    answer = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    acceptance = models.JSONField(
        default=list, blank=True, help_text="How somebody sees that it was done as decided: a list of texts"
    )
    category = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, default="proposed", choices=named(*STATES))
    due_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    metric_text = models.CharField(max_length=300, blank=True)
    customer_impact = models.TextField(blank=True)
    scope_in = models.TextField(blank=True)
    scope_out = models.TextField(blank=True)
    proceeds = models.CharField(
        max_length=10,
        blank=True,
        choices=named(*PROCEEDS),
        help_text="Whether work goes on before validation",
    )
    evidence_needed = models.BooleanField(
        default=False, help_text="Nobody approves it without a piece of evidence"
    )
    implications = models.JSONField(default=list, blank=True)
    delegate = TenantKey(Member, null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked_by = TenantKey(Member, null=True, blank=True)
    decided_by = TenantKey(Member, null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was rejected, taken back or opened again")
    replaced_by = TenantKey("self", null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="decision_state_known"),
            models.CheckConstraint(
                condition=Q(replaced_by=None) | (Q(state="superseded") & ~Q(replaced_by=F("id"))),
                name="decision_replaced_once",
            ),
        ]
        indexes = [
            # read by queries.open_decisions: Today and the customer page list what waits
            models.Index(
                fields=["workspace", "owner", "due_on"],
                condition=HERE & Q(state__in=OPEN),
                name="decision_open_of_owner",
            ),
            models.Index(fields=["workspace", "customer"], name="decision_customer"),
            # read by queries.about: the decisions of a project
            models.Index(fields=["workspace", "subject"], condition=~Q(subject=""), name="decision_subject"),
        ]

    def __str__(self) -> str:
        return self.title


class Dependency(Owned):
    """What a decision waits for: another decision, or another team. One owner, a day to look at it, a metric."""

    decision = TenantKey(Decision)
    needs = TenantKey(Decision, null=True, blank=True)
    team = models.CharField(
        max_length=200, blank=True, help_text="Who else has to do something, where no decision"
    )
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    metric_text = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, default="open", choices=named(*DEPENDENCY_STATES))
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        verbose_name_plural = "dependencies"
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "decision", "needs"],
                condition=HERE & Q(needs__isnull=False),
                name="dependency_once",
            ),
            models.CheckConstraint(
                condition=Q(needs__isnull=False) | ~Q(team=""),
                name="dependency_on_something",
            ),
            models.CheckConstraint(condition=~Q(needs=F("decision")), name="dependency_on_another"),
        ]
        indexes = [
            # read by graph: what a decision waits for
            models.Index(fields=["workspace", "decision"], condition=HERE, name="dependency_of"),
            # read by graph: what waits for a decision
            models.Index(
                fields=["workspace", "needs"],
                condition=HERE & Q(needs__isnull=False),
                name="dependency_needs",
            ),
            # read by owning: what waits for a member
            models.Index(
                fields=["workspace", "owner"], condition=HERE & Q(state="open"), name="dependency_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Constraint(Tenanted):
    """What an approved decision asks of the work: cards carry it. It holds as long as its decision is approved."""

    decision = TenantKey(Decision)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=500)
    acceptance = models.JSONField(
        default=list, blank=True, help_text="How somebody sees that it is kept: a list of texts"
    )
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.constraints_of: a decision's page, and the cards that carry them
            models.Index(fields=["workspace", "decision"], condition=HERE, name="constraint_decision"),
        ]

    def __str__(self) -> str:
        return self.title
