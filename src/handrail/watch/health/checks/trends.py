"""What a row of readings says: the last one, and whether they get worse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from handrail.kit.verdict import Evidence, Today
from handrail.record.metrics.facts import MetricFacts, ReadingFacts
from handrail.watch.health.policy import Policy


def known(metric: MetricFacts, today: Today) -> tuple[ReadingFacts, ...]:
    """The readings up to today, the newest last."""
    return tuple(reading for reading in metric.readings if reading.on <= today.day)


def next_reading(metrics: Sequence[MetricFacts], today: Today) -> datetime | None:
    """When a reading that carries a later date begins to count."""
    dates = [r.on for metric in metrics for r in metric.readings if r.on > today.day]
    return today.start(min(dates)) if dates else None


def worse(metric: MetricFacts, value: Decimal, than: Decimal) -> bool:
    return value < than if metric.direction == "up" else value > than


def falling(metric: MetricFacts, readings: Sequence[ReadingFacts]) -> Sequence[ReadingFacts]:
    """The readings at the end that each are worse than the one before, with the one they start from."""
    first = len(readings) - 1
    while first > 0 and worse(metric, readings[first].value, readings[first - 1].value):
        first -= 1
    return readings[max(first, 0) :]


def declines(metric: MetricFacts, readings: Sequence[ReadingFacts], policy: Policy) -> bool | None:
    """Whether the last readings get worse by more than the tolerance; None with too few of them."""
    if len(readings) < policy.decline_readings:
        return None
    run = falling(metric, readings)
    if len(run) < policy.decline_readings:
        return False
    start, end = run[0].value, run[-1].value
    return abs(end - start) * 100 > policy.decline_percent * abs(start)


def shown(metric: MetricFacts, readings: Sequence[ReadingFacts]) -> tuple[Evidence, ...]:
    return tuple(reading_evidence(metric, reading) for reading in readings)


def reading_evidence(metric: MetricFacts, reading: ReadingFacts) -> Evidence:
    value = f"{text(reading.value)} {metric.unit}".strip()
    return Evidence("metric", metric.key, "readings", value, reading.on, reading.at or metric.at, metric.label)


def text(value: Decimal) -> str:
    return format(value.normalize(), "f")


