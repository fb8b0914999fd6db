"""Files of a tree as a person wrote them: the text is kept, changed values are spliced into it."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted
from handrail.record.customers.models import Customer


class Document(Tenanted):
    """One file. `places` says which record stands where: {"risk:rk-1": ["risks", 0], ...}."""

    customer = TenantKey(Customer, null=True, blank=True)
    path = models.CharField(max_length=1000)
    kind = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    places = models.JSONField(default=dict, blank=True)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(
                fields=["workspace", "path"],
                condition=models.Q(removed_at__isnull=True),
                name="document_path",
            ),
        ]


class Arrival(Tenanted):
    """What came in at once from a clone or a folder, and as which change it was written."""

    WAYS = ("push", "folder")

    way = models.CharField(max_length=10, choices=[(way, way) for way in WAYS])
    commit = models.CharField(max_length=40, help_text="What came: the commit of whoever sent it")
    base = models.CharField(max_length=40, blank=True, help_text="What it was made from")
    batch = models.BigIntegerField(help_text="The change that it became")
    by = TenantKey(Member, null=True, blank=True)
    message = models.CharField(max_length=300, blank=True)
    files = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    class Meta(Tenanted.Meta):
        indexes = [
            # read by following.arrived: which of some changes came from outside
            models.Index(fields=["workspace", "batch"], name="arrival_batch")
        ]


class Conflict(Tenanted):
    """One value that was changed here and in the files meanwhile. What stands here stays until somebody chooses."""

    STATES = ("open", "ours", "theirs")

    arrival = TenantKey(Arrival)
    customer = TenantKey(Customer, null=True, blank=True)
    path = models.CharField(max_length=1000)
    row = models.CharField(max_length=300, blank=True, help_text="The record, or the words of a row")
    label = models.CharField(max_length=300, blank=True)
    steps = models.JSONField(default=list, blank=True, help_text="What leads to the value inside of the row")
    place = models.JSONField(default=list, blank=True, help_text="Where it stands in their file")
    base = models.JSONField(null=True, blank=True)
    ours = models.JSONField(null=True, blank=True)
    theirs = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=6, default="open", choices=[(state, state) for state in STATES])
    decided_by = TenantKey(Member, null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.open_conflicts: what waits for somebody's choice
            models.Index(fields=["workspace", "state"], name="conflict_open")
        ]
