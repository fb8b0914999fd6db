"""One owner, one date, one subject."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Owned
from handrail.record.customers.models import Customer, named

STATES = ("open", "in_progress", "blocked", "done", "dropped")
PRIORITIES = ("critical", "high", "medium", "low")


class Task(Owned):
    """What, whose, when. The row of an action tracker. `subject` names any record as kind:key.

    `recurs` is empty while it stands on a board: its card has the rule then."""

    SHARED = frozenset({"title", "state", "due_on"})

    customer = TenantKey(Customer, null=True, blank=True)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    next_action = models.CharField(max_length=500, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, default="open", choices=named(*STATES))
    priority = models.CharField(max_length=8, blank=True, choices=named(*PRIORITIES))
    subject = models.CharField(max_length=160, blank=True)
    recurs = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="When it is done: RFC 5545, FREQ=WEEKLY",
    )
    source = models.CharField(max_length=300, blank=True)
    done_on = models.DateField(null=True, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.open_tasks: Today and the customer page list what is not done
            models.Index(
                fields=["workspace", "owner", "due_on"],
                condition=Q(removed_at__isnull=True, state__in=["open", "in_progress", "blocked"]),
                name="task_open_of_owner",
            ),
            models.Index(fields=["workspace", "customer", "due_on"], name="task_customer"),
            # read by keys.taken_keys: is this one free, removed tasks included
            models.Index(fields=["workspace", "key"], name="task_key"),
        ]

    def __str__(self) -> str:
        return self.title
