"""How a nudge goes outward: what each person prefers, the chats there are, and every message under way."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted, Workspace


class Preference(models.Model):
    """How one member is told. Personal, and no record; without a row the defaults hold.

    `mail_refused` is the address that came back, with the words of the other side; another address works again.
    """

    MAIL = ("digest", "at_once", "urgent", "off")
    CHAT = ("at_once", "urgent", "off")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    member = TenantKey(Member)
    mail = models.CharField(
        max_length=10, default="digest", help_text="digest: urgent things at once, the rest in the morning"
    )
    chat = models.CharField(max_length=10, default="urgent")
    digest_at = models.TimeField(default=time(8))
    quiet_from = models.TimeField(default=time(19))
    quiet_until = models.TimeField(default=time(7))
    urgent_anytime = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True)
    mail_refused = models.CharField(max_length=254, blank=True)
    mail_refused_words = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            # read by queries of one member, and by deliveries.plan for many
            models.UniqueConstraint(fields=["workspace", "member"], name="preference_once")
        ]


class Channel(Tenanted):
    """A chat or a receiver of signed messages: one member's own, or the workspace's, which hears of all members.

    Its address is a secret and lies sealed in `Seal`; `hint` is what may be shown of it.
    """

    KINDS = ("slack", "teams", "webhook")
    CARRIES = ("urgent", "all")
    SHARED: ClassVar[frozenset[str]] = frozenset()

    member = TenantKey(Member, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    name = models.CharField(max_length=100)
    hint = models.CharField(max_length=100)
    carries = models.CharField(max_length=10, default="urgent", choices=[(c, c) for c in CARRIES])
    off_at = models.DateTimeField(null=True, blank=True)
    off_words = models.CharField(max_length=300, blank=True)

    class Meta(Tenanted.Meta):
        verbose_name = "channel"


class Seal(models.Model):
    """A channel's secrets, sealed with the installation's key. Never in the ledger, an export, the API or a log."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    channel = TenantKey(Channel)
    sealed = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "channel"], name="seal_once")]


class Delivery(models.Model):
    """One message to one place, at least once and under one name (`key`), which receivers can tell repeats by.

    Made in the transaction of the nudge. `next_at` is real time: when it may be sent, or, while a worker has it,
    when somebody else may take it over; empty when nothing is left to do. `once` is what makes it one.
    """

    STATES = ("waiting", "sent", "dropped", "given_up")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    key = models.CharField(max_length=32)
    once = models.CharField(max_length=120)
    member = TenantKey(Member, null=True)
    channel = TenantKey(Channel, null=True)
    nudge = TenantKey("nudges.Nudge", null=True)
    holds = models.JSONField(default=list, help_text="The nudges of a digest, by id")
    state = models.CharField(max_length=10, default="waiting")
    urgent = models.BooleanField(default=False)
    attempts = models.SmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "once"], name="delivery_once")]
        indexes = [
            # read by sending.send_due and sending.lease: what may be sent now; holds only what is under way
            models.Index(
                fields=["next_at", "id"], condition=Q(next_at__isnull=False), name="delivery_send_due"
            ),
            # read by queries.given_up: what an administrator should see
            models.Index(
                fields=["workspace", "-ended_at"], condition=Q(state="given_up"), name="delivery_given_up"
            ),
            # read by sending.forget: what is over for long
            models.Index(fields=["ended_at"], condition=Q(ended_at__isnull=False), name="delivery_forget"),
        ]

    @property
    def message_id(self) -> str:
        """The Message-ID of a mail: the same each time it is sent."""
        return f"{self.key}.{self.workspace_id}@{settings.HOST.strip('[]')}"


class Digest(models.Model):
    """When a member's next morning mail is due. Empty where there is nothing to say."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    member = TenantKey(Member)
    next_at = models.DateTimeField(null=True)
    day = models.DateField(null=True, help_text="The last day one was made for")
    after_id = models.BigIntegerField(default=0, help_text="The newest nudge that one has held")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "member"], name="digest_once")]
        indexes = [
            # read by digests.make_due: whose morning has come; holds only those who have something to hear
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="digest_make_due")
        ]
