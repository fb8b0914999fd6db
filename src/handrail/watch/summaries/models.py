"""Summaries that are kept as they were, and who gets one when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.ledger.rows import today
from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Owned, Tenanted
from handrail.record.customers.models import Customer, named
from handrail.record.projects.models import Project

from .facts import KINDS, LENGTHS

HERE = Q(removed_at__isnull=True)


class Briefing(Owned):
    """A summary that goes out by itself: which, of what, how often (RFC 5545, where the workspace is), to whom.

    `members` and `channels` are keys. Its turn is a deadline (`briefing.turn`) at `next_at`.
    """

    project = TenantKey(Project, null=True, blank=True)
    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, default="executive", choices=named(*KINDS))
    length = models.CharField(max_length=4, default="ten", choices=named(*LENGTHS))
    rule = models.CharField(max_length=200, default="FREQ=WEEKLY;BYDAY=MO")
    starts_on = models.DateField(default=today)
    at = models.CharField(max_length=5, default="08:00", help_text="The time of day where the workspace is")
    members = models.JSONField(default=list, blank=True, help_text="Keys of members who get it")
    channels = models.JSONField(
        default=list, blank=True, help_text="Keys of the workspace's channels that get it"
    )
    on = models.BooleanField(default=True)
    next_at = models.DateTimeField(null=True, blank=True, help_text="The workspace's clock")

    def __str__(self) -> str:
        return self.title


class Summary(Tenanted):
    """A summary as it was at one moment. Nothing changes it afterwards: what it counted are its parts.

    `before` is the one of the same kind and of the same whole, project or customer that was kept before it.
    """

    briefing = TenantKey(Briefing, null=True, blank=True)
    project = TenantKey(Project, null=True, blank=True)
    customer = TenantKey(Customer, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=named(*KINDS))
    title = models.CharField(max_length=300)
    at = models.DateTimeField(help_text="The workspace's clock")
    first = models.DateField()
    last = models.DateField()
    before = TenantKey("self", null=True, blank=True)

    class Meta(Tenanted.Meta):
        verbose_name_plural = "summaries"
        indexes = [
            # read by queries.latest and queries.past: the newest of a kind, of a project, of a customer
            models.Index(fields=["workspace", "kind", "-at"], condition=HERE, name="summary_newest"),
        ]

    def __str__(self) -> str:
        return self.title


class SummaryPart(Tenanted):
    """What a summary counted of one customer, or of none: so that nobody reads of a private one in it.

    `lines` are {line: [items]}, as `facts.plain` writes them.
    """

    summary = TenantKey(Summary)
    customer = TenantKey(Customer, null=True, blank=True)
    lines = models.JSONField(default=dict)

    class Meta(Tenanted.Meta):
        verbose_name = "part of a summary"
        indexes = [
            # read by queries.lines_of: all of one summary
            models.Index(fields=["workspace", "summary"], name="summarypart_summary"),
        ]
