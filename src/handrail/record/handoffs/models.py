"""A customer given from one of us to another, and what was promised before the sale."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned
from handrail.record.customers.models import Customer, Opportunity, named
from handrail.record.plans.models import Criterion, Plan

from .facts import KINDS, PROMISE_STATES, STATES

UNDER_WAY = Q(removed_at__isnull=True, state__in=["requested", "returned"])


class Handoff(Owned):
    """Owner: who takes over. Nothing has changed hands until they have accepted.

    Its open items are tasks whose subject it is. `checklist` holds the codes of `facts.POINTS` that were ticked;
    `moved` counts by kind what the acceptance moved; `reason` is why it was returned the last time.
    """

    customer = TenantKey(Customer)
    plan = TenantKey(Plan, null=True, blank=True)
    opportunity = TenantKey(Opportunity, null=True, blank=True)
    giver = TenantKey(Member, null=True, blank=True, duty=True)
    title = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=10, default="sa_to_ca", choices=named(*KINDS))
    state = models.CharField(max_length=10, default="requested", choices=named(*STATES))
    due_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    context = models.TextField(blank=True)
    cadence = models.CharField(max_length=200, blank=True)
    checklist = models.JSONField(default=list, blank=True)
    reason = models.TextField(blank=True)
    returns = models.PositiveSmallIntegerField(default=0)
    moved = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            # a customer, or a plan, changes hands once at a time: a double click and two rules are one handoff
            models.UniqueConstraint(
                fields=["workspace", "plan"],
                condition=UNDER_WAY & Q(plan__isnull=False),
                name="handoff_of_plan_once",
            ),
            models.UniqueConstraint(
                fields=["workspace", "customer"],
                condition=UNDER_WAY & Q(plan__isnull=True),
                name="handoff_of_customer_once",
            ),
        ]
        indexes = [
            # read by queries.of_customers: the customer's page, and whether a deal was handed over already
            models.Index(fields=["workspace", "customer"], name="handoff_customer"),
            # read by owning and by the list: what waits for a member
            models.Index(fields=["workspace", "owner"], condition=UNDER_WAY, name="handoff_waiting"),
        ]

    def __str__(self) -> str:
        return self.title


class Promise(Owned):
    """What the customer was told before the sale. Somebody owns it until it is a criterion, kept or released."""

    customer = TenantKey(Customer)
    plan = TenantKey(Plan, null=True, blank=True)
    opportunity = TenantKey(Opportunity, null=True, blank=True)
    criterion = TenantKey(Criterion, null=True, blank=True)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    made_to = models.CharField(max_length=200, blank=True)
    made_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, default="open", choices=named(*PROMISE_STATES))
    settled_on = models.DateField(null=True, blank=True)
    outcome = models.TextField(blank=True, help_text="How it was kept, or who released us from it and why")
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.promises_of: the thread on the customer's, the handoff's and the renewal's page
            models.Index(fields=["workspace", "customer"], name="promise_customer"),
            # read by owning: what waits for a member
            models.Index(fields=["workspace", "owner"], name="promise_owner"),
        ]

    def __str__(self) -> str:
        return self.title
