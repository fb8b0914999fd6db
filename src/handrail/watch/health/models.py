"""How every customer stands, as last judged. A projection: it can be judged again from the record at any time."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Tenanted
from handrail.record.customers.models import Customer, named

STATES = ("at_risk", "watch", "no_data", "healthy")
RANK = {"at_risk": 0, "watch": 1, "no_data": 2, "healthy": 3}


class Standing(Tenanted):
    """A customer's verdict with its criteria, and the few facts that lists sort by."""

    customer = TenantKey(Customer)
    state = models.CharField(max_length=8, choices=named(*STATES))
    rank = models.SmallIntegerField(help_text="0 is the worst: what a list sorts by")
    since_on = models.DateField(help_text="The day it came into this state")
    reasons = models.JSONField(default=list, help_text="Codes of the criteria that decide")
    criteria = models.JSONField(default=list)
    score = models.SmallIntegerField(null=True, help_text="0 to 100; empty: nothing is known")
    parts = models.JSONField(default=list, help_text="What the score is made of, see checks/score.py")
    trail = models.JSONField(default=list, help_text="[day, score, state] from when on it held, the last few")
    deciding = models.JSONField(default=list, help_text="The places in `criteria` that settle the state")
    need = models.JSONField(default=dict, help_text="Whether a plan is needed, with its criteria")
    moved_on = models.DateField(null=True, help_text="The day of the last entry of the trail")
    plan_needed = models.CharField(max_length=12, blank=True)
    plan_state = models.CharField(max_length=10, blank=True)
    phase = models.CharField(max_length=10, blank=True)
    blocked = models.JSONField(default=list, help_text="Keys of the deals whose proposal is blocked")
    last_touch_on = models.DateField(null=True)
    next_title = models.CharField(max_length=500, blank=True)
    next_on = models.DateField(null=True)
    judged_at = models.DateTimeField()
    holds_until = models.DateTimeField(null=True, help_text="Real time, without the workspace's offset")

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            models.UniqueConstraint(fields=["workspace", "customer"], name="standing_customer_once"),
        ]
        indexes = [
            # read by the Customers page: worst first
            models.Index(fields=["workspace", "rank", "customer"], name="standing_worst_first"),
            # read by Today: deals whose proposal is blocked, which are few
            models.Index(fields=["workspace", "customer"], condition=~Q(blocked=[]), name="standing_blocked"),
            # read by verbs.judge_due, the sweep over boundaries that time has passed
            models.Index(fields=["holds_until"], condition=Q(holds_until__isnull=False), name="standing_due"),
        ]
