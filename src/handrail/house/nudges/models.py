"""One thing one person must know, once. The row is the delivery to the inbox: mail and chat come from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Workspace

REMINDER, ESCALATION, MESSAGE = "reminder", "escalation", "message"


class Nudge(models.Model):
    """Personal, and no record: nobody else sees it, it is not exported, and the ledger tells of its cause.

    `occasion` says what it is about, once and for all: whoever tells the same occasion again tells nothing. A
    reminder comes at most once a day for a person and a thing (law 6); the other lanes are not held to that.
    `title` is the record's own name; `reason` and `step` are our words, stored untranslated with their `params`
    (`words.reason`, `words.step`). `step_path` is an address inside the workspace: "plans/harbor-plan/".
    """

    LANES = (REMINDER, ESCALATION, MESSAGE)

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=32)
    recipient = TenantKey(Member)
    lane = models.CharField(max_length=10, default=REMINDER)
    name = models.CharField(max_length=40, help_text="What kind of news it is: milestone.due")
    occasion = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_key = models.CharField(max_length=80)
    about_id = models.BigIntegerField(null=True, help_text="The customer it is about")
    day = models.DateField(help_text="The day it came, where the workspace is")
    title = models.CharField(max_length=500)
    reason = models.CharField(max_length=300)
    params = models.JSONField(default=dict)
    step = models.CharField(max_length=100, blank=True)
    step_path = models.CharField(max_length=300, blank=True)
    urgent = models.BooleanField(default=False)
    created_at = models.DateTimeField(help_text="The workspace's clock")
    read_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True, help_text="Real time, without the workspace's offset")
    snooze_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="nudge_key"),
            # what makes `tell` say a thing once, whatever is killed and started again
            models.UniqueConstraint(fields=["workspace", "recipient", "occasion"], name="nudge_once"),
            # law 6
            models.UniqueConstraint(
                fields=["workspace", "recipient", "subject_kind", "subject_id", "day"],
                condition=Q(lane=REMINDER),
                name="nudge_once_a_day",
            ),
        ]
        indexes = [
            # read by queries.inbox: a member's open ones, the newest first
            models.Index(
                fields=["workspace", "recipient", "-id"],
                condition=Q(done_at__isnull=True),
                name="nudge_open",
            ),
            # read by verbs.settle: reminders of a thing that is done
            models.Index(
                fields=["workspace", "subject_kind", "subject_id"],
                condition=Q(done_at__isnull=True),
                name="nudge_open_of_subject",
            ),
        ]

    def __str__(self) -> str:
        return self.title


from .outlets import Channel, Delivery, Digest, Preference, Seal  # noqa: E402 - the room's other half

__all__ = [
    "ESCALATION",
    "MESSAGE",
    "REMINDER",
    "Channel",
    "Delivery",
    "Digest",
    "Nudge",
    "Preference",
    "Seal",
]
