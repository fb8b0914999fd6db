"""Files of a tree as a person wrote them: the text is kept, changed values are spliced into it."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Tenanted
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
