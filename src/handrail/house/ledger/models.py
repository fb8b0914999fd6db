"""What happened, by whom and why. Appended in the transaction of the change, never edited."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.models import Workspace


class Event(models.Model):
    """One change of one row. `changes` is {field: [old, new]}; folding a subject's events gives its row.

    Partitioned by month on `at`. The app's role may insert and read, not update or delete.
    """

    pk = models.CompositePrimaryKey("at", "id")
    at = models.DateTimeField()
    id = models.BigIntegerField()
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    about_id = models.BigIntegerField(
        null=True, help_text="The customer it belongs to: a timeline is one index"
    )
    version = models.SmallIntegerField(default=1)
    changes = models.JSONField(default=dict)
    actor_kind = models.CharField(max_length=20)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200, blank=True)
    cause = models.CharField(max_length=200, blank=True)
    batch = models.BigIntegerField(
        null=True, help_text="The change it was part of: one request or one import"
    )

    class Meta:
        managed = False
        db_table = "ledger_event"


class Claim(models.Model):
    """One reader's ticket for one event. Readers never ask for "ids greater than my last": a lower id may
    commit later."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    reader = models.CharField(max_length=40)
    event_at = models.DateTimeField()
    event_id = models.BigIntegerField()
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    about_id = models.BigIntegerField(null=True)
    attempts = models.SmallIntegerField(default=0)
    not_before = models.DateTimeField()
    problem = models.TextField(blank=True)

    class Meta:
        indexes = [
            # read by claims.waiting: the oldest tickets of one reader
            models.Index(fields=["workspace", "reader", "not_before", "id"], name="claim_take"),
            # read by claims.take: all tickets about some customers
            models.Index(fields=["workspace", "reader", "about_id"], name="claim_about"),
        ]
