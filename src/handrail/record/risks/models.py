"""What may go wrong, how near it is to the customer, and what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Owned
from handrail.record.customers.models import Customer, named
from handrail.record.metrics.models import Metric

from .states import CLOSED
from .states import STATES as STATES

SEVERITIES = ("critical", "high", "medium", "low")


def one_to_five() -> list[Callable[[Any], None]]:
    return [MinValueValidator(1), MaxValueValidator(5)]


class Risk(Owned):
    """Likelihood, impact and closeness are 1 to 5; the words they came in are kept beside them. How it goes on is said
    in `states.py`, how bad it is in `exposure.py`. A plan names its risks itself."""

    customer = TenantKey(Customer, null=True, blank=True)
    subject = models.CharField(max_length=160, blank=True, help_text="What it is about: project:spring")
    title = models.CharField(max_length=500)
    text = models.TextField(blank=True)
    category = models.CharField(max_length=120, blank=True)
    severity = models.CharField(max_length=8, blank=True, choices=named(*SEVERITIES))
    likelihood = models.SmallIntegerField(null=True, blank=True, validators=one_to_five())
    likelihood_text = models.CharField(max_length=500, blank=True)
    impact = models.SmallIntegerField(null=True, blank=True, validators=one_to_five())
    impact_text = models.TextField(blank=True)
    closeness = models.SmallIntegerField(null=True, blank=True, validators=one_to_five())
    state = models.CharField(max_length=14, default="identified", choices=named(*STATES))
    mitigation = models.TextField(blank=True)
    mitigation_actions = models.JSONField(default=list, blank=True)
    mitigation_progress = models.SmallIntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    fallback = models.TextField(blank=True)
    threatens = TenantKey(Metric, null=True, blank=True)
    metric_text = models.CharField(max_length=300, blank=True)
    stake = models.DecimalField(
        max_digits=16,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text="What is at stake, where that is not the customer's ARR",
    )
    currency = models.CharField(max_length=3, blank=True)
    analysis = models.TextField(blank=True)
    raised_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    answer_by = models.DateTimeField(
        null=True,
        blank=True,
        help_text="By when somebody says what is done about it, while it is high and nobody has",
    )
    reason = models.TextField(blank=True, help_text="Why it was accepted, is over or was opened again")
    source = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    SHARED = frozenset({"title", "mitigation", "state"})

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="risk_state_known"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"risk_{name}_one_to_five",
                )
                for name in ("likelihood", "impact", "closeness")
            ),
        ]
        indexes = [
            # read by queries.of_customers, and by queries.alike: what is said twice of one customer
            models.Index(fields=["workspace", "customer"], name="risk_customer"),
            # read by queries.about: the risks of a project
            models.Index(fields=["workspace", "subject"], condition=~Q(subject=""), name="risk_subject"),
            # read by queries.register: what may still go wrong, and the matrix of it
            models.Index(
                fields=["workspace", "state"],
                condition=Q(removed_at__isnull=True) & ~Q(state__in=CLOSED),
                name="risk_open",
            ),
        ]

    def __str__(self) -> str:
        return self.title
