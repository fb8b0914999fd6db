"""Templates of a workspace: kept, changed, drawn from a plan, and the one that a plan of some deal begins with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from handrail.house.ledger import reading
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values, today
from handrail.house.workspaces.models import Workspace
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.customers.models import Customer, Opportunity

from . import copying, patterns, queries
from .furnishing import DAYS, MODELS
from .models import Milestone, Part, Plan, PlanTemplate

FOR = ("deal_kind", "tier")


def all_templates() -> Sequence[PlanTemplate]:
    """One statement."""
    return list(reading.present(PlanTemplate).order_by("title", "pk"))


def proposed_for(customer: Customer, deal: Opportunity | None = None) -> PlanTemplate | None:
    """What a plan of this deal, or of the whole customer, begins with by itself. One statement.

    What names the kind of deal goes before what names the tier, and both before what names neither.
    """
    found = reading.present(PlanTemplate).filter(by_itself=True)
    found = found.filter(deal_kind__in=("", deal.kind if deal else ""), tier__in=("", customer.tier))
    return max(found, key=lambda row: (bool(row.deal_kind), bool(row.tier)), default=None)


# -- changing -----------------------------------------------------------------------------------------------


def add_plan_templates(rows: Sequence[PlanTemplate]) -> Sequence[PlanTemplate]:
    for row in rows:
        for name, value in read({name: getattr(row, name) for name in (*MODELS, "evaluation")}).items():
            setattr(row, name, value)
    with transaction.atomic():
        step_back([row for row in rows if row.by_itself])
        return ledger_rows.add(rows, lambda row: row.title)


def edit_plan_template(row: PlanTemplate, values: Values, *, revision: int | None = None) -> bool:
    values = {**values, **read(values)}
    with transaction.atomic():
        step_back([spoken(row, values)])
        return ledger_rows.edit(row, values, revision=revision)


def edit_plan_templates(pairs: Iterable[tuple[PlanTemplate, Values]]) -> int:
    """Those that step back are written first: two can not stand for the same deals in between."""
    told = [(row, {**values, **read(values)}) for row, values in pairs]
    coming = [spoken(row, values) for row, values in told]
    with transaction.atomic():
        step_back(coming)
        pairs_ = zip(told, coming, strict=True)
        settled = [(row, {**values, "by_itself": one.by_itself}) for (row, values), one in pairs_]
        changed = ledger_rows.edit_many([pair for pair in settled if not pair[1]["by_itself"]])
        return changed + ledger_rows.edit_many([pair for pair in settled if pair[1]["by_itself"]])


def remove_plan_templates(rows: Sequence[PlanTemplate]) -> int:
    return ledger_rows.remove(rows)


def restore_plan_templates(rows: Sequence[PlanTemplate]) -> int:
    with transaction.atomic():
        step_back([row for row in rows if row.removed_at is not None])
        return ledger_rows.restore(rows)


def read(values: Values) -> dict[str, Any]:
    """The tables among these values as they are kept; every one that can not be read is told at once."""
    found: dict[str, Any] = {}
    problems: list[Problem] = []
    for table in MODELS.keys() & values.keys():
        try:
            found[table] = patterns.read(table, values[table])
        except ValueError as error:
            problems.append(Problem(table, str(error)))
    if not isinstance(values.get("evaluation", {}), dict):
        problems.append(Problem("evaluation", say("This is no section."), say("Write names and texts.")))
    if problems:
        raise Invalid(sorted(problems, key=lambda one: one.field))
    return found


def spoken(row: PlanTemplate, values: Values) -> PlanTemplate:
    """The template as these values make it, for who asks which deals it is for; not to be written."""
    said = {name: values.get(name, getattr(row, name)) for name in (*FOR, "by_itself")}
    return PlanTemplate(pk=row.pk, removed_at=row.removed_at, **said)


def step_back(coming: Sequence[PlanTemplate]) -> None:
    """Of each kind of deal and tier one template is what plans begin with: the last of whom that was said."""
    coming = [row for row in coming if row.by_itself]
    if not coming:
        return
    Workspace.objects.select_for_update(no_key=True).get(pk=current().workspace_id)
    last = {(row.deal_kind, row.tier): row for row in coming}
    for row in coming:
        row.by_itself = last[row.deal_kind, row.tier] is row
    there = (
        reading.present(PlanTemplate)
        .filter(by_itself=True)
        .exclude(pk__in=[row.pk for row in coming if row.pk])
    )
    ledger_rows.edit_many([(row, {"by_itself": False}) for row in there if (row.deal_kind, row.tier) in last])


# -- drawn from a plan --------------------------------------------------------------------------------------


def keep_as_template(plan: Plan, title: str = "") -> PlanTemplate:
    """What in a plan is a way of working, its days counted from the first one; nothing of its customer.

    Not the plan's title either, which mostly names them: one without a title is called after the day.
    """
    parts = queries.all_parts(plan)
    first = min([*copying.days(parts), *([plan.started_on] if plan.started_on else [])], default=None)
    tables = {table: [drawn(row, table, first) for row in parts[model]] for table, model in MODELS.items()}
    name = " ".join(title.split()) or say("Template of %(day)s", day=today().isoformat())
    made = PlanTemplate(title=name[:200], evaluation=copying.method(plan), **tables)
    return add_plan_templates([made])[0]


def drawn(row: Part, table: str, first: date | None) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for column in copying.ANYWHERE[MODELS[table]]:
        value = getattr(row, column)
        if isinstance(value, date):
            told |= {name: max(0, (value - (first or value)).days) for name in counted(table, column)}
        elif value:
            told[column] = "; ".join(map(str, value)) if isinstance(value, list) else value
    if isinstance(row, Milestone) and row.adoption_phase is not None:
        told["phase"] = row.adoption_phase.title
    return told


def counted(table: str, column: str) -> list[str]:
    return [name for name, date_of in DAYS.items() if date_of == column and name in patterns.TABLES[table]]
