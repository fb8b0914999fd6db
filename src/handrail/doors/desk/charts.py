"""Metrics as small lines with their newest value, target and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from handrail.house.ledger.rows import today
from handrail.record.metrics.models import Metric, Reading
from handrail.record.metrics.queries import readings_of
from handrail.watch.insights.queries import SPAN

from .answers import at
from .values import number

EACH = 24


@dataclass(frozen=True, slots=True)
class Chart:
    metric: Metric
    readings: list[Reading]
    points: list[float]
    target: float | None
    label: str
    words: str
    progress: int | None
    add_url: str


def of_metrics(metrics: Sequence[Metric]) -> list[Chart]:
    readings = readings_of([metric.pk for metric in metrics], EACH)
    return [chart(metric, readings.get(metric.pk, [])) for metric in metrics]


def chart(metric: Metric, readings: list[Reading]) -> Chart:
    newest = readings[-1].value if readings else None
    start = [] if metric.baseline is None else [float(metric.baseline)]
    return Chart(
        metric=metric,
        readings=readings[::-1],
        points=start + [float(reading.value) for reading in readings],
        target=None if metric.target is None else float(metric.target),
        label=f"{metric.name}: {words(metric, newest)}",
        words=words(metric, newest),
        progress=progress(metric, newest),
        add_url=f"{at('new', 'readings')}?metric={metric.key}",
    )


def counted_url(metric: Metric) -> str:
    """The records from which its last four weeks are computed; empty where somebody feeds it."""
    if not metric.measure:
        return ""
    asked = {"from": today() - SPAN + timedelta(days=1), "to": today(), "metric": metric.key}
    return f"{at('insight', metric.measure)}?{urlencode(asked)}"


def words(metric: Metric, newest: Decimal | None) -> str:
    parts = []
    if metric.baseline is not None:
        parts.append(_("from %s") % number(metric.baseline))
    parts.append(_("now %s") % number(newest) if newest is not None else _("no reading yet"))
    if metric.target is not None:
        parts.append(_("target %s") % number(metric.target))
    return f"{', '.join(parts)} {metric.unit}".strip()


def progress(metric: Metric, newest: Decimal | None) -> int | None:
    """Percent of the way from the baseline to the target."""
    if newest is None or metric.baseline is None or metric.target is None or metric.baseline == metric.target:
        return None
    way = (newest - metric.baseline) / (metric.target - metric.baseline)
    return max(0, min(100, round(way * 100)))
