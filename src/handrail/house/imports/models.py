"""Every import by hand: what came, what it would do, what it did."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted


class Import(Tenanted):
    """One upload with its preview. The bytes are kept until it is confirmed or thrown away."""

    STATES = ("previewing", "previewed", "running", "done", "refused", "dropped")
    OPEN = ("previewing", "previewed", "refused")
    kind = models.CharField(max_length=20)
    filename = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    content = models.BinaryField(null=True)
    settings = models.JSONField(default=dict, help_text="The mapping and choices it runs with")
    state = models.CharField(max_length=10, default="previewing", choices=[(s, s) for s in STATES])
    done_steps = models.IntegerField(default=0)
    all_steps = models.IntegerField(default=0)
    report = models.JSONField(default=dict)
    by = TenantKey(Member, null=True, blank=True)


class Mapping(Tenanted):
    """How one kind of file was read the last time: remembered by the names of its columns."""

    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["workspace", "kind", "fingerprint"], name="mapping_once"),
        ]
