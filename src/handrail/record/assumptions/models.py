"""What we take for true without knowing it yet, how much depends on it, and until when it holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Owned
from handrail.record.customers.models import Customer, named

from .states import STANDING, STATES

HERE = Q(removed_at__isnull=True)


def one_to_five() -> list[Callable[[Any], None]]:
    return [MinValueValidator(1), MaxValueValidator(5)]


class Assumption(Owned):
    """`title` is the statement. How it goes on is said in `states.py`, which one is tested first in `checks.py`.

    A project or plan is named in `subject`, as decisions do: both stand above.
    """

    customer = TenantKey(Customer, null=True, blank=True)
    subject = models.CharField(max_length=160, blank=True, help_text="What it is about: project:spring")
    title = models.CharField(max_length=500, help_text="The statement that is taken for true")
    impact = models.SmallIntegerField(
        null=True, blank=True, validators=one_to_five(), help_text="How much depends on it, 1 to 5"
    )
    cost = models.SmallIntegerField(
        null=True, blank=True, validators=one_to_five(), help_text="What finding out costs, 1 to 5"
    )
    test = models.TextField(blank=True, help_text="How somebody finds out")
    state = models.CharField(max_length=12, default="open", choices=named(*STATES))
    due_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="The last day on which it is good")
    finding = models.TextField(blank=True, help_text="What was found, or why it is tested again")
    settled_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(condition=Q(state__in=STATES), name="assumption_state_known"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 1, f"{name}__lte": 5}),
                    name=f"assumption_{name}_one_to_five",
                )
                for name in ("impact", "cost")
            ),
        ]
        indexes = [
            # read by queries.of_customers: the customer's page
            models.Index(fields=["workspace", "customer"], name="assumption_customer"),
            # read by queries.about: those of a project or a plan
            models.Index(
                fields=["workspace", "subject"], condition=~Q(subject=""), name="assumption_subject"
            ),
            # read by owning and by Today: what waits for a member
            models.Index(
                fields=["workspace", "owner", "due_on"],
                condition=HERE & Q(state__in=STANDING),
                name="assumption_of_owner",
            ),
        ]

    def __str__(self) -> str:
        return self.title
