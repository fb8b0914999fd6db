"""What a project set out to reach, and the metrics that somebody feeds, as they were read last: a line for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from handrail.house.ledger import reading
from handrail.record.metrics import queries as metrics
from handrail.record.metrics.models import Metric, Reading
from handrail.record.projects.models import Project
from handrail.watch.reviews.signals import metrics_of

from .facts import METRIC, OUTCOME, Asked, Item, Number

MOST = 24
"""Of so many metrics each has a line of its own: a page is no list."""


def numbers(asked: Asked) -> Iterator[tuple[str, Sequence[Item]]]:
    """{line: the reading that it says; of what nobody has read, the record itself}. Three statements for a project, two
    for a customer; none for the whole workspace, where a line counts those that miss their target."""
    project = asked.project
    if project is None and asked.customer is None:
        return
    rows = metrics_of(project) if project is not None else of_customer(asked.customer)
    newest = metrics.readings_of([row.pk for row in rows], each=1)
    read = {pk: found[-1] for pk, found in newest.items()}
    if project is not None and project.outcome:
        yield f"{OUTCOME}{project.key}", [outcome(project, rows, read)]
    mine = [row for row in rows if not row.measure and (project is None or row.pk != project.metric_id)]
    for row in mine[:MOST]:
        yield f"{METRIC}{row.key}", [item(row, read.get(row.pk), of_metric(row, project, read.get(row.pk)))]


def of_customer(customer: Any) -> list[Metric]:
    return list(reading.present(Metric).filter(customer=customer, measure="").order_by("name", "pk")[:MOST])


def of_metric(row: Metric, project: Project | None, last: Reading | None) -> Number:
    """Without the name of the project, which stands above."""
    return Number(
        title=row.name.removeprefix(f"{project.title}: ") if project is not None else row.name, unit=row.unit,
        value=last.value if last is not None else None, baseline=row.baseline, target=row.target,
        down=row.direction == "down",
    )  # fmt: skip


def outcome(project: Project, rows: Sequence[Metric], read: dict[int, Reading]) -> Item:
    """By the project's own numbers; what it leaves open its metric says."""
    metric = next((row for row in rows if row.pk == project.metric_id), None)
    last = read.get(metric.pk) if metric is not None else None
    base = project.baseline if project.baseline is not None or metric is None else metric.baseline
    target = project.target if project.target is not None or metric is None else metric.target
    falls = base is not None and target is not None and target < base
    number = Number(
        title=project.outcome, value=last.value if last is not None else None,
        unit=project.unit or (metric.unit if metric is not None else ""), baseline=base, target=target,
        down=falls or (metric is not None and metric.direction == "down"), until=project.by_on,
    )  # fmt: skip
    return item(project, last, number)


def item(row: Metric | Project, last: Reading | None, number: Number) -> Item:
    owner, found = row.owner, last or row
    return Item(
        kind=str(found._meta.model_name), pk=found.pk, key=found.key, title=number.title[:500],
        customer=row.customer_id, who=owner.name if owner is not None else "",
        due=last.on if last is not None else None, number=number,
    )  # fmt: skip
