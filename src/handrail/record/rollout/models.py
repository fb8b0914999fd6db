"""For whom a project goes live and how far each is; who is told what; and which dates hang on the go-live day."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.record.customers.models import Customer, named
from handrail.record.projects.models import Project
from handrail.record.risks.models import Risk

STEPS = ("affected", "told", "enabled", "live")
STEP_STATES = ("open", "done", "skipped")
AUDIENCES = ("customers", "ours")
SAID = ("planned", "told", "dropped")
HERE = Q(removed_at__isnull=True)


class Step(Owned):
    """One step of one customer: whose it is, by when, since when it is done. Four of them are a line of the grid."""

    project = TenantKey(Project)
    customer = TenantKey(Customer)
    step = models.CharField(max_length=8, choices=named(*STEPS))
    cohort = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=8, default="open", choices=named(*STEP_STATES))
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta(Owned.Meta):
        verbose_name = "rollout step"
        constraints = [
            *Owned.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "project", "customer", "step"], condition=HERE, name="step_once"
            ),
        ]
        indexes = [
            # read by queries.steps_of: the grid of a project, and its counts
            models.Index(fields=["workspace", "project"], condition=HERE, name="step_project"),
            # read by owning: what waits for a member
            models.Index(fields=["workspace", "owner"], name="step_owner"),
        ]

    @property
    def heard(self) -> tuple[str, ...]:  # type: ignore[override]
        """An open grid hears of its steps."""
        return (f"project:{self.project_id}@{self.customer_id}",)

    def __str__(self) -> str:
        return f"{self.customer.name}: {self.step}"


class Announcement(Owned):
    """Who is told what, when and by whom; and what is done with what comes back. With a risk, a blocker is told."""

    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=300)
    to = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=10, default="customers", choices=named(*AUDIENCES))
    channel = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    response = models.TextField(blank=True, help_text="What is done with what comes back")
    answers = TenantKey(Member, null=True, blank=True, duty=True)
    risk = TenantKey(Risk, null=True, blank=True)
    state = models.CharField(max_length=8, default="planned", choices=named(*SAID))
    due_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.announcements_of: a project's plan of what is said
            models.Index(fields=["workspace", "project"], condition=HERE, name="announcement_project"),
            # read by owning: what waits for a member
            models.Index(fields=["workspace", "owner"], name="announcement_owner"),
        ]

    def __str__(self) -> str:
        return self.title


class Tie(Tenanted):
    """A date that hangs on its project's go-live day: so many days from it.

    `set_on` is the day that it came to. Where the record has another one now, somebody set it by hand: it stays.
    """

    project = TenantKey(Project)
    customer = TenantKey(Customer, null=True, blank=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    field = models.CharField(max_length=40)
    days = models.SmallIntegerField()
    set_on = models.DateField(null=True, blank=True)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "subject_kind", "subject_id", "field"], condition=HERE, name="tie_once"
            ),
        ]
        indexes = [
            # read by dated.of_project: what moves with the go-live day
            models.Index(fields=["workspace", "project"], condition=HERE, name="tie_project"),
        ]
