"""Every date that somebody promised. A projection of the record; the only clock in the house."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Workspace


class Deadline(models.Model):
    """One promise of one record. Written only by `verbs.recompute` and moved on only by `sweeps.fire_due`.

    Calendar, reminders, escalation, "today" and iCal read this table and keep no clock of their own. Nothing
    here is typed by a person: the rooms say what their rows promise (`wiring.DEADLINES`), and the table can be
    computed again at any time. A record that is done or removed promises nothing and has no row.

    `due_at` is a moment of the workspace's clock; a promise of a whole day has `due_on` too, and its moment is
    the start of that day's work. `next_fire_at` is real time, so that a sweep is one comparison over all
    workspaces; it is empty where nothing can fire any more.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_key = models.CharField(max_length=80)
    about_id = models.BigIntegerField(null=True, help_text="The customer it belongs to")
    name = models.CharField(max_length=40, help_text="What is promised: milestone.due")
    title = models.CharField(max_length=500)
    owner = TenantKey(Member, null=True)
    due_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    offsets = models.JSONField(default=list, help_text='When it speaks: ["-7d", "-1d", "0d"]')
    missed = models.CharField(
        max_length=10, blank=True, help_text="The offset from which it counts as missed"
    )
    next_fire_at = models.DateTimeField(null=True, help_text="Real time, without the workspace's offset")
    next_offset = models.CharField(max_length=10, blank=True)
    fired_at = models.DateTimeField(null=True)
    fired_offset = models.CharField(max_length=10, blank=True)
    attempts = models.SmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [
            # what makes a promise one row, whoever computes it
            models.UniqueConstraint(
                fields=["workspace", "subject_kind", "subject_id", "name"], name="deadline_once"
            )
        ]
        indexes = [
            # read by sweeps.fire_due: what has become due, in every workspace; holds only what can still fire
            models.Index(
                fields=["next_fire_at"], condition=Q(next_fire_at__isnull=False), name="deadline_fire_due"
            ),
            # read by queries.between: the calendar of a workspace
            models.Index(fields=["workspace", "due_at", "id"], name="deadline_between"),
            # read by queries.between with an owner: my calendar
            models.Index(fields=["workspace", "owner", "due_at"], name="deadline_of_owner"),
            # read by queries.of_customers: the next dates of a page of customers
            models.Index(fields=["workspace", "about_id", "due_at"], name="deadline_about"),
        ]

    def __str__(self) -> str:
        return self.title


class Survey(models.Model):
    """How far the whole of a workspace has been looked at for promises: after an upgrade, or a new policy.

    `version` is the one of the rooms' rules (`survey.VERSION`) it was done with.
    """

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=40, blank=True)
    after_id = models.BigIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
