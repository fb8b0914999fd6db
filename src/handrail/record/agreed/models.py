"""What passes between us and the customer about a plan: the address it is shown by, what they propose, and what they
agreed to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Tenanted
from handrail.record.customers.models import Customer, Stakeholder, named
from handrail.record.plans.models import Milestone, Plan

DATE_STATES = ("open", "accepted", "declined", "withdrawn")


class PlanShare(Tenanted):
    """An address by which one person at the customer (or whoever they hand it on to) sees a plan.

    Of the address only the hash is kept, of the passcode one under the installation's key. `by_mail` asks for a
    code that is sent to `mail`.
    """

    customer = TenantKey(Customer)
    plan = TenantKey(Plan)
    name = models.CharField(max_length=200, help_text="For whom it is")
    stakeholder = TenantKey(Stakeholder, null=True, blank=True)
    mail = models.EmailField(max_length=254, blank=True)
    by_mail = models.BooleanField(default=False, help_text="Opens with a code sent to their mailbox")
    passcode = models.CharField(max_length=64, blank=True)
    reminded = models.BooleanField(
        default=True,
        help_text="They get mail before their milestones and the next review, and when we answer",
    )
    language = models.CharField(max_length=10, blank=True, help_text="Of the mail that they get")
    digest = models.CharField(max_length=64)
    expires_at = models.DateTimeField(help_text="Real time")
    revoked_at = models.DateTimeField(null=True, blank=True, help_text="Real time")
    visits = models.PositiveIntegerField(default=0)
    last_visit_at = models.DateTimeField(null=True, blank=True, help_text="Real time")
    by = TenantKey(Member, null=True, blank=True)

    SHARED = frozenset({"name", "mail", "expires_at", "reminded"})

    class Meta(Tenanted.Meta):
        verbose_name = "share of a plan"
        constraints = [
            *Tenanted.Meta.constraints,
            # read by handrail_plan_share: what an address opens
            models.UniqueConstraint(fields=["digest", "workspace"], name="planshare_digest_once"),
        ]
        indexes = [
            # read by sharing.of_plans: who sees a plan
            models.Index(fields=["workspace", "plan", "-id"], name="planshare_plan")
        ]

    def __str__(self) -> str:
        return self.name


class DateRequest(Tenanted):
    """Another date for a milestone, proposed by the customer; it waits for our owner of the milestone."""

    customer = TenantKey(Customer)
    plan = TenantKey(Plan)
    milestone = TenantKey(Milestone)
    share = TenantKey(PlanShare, null=True, blank=True)
    name = models.CharField(max_length=200, help_text="Who proposes it, at the customer")
    due_on = models.DateField()
    instead_of = models.DateField(null=True, blank=True, help_text="The date when it was proposed")
    words = models.CharField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, default="open", choices=named(*DATE_STATES))
    reply = models.CharField(max_length=1000, blank=True, help_text="Our answer; the customer reads it")
    decided_by = TenantKey(Member, null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    SHARED = frozenset({"name", "due_on", "instead_of", "words", "state", "reply"})

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # a double click proposes once; another date takes the place of the first
            models.UniqueConstraint(
                fields=["workspace", "milestone"],
                condition=Q(state="open", removed_at__isnull=True),
                name="daterequest_open_once",
            ),
        ]
        indexes = [
            # read by queries.date_requests_of: what was proposed for a plan, the newest first
            models.Index(fields=["workspace", "plan", "-id"], name="daterequest_plan")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.due_on}"


class Agreement(Tenanted):
    """Somebody at the customer agreed to the plan as it was then. Never changed: `content` is what they saw, and
    `digest` its hash, which anybody can compute again."""

    customer = TenantKey(Customer)
    plan = TenantKey(Plan)
    share = TenantKey(PlanShare, null=True, blank=True)
    number = models.PositiveIntegerField(help_text="The version of the plan that was agreed to")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    mail = models.EmailField(
        max_length=254, blank=True, help_text="Where the address had been proven by mail"
    )
    at = models.DateTimeField(help_text="Real time")
    content = models.JSONField()
    digest = models.CharField(max_length=64)

    SHARED = frozenset({"number", "name", "title", "mail", "at", "content", "digest"})

    class Meta(Tenanted.Meta):
        constraints = [
            *Tenanted.Meta.constraints,
            # one person agrees to a version once; what came back after another one was agreed to is a new version
            models.UniqueConstraint(
                fields=["workspace", "plan", "digest", "number", "name"],
                condition=Q(removed_at__isnull=True),
                name="agreement_once",
            ),
        ]
        indexes = [
            # read by queries.agreements_of: who agreed to a plan, the newest first
            models.Index(fields=["workspace", "plan", "-id"], name="agreement_plan")
        ]

    def __str__(self) -> str:
        return self.name
