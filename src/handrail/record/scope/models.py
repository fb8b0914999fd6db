"""What a project has committed itself to, and every change of that which somebody asked for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.record.customers.models import Customer, named
from handrail.record.metrics.models import Metric
from handrail.record.projects.models import Project

from .states import OPEN, STATES

HERE = Q(removed_at__isnull=True)


def heard(row: Commitment | ScopeChange) -> tuple[str, ...]:
    """An open page of the project hears of its scope."""
    behind = f"@{row.customer_id}" if row.customer_id else ""
    return (f"project:{row.project_id}{behind}",)


class Commitment(Tenanted):
    """Of one project: how many cards each can take, and whether its scope is locked. What was locked when, and why it
    was opened again, its history tells."""

    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    capacity = models.JSONField(
        default=dict, blank=True, help_text='How many open cards each says they can take: {"bob": 5}'
    )
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_by = TenantKey(Member, null=True, blank=True)
    let_through = models.TextField(blank=True, help_text="Why it was locked though the gate did not hold")
    checks = models.JSONField(default=list, blank=True, help_text="What the gate answered when it was locked")
    reason = models.TextField(blank=True, help_text="Why it was opened again")

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # read by entering.locks: whether something may enter a project
            models.UniqueConstraint(fields=["workspace", "project"], condition=HERE, name="commitment_once"),
        ]

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        return heard(self)

    def __str__(self) -> str:
        return str(self.project)


class ScopeChange(Owned):
    """Something that is to come into a project's scope, and what that costs. Its owner decides. How it goes on is said
    in `states.py`."""

    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=300)
    why = models.TextField(blank=True)
    state = models.CharField(max_length=10, default="asked", choices=named(*STATES))
    metric = TenantKey(Metric, null=True, blank=True)
    metric_text = models.CharField(
        max_length=300, blank=True, help_text="What it does to the metric, in words"
    )
    cost = models.TextField(blank=True)
    given_up = models.TextField(blank=True)
    cards = models.JSONField(
        default=list,
        blank=True,
        help_text="What becomes of it, one card each: titles, or task:key of one that is there",
    )
    place = models.CharField(
        max_length=80,
        blank=True,
        help_text="The key of the board its cards go to; empty: the project's first",
    )
    due_on = models.DateField(null=True, blank=True)
    asked_by = TenantKey(Member, null=True, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    decided_by = TenantKey(Member, null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was declined, or is asked for again")
    source = models.CharField(max_length=200, blank=True, help_text="Who asked, where it was nobody of us")
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        verbose_name = "scope change"
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="scopechange_state_known"),
        ]
        indexes = [
            # read by queries.of_project: a project's page
            models.Index(fields=["workspace", "project"], condition=HERE, name="scopechange_project"),
            # read by owning: what waits for a member
            models.Index(
                fields=["workspace", "owner"], condition=HERE & Q(state__in=OPEN), name="scopechange_owner"
            ),
        ]

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        return heard(self)

    def __str__(self) -> str:
        return self.title
