"""Links between any two things, and the evidence that supports one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted


class Said(Tenanted):
    """Something said of other records, each named kind:key: it survives an export and needs no upward import."""

    customer_id: int | None = None
    """Whose customer's story this is part of; the verbs find it out, no column holds it."""

    class Meta(Tenanted.Meta):
        abstract = True


class Link(Said):
    """`source` and `target` in the words of `relation`, which a file may choose freely."""

    source = models.CharField(max_length=160)
    target = models.CharField(max_length=160)
    relation = models.CharField(max_length=40, default="relates")

    class Meta(Said.Meta):
        indexes = [
            # read by queries.links_of, from either end
            models.Index(fields=["workspace", "source"], name="link_source"),
            models.Index(fields=["workspace", "target"], name="link_target"),
        ]


class Evidence(Said):
    """What supports the record `subject`.

    `url` is the address of a link, or where a file lies; `target` names the reading or record that is the proof.
    """

    KINDS = ("link", "file", "note", "quotation", "reading", "record")
    subject = models.CharField(max_length=160)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    title = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=1000, blank=True)
    target = models.CharField(max_length=160, blank=True)
    text = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    by = TenantKey(Member, null=True, blank=True)

    class Meta(Said.Meta):
        verbose_name = verbose_name_plural = "piece of evidence"
        indexes = [
            # read by queries.evidence_of: what supports these records
            models.Index(fields=["workspace", "subject"], name="evidence_subject"),
            # read by queries.evidence_of: what these records support
            models.Index(fields=["workspace", "target"], condition=~Q(target=""), name="evidence_target"),
        ]
