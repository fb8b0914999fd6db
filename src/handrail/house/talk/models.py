"""Links between any two things, and the evidence that supports one."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted


class Link(Tenanted):
    """`source` and `target` are kind:key, so that a link survives an export and needs no upward import."""

    source = models.CharField(max_length=160)
    target = models.CharField(max_length=160)
    relation = models.CharField(max_length=40, default="relates")

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.links_of, from either end
            models.Index(fields=["workspace", "source"], name="link_source"),
            models.Index(fields=["workspace", "target"], name="link_target"),
        ]


class Evidence(Tenanted):
    """What supports a claim: a link, a note, a reading or a quotation, attached to kind:key."""

    KINDS = ("link", "note", "reading", "quotation")
    subject = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=1000, blank=True)
    text = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    by = TenantKey(Member, null=True, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [models.Index(fields=["workspace", "subject"], name="evidence_subject")]
