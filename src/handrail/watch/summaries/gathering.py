"""The records of a summary as they are at this moment: a known number of statements for any number of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from handrail import wiring
from handrail.house.ledger.reading import model_of, names
from handrail.record.customers.models import Customer
from handrail.record.projects.models import Project
from handrail.watch.insights import queries as insights
from handrail.watch.insights import whose
from handrail.watch.insights.measures import MEASURES, Counted, Period
from handrail.watch.insights.queries import SPAN

from . import impacts
from .facts import MEASURE, Asked, Item, Lines
from .lines import OF, measure_of
from .numbers import numbers
from .sources import gravest as gravest

WEEK = timedelta(weeks=1)
Name = tuple[str, int]


def gather(kind: str, asked: Asked) -> Lines:
    """One statement for each line and each measure, one for the goals, and one for each kind of record that a measure
    counts; of a project or a customer, one more for each of these kinds, and up to three for its metrics; and those
    of `impacts.filled`. A line whose room is not there is left out."""
    lines = {name: wiring.load(wiring.SUMMED[name])(asked) for name in OF[kind] if name in wiring.SUMMED}
    filled = impacts.filled(lines)
    if not any(measure_of(name) for name in OF[kind]):
        return filled
    return {**filled, **dict(numbers(asked)), **dict(measured(asked))}


# -- measures -----------------------------------------------------------------------------------------------


def span(asked: Asked) -> Period:
    """Measures are read over the last four weeks, as their bands are."""
    return Period(asked.last - SPAN + timedelta(days=1), asked.last)


def measured(asked: Asked) -> Iterator[tuple[str, Sequence[Item]]]:
    goals = insights.goals()
    counted = {name: insights.rows_of(one, span(asked), goals.get(name)) for name, one in MEASURES.items()}
    there = {one.name: one for one in named(rows for rows in counted.values())}
    mine = wanted(asked, there)
    for name, rows in counted.items():
        found = [(row, there[row.kind, row.pk]) for row in rows if (row.kind, row.pk) in mine]
        yield f"{MEASURE}{name}", [of_measure(row, one) for row, one in found]


def wanted(asked: Asked, there: dict[Name, Item]) -> set[Name]:
    """Which of them are of the project or the customer that is asked for."""
    if asked.project is None:
        return {
            name for name, one in there.items() if asked.customer is None or one.customer == asked.customer.pk
        }
    of, homes = whose.of_a_project(asked.project), whose.Homes(there)
    return {(kind, pk) for kind, pk in there if homes.has(of, kind, pk)}


def named(groups: Any) -> Iterator[Item]:
    """Each record once, with its name and its customer. One statement for each kind."""
    ids: dict[str, set[int]] = {}
    for rows in groups:
        for row in rows:
            ids.setdefault(row.kind, set()).add(row.pk)
    for kind, some in sorted(ids.items()):
        model = model_of(kind)
        found: Any = model._default_manager.filter(pk__in=some)
        beside = [name for name in ("customer", "metric") if name in names(model)]
        for row in found.select_related(*beside):
            yield Item(kind=kind, pk=row.pk, key=row.key, title=called(row)[:500], customer=row_customer(row))


def row_customer(row: Any) -> int | None:
    return getattr(row, "customer_id", None)


def called(row: Any) -> str:
    if row._meta.model_name == "reading":
        return f"{row.metric.name}: {row.value.normalize():f} {row.metric.unit}".rstrip()
    return str(getattr(row, "title", "") or row)


def of_measure(row: Counted, one: Item) -> Item:
    return Item(
        kind=one.kind, pk=one.pk, key=one.key, title=one.title, customer=one.customer, due=row.on, good=row.good,
        value=row.value, group=row.group,
    )  # fmt: skip


def asked_for(
    last: Any, *, first: Any = None, project: Project | None = None, customer: Customer | None = None
) -> Asked:
    """A week, where nobody says since when."""
    return Asked(first or last - WEEK + timedelta(days=1), last, project, customer)
