"""A rehearsed scenario: every critical path of a project walked, with who is called there and what they do."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted
from handrail.record.customers.models import Customer, named
from handrail.record.projects.models import Project

from .states import STATES


class Drill(Tenanted):
    """It is open while its paths are walked, and held once all of them were: then its gaps hold up the sign-off."""

    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=300)
    scenario = models.TextField(
        blank=True, help_text="What has happened, as it is told to those who take part"
    )
    state = models.CharField(max_length=4, default="open", choices=named(*STATES))
    held_on = models.DateField(null=True, blank=True)
    held_by = TenantKey(Member, null=True, blank=True)
    paths = models.JSONField(
        default=list,
        blank=True,
        help_text="What was walked: kind, subject, title, owner, response, walked, task",
    )
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Tenanted.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key"], condition=Q(removed_at__isnull=True), name="drills_drill_key"
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="drill_state_known"),
        ]
        indexes = [
            # read by queries.of_project: a project's page, and whether it may be signed off
            models.Index(
                fields=["workspace", "project"], condition=Q(removed_at__isnull=True), name="drill_project"
            ),
        ]

    def __str__(self) -> str:
        return self.title
