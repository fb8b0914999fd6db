"""What holds work up: whose it is, by when, and what happens if it is not solved by then."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned
from handrail.record.customers.models import Customer, named

from .states import OPEN, STATES

HERE = Q(removed_at__isnull=True)


class Blocker(Owned):
    """What it blocks, owner, due date, fallback, customer impact. How it goes on is said in `states.py`.

    `effects` are what the fallback changes (`effects.py`); `armed_by` is the owner's word that it may, which is over
    when somebody else owns it. `held` remembers how the cards stood that it blocks.
    """

    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    blocks = models.JSONField(
        default=list, blank=True, help_text='What it holds up: ["task:crm-feed", "milestone:go-live"]'
    )
    state = models.CharField(max_length=12, default="open", choices=named(*STATES))
    due_on = models.DateField(null=True, blank=True)
    fallback = models.TextField(blank=True, help_text="What is done if it is not solved by then")
    effects = models.JSONField(
        default=list,
        blank=True,
        help_text='What the fallback changes: [{"what": "task:crm-feed", "do": "move", "to": 5}]',
    )
    customer_impact = models.TextField(blank=True)
    customer_sees = models.BooleanField(
        default=False, help_text="The customer sees the fallback: it waits for a person's word"
    )
    armed_by = TenantKey(Member, null=True, blank=True)
    took_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.TextField(
        blank=True, help_text="How it was solved, or why it was dropped or opened again"
    )
    refusal = models.JSONField(default=dict, blank=True, help_text="What a check answered to the fallback")
    held = models.JSONField(
        default=dict, blank=True, help_text="How the cards stood that it blocks: {key: state}"
    )
    source = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="blocker_state_known"),
            # a fallback that acts by itself has the word of the one who owns it, and a date
            models.CheckConstraint(
                condition=~Q(state="armed")
                | Q(armed_by__isnull=False, owner__isnull=False, armed_by=F("owner"), due_on__isnull=False),
                name="blocker_armed_by_owner",
            ),
        ]
        indexes = [
            # read by queries.open_blockers and Today: what is open, of one or of all, what is due first first
            models.Index(
                fields=["workspace", "owner", "due_on"],
                condition=HERE & Q(state__in=OPEN),
                name="blocker_open_of_owner",
            ),
            # read by queries.wall: what is due first, whoever owns it
            models.Index(fields=["workspace", "due_on"], condition=HERE, name="blocker_due"),
            # read by the customer's page
            models.Index(fields=["workspace", "customer"], name="blocker_customer"),
        ]

    def __str__(self) -> str:
        return self.title
