"""What the customer does not see of a plan: every field that says something and is only ours, in words.

It is the difference between our page and theirs, made from what the models declare, not from a list of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handrail.doors.desk import kinds, values
from handrail.doors.desk.kinds import Field, Kind
from handrail.doors.desk.words import Words
from handrail.house.workspaces.models import Tenanted
from handrail.record.customers.queries import stakeholders_of
from handrail.record.plans import queries
from handrail.record.plans.models import Plan, PlanMetric, PlanRisk
from handrail.record.plans.sections import KEYS, filled

KNOWN = frozenset(
    {
        "owner",
        "adoption_phase",
        "customer",
        "purpose",
        "updated_on",
        "started_on",
        "phase",
        "status",
        "version",
        "opportunity",
        "counterpart",
    }
)
"""Said beside the plan on every page of ours, or shown by a name: no news as a difference."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What of one thing stays with us."""

    of: str
    labels: list[Words]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What stays with us of one kind of thing."""

    title: Words
    kept: list[Kept]


def of_plan(plan: Plan) -> list[Shelf]:
    """Eleven statements."""
    found = [shelf(kind, rows) for kind, rows in things(plan)]
    return [one for one in found if one.kept]


def things(plan: Plan) -> Iterator[tuple[Kind, list[Tenanted]]]:
    yield kinds.BY_NAME["plan"], [plan]
    for model, rows in queries.all_parts(plan).items():
        if model is PlanMetric:
            yield kinds.BY_NAME["metric"], [row.metric for row in rows]  # type: ignore[attr-defined]
        elif model is PlanRisk:
            yield kinds.BY_NAME["risk"], [row.risk for row in rows]  # type: ignore[attr-defined]
        else:
            yield kinds.BY_NAME[str(model._meta.model_name)], list(rows)
    yield kinds.BY_NAME["stakeholder"], list(stakeholders_of([plan.customer_id]).get(plan.customer_id, []))


def shelf(kind: Kind, rows: list[Tenanted]) -> Shelf:
    kept = [Kept(values.name(kind, row), list(internal(kind, row))) for row in rows]
    return Shelf(kind.many, [one for one in kept if one.labels])


def internal(kind: Kind, row: Any) -> Iterator[Words]:
    for field in kind.fields:
        if field.column not in KNOWN and kind.audience(field) == "internal" and filled(value(row, field)):
            yield field.label
    for name in kind.sections & kind.model.SHARED:
        yield from unknown(row, name)


def value(row: Any, field: Field) -> Any:
    told = getattr(row, field.column)
    if not field.inner:
        return told
    return told.get(field.inner) if isinstance(told, dict) else None


def unknown(row: Any, name: str) -> Iterator[Words]:
    """Keys that a file brought into a section that is for the customer: nobody has declared that they are, too."""
    told = getattr(row, name)
    for key in told if isinstance(told, dict) else ():
        if key not in KEYS[name] and filled(told[key]):
            yield str(key).replace("_", " ").capitalize()
