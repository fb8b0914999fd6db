"""How often we look together, each time we do, and what there was to look at."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from handrail.house.ledger.rows import today
from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.record.customers.models import Customer, named
from handrail.record.plans.models import Plan
from handrail.record.projects.models import Project

from .facts import ENDINGS, KINDS
from .states import STATES

HERE = Q(removed_at__isnull=True)


class Cadence(Owned):
    """A recurrence that creates reviews: of the whole workspace, or of one project. `rule` is RFC 5545."""

    project = TenantKey(Project, null=True, blank=True)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, default="weekly", choices=named(*KINDS))
    rule = models.CharField(max_length=200, default="FREQ=WEEKLY;BYDAY=MO")
    starts_on = models.DateField(default=today)
    ends_on = models.DateField(null=True, blank=True)
    at = models.CharField(max_length=5, default="10:00", help_text="The time of day where the workspace is")
    minutes = models.PositiveSmallIntegerField(
        default=30, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    on = models.BooleanField(default=True)
    asks = models.JSONField(
        default=list, blank=True, help_text='What is asked each time: [{"says": "", "about": "metric:calls"}]'
    )

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.cadences_of and sweeps.lacking: a project's page; what has no rhythm yet
            models.Index(fields=["workspace", "project"], name="cadence_project"),
        ]

    def __str__(self) -> str:
        return self.title


class Review(Owned):
    """One time of it: planned for a moment, then held, missed or called off.

    It looks at the workspace, at one project, or at one plan. `current` is the key of the item that everybody looks at;
    `people` are the keys of those who came.
    """

    cadence = TenantKey(Cadence, null=True, blank=True)
    project = TenantKey(Project, null=True, blank=True)
    plan = TenantKey(Plan, null=True, blank=True)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, default="weekly", choices=named(*KINDS))
    at = models.DateTimeField()
    state = models.CharField(max_length=8, default="planned", choices=named(*STATES))
    since = models.DateTimeField(null=True, blank=True, help_text="The review before this one")
    opened_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    current = models.CharField(max_length=80, blank=True)
    people = models.JSONField(default=list, blank=True)
    left_out = models.PositiveIntegerField(default=0, help_text="How many did not fit on the agenda")
    words = models.CharField(max_length=500, blank=True, help_text="Why it was called off")

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            # two workers, or two who open at once, plan the next one once
            models.UniqueConstraint(
                fields=["workspace", "cadence"],
                condition=HERE & Q(state="planned", cadence__isnull=False),
                name="review_planned_once",
            ),
        ]
        indexes = [
            # read by queries.reviews and queries.last_held: the newest first, of all or of one cadence
            models.Index(fields=["workspace", "-at"], name="review_at"),
            models.Index(fields=["workspace", "cadence", "-at"], name="review_cadence"),
            # read by queries.of_project: when a project is looked at next
            models.Index(fields=["workspace", "project", "at"], name="review_project"),
            # read by queries.of_plan: whether it is looked at now, and what became of the last time
            models.Index(
                fields=["workspace", "plan", "-at"], condition=Q(plan__isnull=False), name="review_plan"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Tenanted):
    """One thing to look at, why it is there, and how it ended. `subject_kind` is empty where somebody added a point.

    `reasons` are [{"code", "params"}]; `was` is the date before a new one, and `made` names what came out (task:key).
    """

    review = TenantKey(Review)
    customer = TenantKey(Customer, null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=500)
    reasons = models.JSONField(default=list, blank=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.BigIntegerField(null=True, blank=True)
    subject_key = models.CharField(max_length=80, blank=True)
    carried = models.PositiveSmallIntegerField(default=0, help_text="How often it was left over")
    ending = models.CharField(max_length=10, default="open", choices=named(*ENDINGS))
    words = models.CharField(max_length=1000, blank=True)
    made = models.CharField(max_length=160, blank=True)
    was_on = models.DateField(null=True, blank=True)
    now_on = models.DateField(null=True, blank=True)
    by = TenantKey(Member, null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.items_of: the agenda in order
            models.Index(fields=["workspace", "review", "position"], name="agendaitem_review"),
        ]

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        """An open page of the review hears of its items."""
        behind = f"@{self.customer_id}" if self.customer_id else ""
        return (f"review:{self.review_id}{behind}",)

    def __str__(self) -> str:
        return self.title
