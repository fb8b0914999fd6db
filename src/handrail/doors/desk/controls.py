"""How a field is typed in: the control a form shows for it, with its choices."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from handrail.house.ledger.reading import names, present
from handrail.house.ledger.values import plain
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.record.customers.models import Stakeholder
from handrail.record.decisions import spelling

from .parsing import row_count, sent
from .values import Cell, rows_of, text
from .words import Words, choice

Choices = list[tuple[str, Words]]
TYPES = {
    "long": "textarea",
    "lines": "textarea",
    "pairs": "textarea",
    "options": "textarea",
    "date": "date",
    "day": "date",
    "choice": "select",
    "owner": "select",
    "member": "select",
    "row": "select",
    "check": "checkbox",
    "people": "people",
    "table": "table",
    "deep": "deep",
}
SPARE_ROWS = 2


@dataclass(frozen=True, slots=True)
class Control:
    name: str
    label: Words
    help: Words
    type: str
    value: Any
    required: bool = False
    choices: Choices = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    columns: tuple[Any, ...] = ()
    rows: list[list[tuple[str, str, Words]]] = field(default_factory=list)


def control(cell: Cell, typed: Any = None, problems: tuple[Problem, ...] = ()) -> Control:
    """The control for `cell`; with `typed` (a form's data) it shows what was written, and what is wrong."""
    shape, name = cell.shape, cell.field.name
    typed = typed if typed is not None and arrived(cell, typed) else None
    mine = [f"{p.message} {p.fix}".strip() for p in problems if p.field in (name, cell.field.column)]
    return Control(
        name=name,
        label=cell.field.label,
        help=cell.field.help,
        type=TYPES.get(shape, "text"),
        value=written(cell) if typed is None else again(cell, typed),
        required=must(cell),
        choices=choices(cell, shape),
        errors=mine,
        columns=cell.columns if shape == "table" else (),
        rows=inputs(cell, typed) if shape == "table" else [],
    )


def arrived(cell: Cell, typed: Any) -> bool:
    """What came only in part is shown as it is kept, so that the next try does not send the gap."""
    try:
        return sent(cell, typed)
    except Invalid:
        return False


def again(cell: Cell, typed: Any) -> Any:
    if cell.shape == "people":
        return typed.getlist(cell.field.name)
    return cell.field.name in typed if cell.shape == "check" else typed.get(cell.field.name, "")


def must(cell: Cell) -> bool:
    if cell.field.inner or cell.shape in ("owner", "check"):
        return False
    column: Any = cell.row._meta.get_field(cell.field.name)
    return not (column.blank or column.null or column.has_default())


def written(cell: Cell) -> Any:
    """The value as a control holds it."""
    value, shape = cell.value, cell.shape
    if shape in ("owner", "member", "row"):
        return value.key if value is not None else ""
    if shape == "lines":
        return "\n".join(text(item) for item in value or [])
    if shape == "options":
        return spelling.spelled(value or [])
    if shape == "pairs":
        return "\n".join(f"{name}: {text(item)}" for name, item in (value or {}).items())
    if shape in ("check", "people"):
        return value
    return "" if value is None else plain(value)


def choices(cell: Cell, shape: str) -> Choices:
    if shape == "choice":
        column: Any = cell.row._meta.get_field(cell.field.name)
        empty: Choices = [("", "–")] if column.blank else []
        return empty + [(value, choice(value)) for value, _label in column.choices or ()]
    if shape in ("owner", "member"):
        return [("", _("Nobody yet")), *standing(cell), *members()]
    if shape == "people" and cell.field.name == "members":
        return members()
    if shape == "people":
        return [(p.key, p.name) for p in about(cell, Stakeholder)]
    if shape == "row":
        related: Any = cell.row._meta.get_field(cell.field.name)
        return [("", "–"), *((r.key, str(r)) for r in about(cell, related.related_model))]
    return []


def people(cell: Cell) -> dict[str, str]:
    """{key: name} of everybody such a list may name, who has left too. One statement for all lists of a customer's
    people, and one for all of members."""
    ours = cell.field.name == "members"
    place = "names of members" if ours else f"names of people of {getattr(cell.row, 'customer_id', None)}"
    names: dict[str, str] | None = current().remembered.get(place)
    if names is None:
        told: Any = (
            Member.objects
            if ours
            else Stakeholder.objects.filter(customer=getattr(cell.row, "customer_id", None))
        )
        names = current().remembered[place] = dict(told.values_list("key", "name"))
    return names


def members() -> Choices:
    """Who can be given something: who is here and no guest."""
    rows = Member.objects.able().order_by("name")
    return [(key, name) for key, name in rows.values_list("key", "name")]


def standing(cell: Cell) -> Choices:
    """Whoever has it already, though they could not be named anew: a form sent as it came changes nothing."""
    now = cell.value
    return [(now.key, now.name)] if isinstance(now, Member) and now.gap else []


def about(cell: Cell, model: Any) -> models.QuerySet[Any]:
    """What may be chosen: records of the same plan, else of the same customer, else all."""
    rows = present(model).order_by("pk")
    for near in ("plan", "customer"):
        ident = getattr(cell.row, f"{near}_id", None)
        if near in names(model) and ident:
            return rows.filter(**{near: ident})
    return rows.order_by("name")[:500] if "name" in names(model) else rows[:500]


def inputs(cell: Cell, typed: Any = None) -> list[list[tuple[str, str, Words]]]:
    """Rows of (name, value, label) with some empty ones behind."""
    lines = rows_of(cell.value, cell.columns) + [[]] * SPARE_ROWS
    if typed is not None:
        lines = [[]] * max(len(lines), row_count(cell.field.name, typed))
    return [
        [place(cell, number, spot, line, typed) for spot in range(len(cell.columns))]
        for number, line in enumerate(lines)
    ]


def place(cell: Cell, number: int, spot: int, line: list[str], typed: Any) -> tuple[str, str, Words]:
    column, label = cell.columns[spot]
    name = f"{cell.field.name}-{number}-{column}"
    value = typed.get(name, "") if typed is not None else (line[spot] if spot < len(line) else "")
    return name, value, label
