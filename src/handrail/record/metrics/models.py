"""What is measured, and what was read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.db import models
from django.db.models import F, Q

from handrail import wiring
from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Owned, Tenanted
from handrail.record.customers.models import Customer, named

from .facts import BANDS

PURPOSES = ("value", "usage", "survey", "work")
DIRECTIONS = ("up", "down")


def measures() -> list[tuple[str, str]]:
    """What the rooms above compute, by name."""
    return named(*cast(Iterable[str], wiring.load(wiring.MEASURES)))


class Metric(Owned):
    """A definition: what is counted, how the number comes of it, unit, direction, baseline, target. Its readings say
    the rest.

    `low` and `high` are the ends of the band in which it should stay; who leaves it is told by rule. `cohort` says
    whose number it is (`cohorts.py`). With a `measure` the readings are computed from the work, each night; `next_at`
    is when that is done next.
    """

    customer = TenantKey(Customer, null=True, blank=True)
    name = models.CharField(max_length=300)
    purpose = models.CharField(max_length=8, default="value", choices=named(*PURPOSES))
    definition = models.TextField(blank=True)
    formula = models.CharField(max_length=500, blank=True)
    measure = models.CharField(max_length=40, blank=True, choices=measures)
    cohort = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    direction = models.CharField(max_length=4, default="up", choices=named(*DIRECTIONS))
    baseline = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    target = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    band = models.CharField(
        max_length=8, blank=True, choices=named(*BANDS[1:]), help_text="Where the newest reading is"
    )
    next_at = models.DateTimeField(null=True, blank=True, help_text="The workspace's clock")
    trend_text = models.CharField(max_length=60, blank=True)
    fields = models.JSONField(default=dict, blank=True)

    SHARED = frozenset({"name", "unit", "direction", "baseline", "target"})

    class Meta(Owned.Meta):
        constraints = [
            *Owned.Meta.constraints,
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(low__lte=F("high")), name="metric_band_is_one"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "customer"], name="metric_customer")]

    def __str__(self) -> str:
        return self.name


class Reading(Tenanted):
    """One value of one metric on one day."""

    metric = TenantKey(Metric)
    customer = TenantKey(Customer, null=True, blank=True)
    on = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=500, blank=True)

    SHARED = frozenset({"on", "value", "source"})

    class Meta(Tenanted.Meta):
        indexes = [
            # read by queries.readings_of: the last readings of each metric
            models.Index(fields=["workspace", "metric", "-on"], name="reading_newest")
        ]
