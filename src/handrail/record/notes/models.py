"""What a team knows and wants to keep: written down once, owned, and good until a day."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Workspace, here
from handrail.kit import clock
from handrail.record.customers.models import Customer, named

from .facts import KINDS, LONGEST


class Note(Owned):
    """Markdown. `fresh_until` is the day from which nobody vouches for it any more; without one it does not age."""

    SHARED = frozenset({"title", "text"})
    """What somebody outside reads, once its owner shares it with them."""

    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, default="free", choices=named(*KINDS))
    text = models.TextField(blank=True, validators=[MaxLengthValidator(LONGEST)])
    fresh_until = models.DateField(null=True, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.of_customers: the customer page
            models.Index(fields=["workspace", "customer"], name="note_customer"),
            # read by queries.listing: what goes stale first, and by owning
            models.Index(
                fields=["workspace", "owner", "fresh_until"],
                condition=Q(removed_at__isnull=True),
                name="note_owner_fresh",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Stroke(models.Model):
    """A piece of writing by several hands: an update of the note's shared text, as it came in.

    All strokes of a note in the order of their ids are its shared text: who wrote one had seen none that was kept
    after it. They are work, not record: the note's own text is the record, and follows when a spell of writing ends
    (`settled`).
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, default=here, related_name="+", db_index=False)
    note = TenantKey(Note)
    customer = TenantKey(Customer, null=True, blank=True)
    by = TenantKey(Member, null=True, blank=True)
    data = models.BinaryField()
    at = models.DateTimeField(default=clock.real)
    settled = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # read by strokes.of: a note that is opened for writing
            models.Index(fields=["workspace", "note"], name="stroke_note"),
            # read by strokes.settle_left: what a server left behind that stopped in the middle
            models.Index(fields=["at"], condition=Q(settled=False), name="stroke_left"),
        ]
