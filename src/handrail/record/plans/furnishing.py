"""What a plan begins with, where a template was chosen for it: its parts as rows, with days and owners of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from handrail.house.ledger.rows import today
from handrail.kit.words import say

from . import patterns
from .models import (
    Activity,
    AdoptionPhase,
    Criterion,
    Initiative,
    Milestone,
    Outcome,
    Part,
    Plan,
    PlanTemplate,
    Responsibility,
)

MODELS: Mapping[str, type[Part]] = {
    "outcomes": Outcome,
    "activities": Activity,
    "criteria": Criterion,
    "phases": AdoptionPhase,
    "milestones": Milestone,
    "initiatives": Initiative,
    "responsibilities": Responsibility,
}
"""{table of a template: what its rows become}. Phases come before the milestones that stand in them."""
DAYS = {"from_day": "starts_on", "to_day": "ends_on", "on_day": "due_on", "by_day": "by_on"}
"""{column that counts days: the date it becomes}."""


def begin(plan: Plan, template: PlanTemplate) -> None:
    """Before it is written: the plan's own part, and a line of its change log that says what it began with."""
    plan.evaluation = plan.evaluation or dict(template.evaluation)
    words = say("Begun with the template “%(title)s”", title=template.title)
    plan.change_log = [*plan.change_log, {"date": today().isoformat(), "change": words}]


def parts_of(plans: Sequence[tuple[Plan, PlanTemplate]]) -> Iterator[list[Part]]:
    """Rows of one kind at a time, each to be written before the next are asked for: milestones name their phases."""
    phases: dict[tuple[Any, str], Part] = {}
    for table, model in MODELS.items():
        rows = [
            row for plan, template in plans for row in made(plan, model, getattr(template, table), phases)
        ]
        yield rows
        if model is AdoptionPhase:
            phases = {
                (row.plan_id, row.title.casefold()): row for row in rows if isinstance(row, AdoptionPhase)
            }


def made(plan: Plan, model: type[Part], table: Iterable[Any], phases: Mapping[Any, Part]) -> Iterator[Part]:
    for number, told in enumerate(table, 1):
        row: Any = model(plan=plan, position=number, **values_of(model, told, plan.started_on or today()))
        if hasattr(row, "owner_gap"):
            row.owner = plan.owner
        if isinstance(row, Milestone):
            row.adoption_phase = phases.get((plan.pk, str(told.get("phase", "")).casefold()))
        yield row


def values_of(model: type[Part], told: Mapping[str, Any], start: date) -> dict[str, Any]:
    """A row of a table as columns of the part: days become dates, and what holds several things a list."""
    columns = {field.name for field in model._meta.concrete_fields}
    days = {DAYS[name]: start + timedelta(days=days) for name, days in told.items() if name in DAYS}
    plain = {name: value for name, value in told.items() if name in columns and name not in patterns.LISTS}
    lists = {
        name: patterns.several(value)
        for name, value in told.items()
        if name in columns and name in patterns.LISTS
    }
    return {**days, **cut(model, plain), **lists}


def cut(model: type[Part], values: Mapping[str, Any]) -> dict[str, Any]:
    """What a table may hold at length is as long as the part's column lets it be."""
    return {name: value[: model._meta.get_field(name).max_length] for name, value in values.items()}  # type: ignore[union-attr]
