"""Who was asked to come, and who stands in for whom."""

from __future__ import annotations

from django.db import models

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Team, Tenanted


class Invitation(Tenanted):
    """One person asked to join, once, until it expires. Only a hash of the link's secret is kept.

    `member` is the seat that is kept for them: somebody an import brought, who owns things already.
    """

    WAYS = ("mail", "link")

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=10, default="member", choices=[(r, r) for r in Member.ROLES])
    job = models.CharField(max_length=60, blank=True)
    team = TenantKey(Team, null=True, blank=True)
    member = TenantKey(Member, null=True, blank=True)
    by = TenantKey(Member, null=True, blank=True)
    way = models.CharField(max_length=4, default="mail", choices=[(w, w) for w in WAYS])
    digest = models.CharField(max_length=64)
    sent_at = models.DateTimeField(help_text="Real time, as all moments of an invitation")
    sends = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # read by handrail_invited: the invitation that a link speaks of
            models.UniqueConstraint(fields=["digest", "workspace"], name="invitation_digest_once"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Handover(Tenanted):
    """What one member gave to others in one act, and what came back of it.

    `items` are {kind: [[record, who got it or null], ...]}: it can be given back as long as that is still so.
    """

    KINDS = ("cover", "for_good", "leaving")

    giver = TenantKey(Member)
    by = TenantKey(Member, null=True, blank=True)
    kind = models.CharField(max_length=8, default="cover", choices=[(k, k) for k in KINDS])
    reason = models.CharField(max_length=500, blank=True)
    until_on = models.DateField(null=True, blank=True)
    items = models.JSONField(default=dict, blank=True)
    returned_at = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(
        default=list, blank=True, help_text="[kind, record, why] of what did not come back"
    )

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.handovers_of: what somebody has given away and not got back
            models.Index(fields=["workspace", "giver"], name="handover_giver")
        ]
