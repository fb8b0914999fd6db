"""What a workspace wants of a measure, and who looks after it."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from handrail.house.workspaces.models import Owned
from handrail.record.customers.models import named
from handrail.record.metrics.facts import BANDS

from .measures import MEASURES


def limit(**more: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(1_000_000)],
        **more,
    )


class Goal(Owned):
    """The target of one measure and its owner. Its key is the measure's name, so there is one of each.

    `cohort` are the customers it is counted for ("tier:enterprise", "cohort:pilot"; empty: all). The measure of the
    last four weeks is looked at each night: `band` is where it was found, of its band, or of its
    target where it has none.
    """

    measure = models.CharField(max_length=40, choices=named(*MEASURES))
    target = limit()
    low = limit(null=True, blank=True)
    high = limit(null=True, blank=True)
    cohort = models.CharField(max_length=80, blank=True)
    band = models.CharField(max_length=8, blank=True, choices=named(*BANDS[1:]))
    next_at = models.DateTimeField(null=True, blank=True, help_text="The workspace's clock")

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="goal_band_is_one"
            ),
        ]

    def __str__(self) -> str:
        return self.measure
