"""What the API remembers of itself."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.models import Tenanted


class Answer(Tenanted):
    """The answer to a write that carried an Idempotency-Key: the same key again gets the same answer."""

    member_id = models.BigIntegerField()
    idempotency_key = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=64, help_text="Of method, path and body")
    status = models.SmallIntegerField()
    body = models.TextField(blank=True)
    headers = models.JSONField(default=dict)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["workspace", "member_id", "idempotency_key"], name="answer_once"),
        ]
