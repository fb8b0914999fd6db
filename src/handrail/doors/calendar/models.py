"""The secret address under which a calendar programme reads somebody's dates."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted
from handrail.record.projects.models import Project


class Feed(Tenanted):
    """One address of one member; whoever has it reads what that member sees. Only its hash is kept.

    With a `project` it holds that project's dates instead. A new address withdraws the one before. `whose` says what
    is in it; a guest's holds only their own dates.
    """

    WHOSE = ("mine", "team", "book")

    member = TenantKey(Member)
    project = TenantKey(Project, null=True, blank=True)
    whose = models.CharField(max_length=4, default="mine", choices=[(w, w) for w in WHOSE])
    digest = models.CharField(max_length=64)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_on = models.DateField(null=True, blank=True, help_text="Real time")

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # read by handrail_feed: the feed that an address speaks of
            models.UniqueConstraint(fields=["digest", "workspace"], name="feed_digest_once"),
        ]
        indexes = [
            # read by feeds.feed_of: the open feed of one member
            models.Index(fields=["workspace", "member"], name="feed_member")
        ]
