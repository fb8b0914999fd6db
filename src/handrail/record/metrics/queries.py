"""Reading metrics and what was read. Every function says how many statements it takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from handrail.house.ledger import reading

from .facts import MetricFacts, ReadingFacts
from .models import Metric, Reading


def listing(**filters: Any) -> QuerySet[Metric]:
    """One statement."""
    return reading.listing(Metric, **filters)


def get(key: str) -> Metric:
    """One statement; NotFound where there is none."""
    return reading.find(Metric, key)


def of_customers(ids: Collection[int]) -> dict[int, list[Metric]]:
    """One statement."""
    return reading.of_customers(reading.present(Metric).order_by("name", "pk"), ids)


def readings_of(metric_ids: Collection[int], each: int = 6) -> dict[int, list[Reading]]:
    """{metric: its newest readings, the newest last}, at most `each` of one metric. One statement."""
    newest = Window(RowNumber(), partition_by=F("metric_id"), order_by=[F("on").desc(), F("pk").desc()])
    rows = Reading.objects.filter(metric_id__in=metric_ids, removed_at=None).annotate(place=newest)
    return reading.grouped(rows.filter(place__lte=each).order_by("metric_id", "on", "pk"), "metric_id")


def facts_of_customers(ids: Collection[int]) -> dict[int, dict[int, MetricFacts]]:
    """{customer: {metric: its facts}}. Three statements for any number of customers."""
    rows = list(Metric.objects.filter(customer_id__in=ids, removed_at=None).order_by("name", "pk"))
    facts = facts_of(rows)
    return {
        customer: {row.pk: facts[row.pk] for row in group}
        for customer, group in reading.grouped(rows, "customer_id").items()
    }


def facts_of(rows: Iterable[Metric]) -> dict[int, MetricFacts]:
    """Two statements."""
    rows, owners = list(rows), reading.member_keys()
    readings = readings_of([row.pk for row in rows])
    return {row.pk: metric_facts(row, owners.get(row.owner_id, ""), readings.get(row.pk, [])) for row in rows}


def metric_facts(row: Metric, owner: str, readings: Iterable[Reading]) -> MetricFacts:
    return MetricFacts(
        key=row.key,
        name=row.name,
        kind=row.purpose,  # type: ignore[arg-type]
        unit=row.unit,
        direction=row.direction,  # type: ignore[arg-type]
        baseline=row.baseline,
        target=row.target,
        owner=owner,
        readings=tuple(ReadingFacts(on=r.on, value=r.value, source=r.source) for r in readings),
    )
