"""Rules that a workspace sets once, and every time one of them was looked at."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Owned, Workspace
from handrail.record.customers.models import named

from .facts import STATES, VERDICTS

HERE = Q(removed_at__isnull=True)


class Rule(Owned):
    """When something happens, and a condition holds, then something is done. Owner: who hears when it fails.

    `when`, `condition` and `then` stand as in a file. `problem` says why it has stepped aside: it is still switched
    on, and does nothing until somebody has looked. `next_at` is its next turn, where it has turns.
    """

    title = models.CharField(max_length=200)
    when = models.JSONField(default=dict)
    condition = models.CharField(max_length=1000, blank=True)
    then = models.JSONField(default=list)
    state = models.CharField(max_length=8, default="draft", choices=named(*STATES))
    source = models.CharField(max_length=80, blank=True, help_text="The shipped rule that it came from")
    problem = models.CharField(max_length=500, blank=True)
    next_at = models.DateTimeField(null=True, blank=True, help_text="The workspace's clock")

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.at_work: what a change, a date or a turn has to ask
            models.Index(fields=["workspace", "state"], condition=HERE, name="rule_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Run(models.Model):
    """One look of a rule at one record: what it saw, what it said, what it did. Written in the transaction of its
    effects; `occasion` names the event, date or turn once and for all, so that no rule acts on it twice.

    `inputs` are the facts that its condition names; `chain` the rules and records that led here, the first one first.
    Where a rule did not act, only its last answer about that record is kept.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    rule = TenantKey(Rule)
    occasion = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    subject_key = models.CharField(max_length=80)
    about_id = models.BigIntegerField(null=True, help_text="The customer it is about")
    title = models.CharField(max_length=500)
    at = models.DateTimeField(help_text="The workspace's clock")
    day = models.DateField(help_text="The day it was, where the workspace is")
    verdict = models.CharField(max_length=10, choices=named(*VERDICTS))
    inputs = models.JSONField(default=dict)
    effects = models.JSONField(default=list)
    words = models.CharField(max_length=500, blank=True)
    chain = models.JSONField(default=list)
    took_ms = models.FloatField(default=0)
    spoken = models.BooleanField(default=False, help_text="What it did was to let the house speak")

    class Meta:
        constraints = [
            # what makes a rule act once on one occasion, whatever is killed and however many workers there are
            models.UniqueConstraint(fields=["workspace", "rule", "occasion"], name="run_once"),
            models.CheckConstraint(condition=Q(verdict__in=VERDICTS), name="run_verdict"),
        ]
        indexes = [
            # read by queries.runs: the log, of all rules and of one, the newest first
            models.Index(fields=["workspace", "-at", "-id"], name="run_newest"),
            models.Index(fields=["workspace", "rule", "-at", "-id"], name="run_of_rule"),
            # read by queries.runs_of: why something was done to a record
            models.Index(fields=["workspace", "subject_kind", "subject_id", "-at"], name="run_of_subject"),
            # read by limits.acted: how often rules have acted today
            models.Index(
                fields=["workspace", "day"], condition=Q(verdict="acted", spoken=False), name="run_acted"
            ),
        ]

    def __str__(self) -> str:
        return self.title
