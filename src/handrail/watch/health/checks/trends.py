"""What a row of readings says: the last one, and whether they get worse."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from handrail.kit.verdict import Citable, Evidence, Today, Verdict, cite, plain
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
    value = f"{plain(reading.value)} {metric.unit}".strip()
    where = reading.at or metric.at
    return Evidence(metric.record, metric.key, "readings", value, reading.on, where, metric.label)


def steady(
    code: str, subject: Citable, metrics: Sequence[MetricFacts], policy: Policy, today: Today
) -> Verdict:
    """No metric declines. Too few readings are no data, however good they look."""
    judged = [(m, known(m, today)) for m in metrics]
    answers = [(m, readings, declines(m, readings, policy)) for m, readings in judged]
    until = next_reading(metrics, today)
    worse_ones = [(m, falling(m, readings)) for m, readings, answer in answers if answer]
    if worse_ones:
        params = {"metrics": [_course(m, run) for m, run in worse_ones]}
        proof = tuple(item for m, run in worse_ones for item in shown(m, run))
        return Verdict(code, False, params, proof, "turn-metrics", until)
    steady_ones = [(m, readings) for m, readings, answer in answers if answer is False]
    if not steady_ones:
        proof = tuple(cite(m, "readings", None) for m in metrics) or (cite(subject, "metrics", None),)
        return Verdict(code, None, {"readings": policy.decline_readings}, proof, "record-readings", until)
    proof = tuple(reading_evidence(m, readings[-1]) for m, readings in steady_ones)
    return Verdict(code, True, {"metrics": [m.label for m, _ in steady_ones]}, proof, "", until)


def _course(metric: MetricFacts, run: Sequence[ReadingFacts]) -> str:
    """A metric and its last readings as one phrase: Utilisation 71, 64, 58 %."""
    values = ", ".join(str(plain(reading.value)) for reading in run[-6:])
    return f"{metric.label} {values} {metric.unit}".strip()
