"""What was decided, by whom, and what still waits for a decision."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Owned
from handrail.record.customers.models import Customer, named

STATES = ("proposed", "in_review", "approved", "rejected", "superseded", "reverted")


class Decision(Owned):
    """A question with one owner; the answer, once there is one."""

    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=500)
    question = models.TextField(blank=True)
    context = models.TextField(blank=True)
    answer = models.TextField(blank=True)
    rationale = models.TextField(blank=True)
    category = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, default="proposed", choices=named(*STATES))
    due_on = models.DateField(null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    metric_text = models.CharField(max_length=300, blank=True)
    customer_impact = models.TextField(blank=True)
    scope_in = models.TextField(blank=True)
    scope_out = models.TextField(blank=True)
    implications = models.JSONField(default=list, blank=True)
    source = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.open_decisions: Today and the customer page list what waits
            models.Index(
                fields=["workspace", "owner", "due_on"],
                condition=Q(removed_at__isnull=True, state__in=["proposed", "in_review"]),
                name="decision_open_of_owner",
            ),
            models.Index(fields=["workspace", "customer"], name="decision_customer"),
        ]

    def __str__(self) -> str:
        return self.title
