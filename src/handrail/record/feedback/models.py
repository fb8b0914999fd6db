"""What somebody asks of the owner of a thing, and what came of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.talk.models import Comment
from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned
from handrail.kit import clock
from handrail.record.customers.models import Customer, named

from .states import OPEN, STATES

HERE = Q(removed_at__isnull=True)


class Feedback(Owned):
    """It hangs on the record `subject`, perhaps on a `section` of it and on the words `quote` there, and waits for its
    owner until `due_at`. How it goes on is said in `states.py`.

    What is answered are comments: on the feedback itself, or, where it was made of a `comment`, in that one's thread.
    Of somebody at the customer, `voice` is the name. `outcome` names what came of it, a decision or a task.
    """

    SHARED = frozenset({"state", "due_at"})
    """What its customer reads beside the thread, where it began with their own words."""

    customer = TenantKey(Customer, null=True, blank=True)
    subject = models.CharField(max_length=160, help_text="What it is about: plan:spring")
    section = models.CharField(max_length=120, blank=True, help_text="Which part of it: background, text")
    quote = models.TextField(max_length=2_000, blank=True, help_text="The words there that it is about")
    before = models.CharField(max_length=120, blank=True, help_text="What stood before these words")
    after = models.CharField(max_length=120, blank=True, help_text="What stood behind them")
    title = models.CharField(max_length=500)
    text = models.TextField(max_length=10_000, blank=True)
    objective = models.CharField(max_length=300, blank=True, help_text="What it is to achieve")
    state = models.CharField(max_length=10, default="open", choices=named(*STATES))
    holds = models.BooleanField(
        default=False, help_text="The decision it is about is not approved before this is over"
    )
    asked_by = TenantKey(Member, null=True, blank=True)
    voice = models.CharField(max_length=200, blank=True, help_text="Who outside asks, without an account")
    comment = TenantKey(Comment, null=True, blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    due_at = models.DateTimeField(null=True, blank=True, help_text="Until when its owner has time")
    answered_at = models.DateTimeField(null=True, blank=True, help_text="When its owner first acted")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = TenantKey(Member, null=True, blank=True)
    reason = models.TextField(max_length=5_000, blank=True, help_text="Why it ended so, or is open again")
    outcome = models.CharField(
        max_length=160, blank=True, help_text="What came of it: decision:two-ways, task:mend-it"
    )
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        verbose_name = verbose_name_plural = "feedback"
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="feedback_state_known"),
            models.UniqueConstraint(
                fields=["workspace", "comment"],
                condition=HERE & Q(comment__isnull=False),
                name="feedback_of_comment_once",
            ),
        ]
        indexes = [
            # read by queries.about and queries.holding: the page of a record, the judge of an approval
            models.Index(fields=["workspace", "subject"], condition=HERE, name="feedback_subject"),
            # read by queries.listing and Today: what waits for whom, the first to run out first
            models.Index(
                fields=["workspace", "owner", "due_at"],
                condition=HERE & Q(state__in=OPEN),
                name="feedback_open_of_owner",
            ),
            # read by queries.listing: what runs out first, of everybody
            models.Index(
                fields=["workspace", "due_at", "id"],
                condition=HERE & Q(state__in=OPEN),
                name="feedback_open_due",
            ),
            models.Index(fields=["workspace", "customer"], name="feedback_customer"),
        ]

    def __str__(self) -> str:
        return self.title
