"""Metrics and readings, for programs."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from . import verbs
from .models import Metric, Reading

RESOURCES = (
    Resource(
        model=Metric, plural="metrics", add=verbs.add_metrics, edit=verbs.edit_metric,
        remove=verbs.remove_metrics, restore=verbs.restore_metrics, once=frozenset({"customer"}),
        derived=frozenset({"band", "next_at"}),
    ),
    Resource(
        model=Reading, plural="readings", add=verbs.add_readings, edit=verbs.edit_reading,
        remove=verbs.remove_readings, restore=verbs.restore_readings,
        once=frozenset({"metric"}), derived=frozenset({"customer"}),
    ),
)  # fmt: skip
