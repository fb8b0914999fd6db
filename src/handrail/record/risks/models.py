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

STATES = ("identified", "assessed", "mitigating", "monitoring", "mitigated", "accepted", "materialised")
SEVERITIES = ("critical", "high", "medium", "low")


def one_to_five() -> list[Callable[[Any], None]]:
    return [MinValueValidator(1), MaxValueValidator(5)]


class Risk(Owned):
    """Likelihood, impact and closeness are 1 to 5; the words they came in are kept beside them."""

    customer = TenantKey(Customer, null=True, blank=True)
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
    metric_text = models.CharField(max_length=300, blank=True)
    analysis = models.TextField(blank=True)
    raised_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    SHARED = frozenset({"title", "mitigation", "state"})

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"risk_{name}_one_to_five",
                )
                for name in ("likelihood", "impact", "closeness")
            ),
        ]
        indexes = [models.Index(fields=["workspace", "customer"], name="risk_customer")]

    def __str__(self) -> str:
        return self.title
