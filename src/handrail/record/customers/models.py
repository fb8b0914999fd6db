"""The account and everybody and everything around it: deals, renewals, people, touchpoints, cases."""

from __future__ import annotations

from django.db import models
from django.db.models import F
from django.db.models.functions import ExtractDay

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Member, Owned, Tenanted

TIERS = ("strategic", "enterprise", "commercial")
SENTIMENTS = ("good", "neutral", "poor")
KINDS = ("new", "expansion", "renewal")
STAGES = ("1", "2", "3", "4", "won", "lost")


def named(*values: str) -> list[tuple[str, str]]:
    return [(v, v) for v in values]


class Customer(Owned):
    """The account. Owner: its CSM. Money is a Decimal in `currency`; nothing converts it silently.

    A `private` one, with all that is its own, is hidden by the database from everybody but its owner, its team,
    the managers above these, its `insiders`, and the owners of the workspace.
    """

    name = models.CharField(max_length=300)
    parent = TenantKey("self", null=True, blank=True)
    private = models.BooleanField(default=False)
    insiders = models.JSONField(
        default=list,
        blank=True,
        help_text="Keys of the members who see it while it is private, beside its team",
    )
    tier = models.CharField(max_length=12, blank=True, choices=named(*TIERS))
    arr = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    industry = models.CharField(max_length=200, blank=True)
    region = models.CharField(max_length=200, blank=True)
    size = models.CharField(max_length=100, blank=True)
    website = models.CharField(max_length=500, blank=True)
    renewal_on = models.DateField(null=True, blank=True)
    notice_on = models.DateField(null=True, blank=True)
    anniversary_on = models.DateField(null=True, blank=True)
    sentiment = models.CharField(max_length=8, blank=True, choices=named(*SENTIMENTS))
    sentiment_on = models.DateField(null=True, blank=True)
    sentiment_note = models.TextField(blank=True)
    external_ids = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    SHARED = frozenset({"name", "industry", "region", "size", "website"})

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.listing: customers by name
            models.Index(fields=["workspace", "name"], name="customer_by_name"),
            # read by queries.by_external_id, the importer's look-up
            models.Index(fields=["workspace", "owner"], name="customer_book"),
            # read by rules that come round on each customer's own day: watch/rules/turning.of_day
            models.Index(
                F("workspace"),
                ExtractDay("anniversary_on"),
                name="customer_anniversary_day",
                condition=models.Q(anniversary_on__isnull=False),
            ),
            # read by handrail_hidden_from, whenever somebody comes in: mostly it is empty
            models.Index(fields=["workspace"], condition=models.Q(private=True), name="customer_private"),
        ]

    def __str__(self) -> str:
        return self.name


class TeamPlace(Tenanted):
    """A member's job on one account: the account team."""

    customer = TenantKey(Customer)
    member = TenantKey(Member)
    job = models.CharField(max_length=60)

    class Meta(Tenanted.Meta):
        indexes = [models.Index(fields=["workspace", "customer"], name="teamplace_customer")]


class Opportunity(Owned):
    """A deal, as the CRM tells it. `stage` is ours, mapped from the CRM's `stage_text`; empty: not mapped yet."""

    customer = TenantKey(Customer)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=10, blank=True, choices=named(*KINDS))
    kind_text = models.CharField(max_length=120, blank=True)
    stage = models.CharField(max_length=4, blank=True, choices=named(*STAGES))
    stage_text = models.CharField(max_length=120, blank=True)
    arr = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    close_on = models.DateField(null=True, blank=True)
    sa_validated = models.BooleanField(default=False)
    external_ids = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        indexes = [
            # read by queries.of_customers: a page's and a judgement's deals
            models.Index(fields=["workspace", "customer", "close_on"], name="opportunity_customer")
        ]

    def __str__(self) -> str:
        return self.name


class Renewal(Owned):
    """One renewal to come or gone by: date, notice, forecast, and what is done to save it."""

    STATES = ("open", "won", "lost")
    customer = TenantKey(Customer)
    due_on = models.DateField()
    notice_on = models.DateField(null=True, blank=True)
    arr = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    forecast = models.CharField(max_length=60, blank=True)
    risk_reason = models.TextField(blank=True)
    save_plan = models.TextField(blank=True)
    state = models.CharField(max_length=8, default="open", choices=named(*STATES))

    class Meta(Owned.Meta):
        indexes = [models.Index(fields=["workspace", "customer", "due_on"], name="renewal_customer")]


class Stakeholder(Tenanted):
    """A person at the customer. Sentiment and notes are ours alone."""

    ROLES = ("executive_sponsor", "economic_buyer", "champion", "user", "influencer")
    customer = TenantKey(Customer)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    buying_role = models.CharField(max_length=20, blank=True, choices=named(*ROLES))
    role_text = models.CharField(max_length=200, blank=True)
    priorities = models.JSONField(default=list, blank=True)
    cadence = models.CharField(max_length=120, blank=True)
    sentiment = models.CharField(max_length=8, blank=True, choices=named(*SENTIMENTS))
    notes = models.TextField(blank=True)
    left_on = models.DateField(null=True, blank=True)
    external_ids = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    SHARED = frozenset({"name", "title", "email", "phone", "buying_role", "priorities", "cadence"})

    class Meta(Tenanted.Meta):
        indexes = [models.Index(fields=["workspace", "customer", "name"], name="stakeholder_customer")]

    def __str__(self) -> str:
        return self.name


class Touchpoint(Tenanted):
    """A call, meeting, mail or visit. Last touch is computed from these, never typed."""

    KINDS = ("call", "meeting", "mail", "visit", "review")
    customer = TenantKey(Customer)
    kind = models.CharField(max_length=8, choices=named(*KINDS))
    on = models.DateField()
    summary = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    member = TenantKey(Member, null=True, blank=True)
    people = models.JSONField(default=list, blank=True, help_text="Keys of the stakeholders who took part")
    external_ids = models.JSONField(default=dict, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.last_touches: the newest per customer
            models.Index(fields=["workspace", "customer", "-on"], name="touchpoint_newest")
        ]

    def __str__(self) -> str:
        return self.summary or self.kind


class SupportCase(Tenanted):
    """A support case as the help desk tells it."""

    SEVERITIES = ("critical", "high", "medium", "low")
    customer = TenantKey(Customer)
    number = models.CharField(max_length=80)
    title = models.CharField(max_length=500, blank=True)
    severity = models.CharField(max_length=8, blank=True, choices=named(*SEVERITIES))
    state_text = models.CharField(max_length=80, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    solved_on = models.DateField(null=True, blank=True)
    is_open = models.BooleanField(default=True)
    escalated = models.BooleanField(default=False)
    external_ids = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Tenanted.Meta):
        indexes = [models.Index(fields=["workspace", "customer", "opened_on"], name="case_customer")]

    def __str__(self) -> str:
        return self.title or self.number


class CustomerRequest(Owned):
    """What a customer asks of the product or of us, until it is answered."""

    KINDS = ("feature", "feedback", "question")
    STATES = ("open", "planned", "done", "declined")
    customer = TenantKey(Customer)
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    kind = models.CharField(max_length=8, default="feature", choices=named(*KINDS))
    state = models.CharField(max_length=8, default="open", choices=named(*STATES))
    asked_by = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.TextField(blank=True)
    number = models.CharField(max_length=80, blank=True, help_text="What the product team's tool calls it")
    external_ids = models.JSONField(default=dict, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        verbose_name = "customer request"
        indexes = [
            # read by queries.requests_of and by the judgement: what this customer asks for
            models.Index(fields=["workspace", "customer", "asked_on"], name="request_customer"),
            # read by owning: what waits for a member
            models.Index(
                fields=["workspace", "owner"],
                condition=models.Q(state__in=["open", "planned"]),
                name="request_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.title
