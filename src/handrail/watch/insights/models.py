"""What a workspace wants of a measure, and who looks after it."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from handrail.house.workspaces.models import Owned
from handrail.record.customers.models import named

from .measures import MEASURES


class Goal(Owned):
    """The target of one measure and its owner. Its key is the measure's name, so there is one of each."""

    measure = models.CharField(max_length=40, choices=named(*MEASURES))
    target = models.DecimalField(
        max_digits=12, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(1_000_000)]
    )

    def __str__(self) -> str:
        return self.measure
