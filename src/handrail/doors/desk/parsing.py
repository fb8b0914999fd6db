"""What came out of a form, as values for a verb. Types are checked by the columns themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from handrail.house.deadlines.bygone import refuse_bygone
from handrail.house.workspaces.models import Tenanted
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.web.numbers import whole
from handrail.record.decisions import spelling

from .kinds import Field, Kind
from .values import Cell, raw

MOST_ROWS = 1_000
"""A form brings no more fields than this anyway: a smaller number would cut a file's long table."""


def parsed(cell: Cell, data: QueryDict) -> dict[str, Any]:
    """{column: value} for the field of `cell`; a key of a section brings its whole section along."""
    value = read(cell, data)
    if cell.shape == "date" and getattr(cell.row, "state", "") not in cell.kind.settled:
        refuse_bygone({cell.field.name: value}, cell.row)
    if not cell.field.inner:
        return owned(cell, value) if cell.shape == "owner" else {cell.field.name: value}
    section = getattr(cell.row, cell.field.column)
    rest = dict(section) if isinstance(section, Mapping) else {}
    return {cell.field.column: {**rest, cell.field.inner: value}}


def owned(cell: Cell, value: Any) -> dict[str, Any]:
    if value is not None:
        return {"owner": value}
    return {"owner": None, "owner_gap": getattr(cell.row, "owner_gap", "") or "nobody"}


def read(cell: Cell, data: QueryDict) -> Any:
    """The value that the form holds for this field. A form that broke off says nothing about what it lacks."""
    if not sent(cell, data):
        message = _("The form arrived without this field, so nothing was changed.")
        raise Invalid([Problem(cell.field.name, message, _("Send it again."))])
    reader = READERS.get(cell.shape)
    if reader is not None:
        return reader(cell, data)
    return data.get(cell.field.name, "").strip().replace("\r\n", "\n")


def sent(cell: Cell, data: QueryDict) -> bool:
    """Whether the whole field came along. A box without a tick sends nothing: a mark behind it says it was there."""
    name, shape = cell.field.name, cell.shape
    if shape == "deep":
        return True
    if shape in ("check", "people"):
        return f"{name}-asked" in data
    if shape == "table":
        return all(place in data for place in places(cell, data))
    return name in data


def places(cell: Cell, data: QueryDict) -> Iterator[str]:
    """The names of all inputs that the form of a table has, from its count on."""
    yield f"{cell.field.name}-count"
    for number in range(row_count(cell.field.name, data)):
        yield from (f"{cell.field.name}-{number}-{column}" for column, _label in cell.columns)


def a_check(cell: Cell, data: QueryDict) -> bool:
    return cell.field.name in data


def a_number(cell: Cell, data: QueryDict) -> str | None:
    """People write spaces and thousands separators; the column decides whether the rest is a number."""
    written = data.get(cell.field.name, "").strip().replace("\u00a0", "").replace(" ", "")
    if "." in written or written.count(",") > 1:
        written = written.replace(",", "")
    return written.replace(",", ".") or None


def a_date(cell: Cell, data: QueryDict) -> str | None:
    return data.get(cell.field.name, "").strip() or None


def a_row(cell: Cell, data: QueryDict) -> Tenanted | None:
    key = data.get(cell.field.name, "").strip()
    if not key:
        return None
    column: Any = cell.row._meta.get_field(cell.field.name)
    found: Tenanted | None = column.related_model._default_manager.filter(key=key, removed_at=None).first()
    if found is None:
        message = _("“%(key)s” is no longer there.") % {"key": key}
        raise Invalid([Problem(cell.field.name, message, _("Choose another one."))])
    return found


def lines(cell: Cell, data: QueryDict) -> list[str]:
    written = data.get(cell.field.name, "").splitlines()
    return [line.strip() for line in written if line.strip()]


def chosen(cell: Cell, data: QueryDict) -> list[str]:
    return [key for key in data.getlist(cell.field.name) if key]


def table(cell: Cell, data: QueryDict) -> list[dict[str, Any]]:
    """Rows of inputs named field-0-column; an empty row is dropped, a row's unknown keys stay with it."""
    before = raw(cell.row, cell.field)
    before = before if isinstance(before, list) else []
    rows = (
        table_row(cell, data, n, before[n] if n < len(before) else {})
        for n in range(row_count(cell.field.name, data))
    )
    return [row for row in rows if row]


def row_count(name: str, data: QueryDict) -> int:
    """How many rows the form says it holds."""
    found = whole(str(data.get(f"{name}-count", "")))
    if found is None or found > MOST_ROWS:
        raise Invalid(
            [Problem(name, _("The form does not say how long this table is."), _("Send it again."))]
        )
    return found


def table_row(cell: Cell, data: QueryDict, number: int, before: Any) -> dict[str, Any]:
    known = {name for name, _label in cell.columns}
    written = {name: data.get(f"{cell.field.name}-{number}-{name}", "").strip() for name in known}
    if not any(written.values()):
        return {}
    old = before if isinstance(before, Mapping) else {}
    kept = {name: typed(old.get(name), written.pop(name)) for name in list(old) if name in known}
    return {**old, **kept, **{name: value for name, value in written.items() if value}}


def typed(old: Any, new: str) -> Any:
    """A value that was not touched keeps its type: 3 does not become "3"."""
    from .values import text

    return old if text(old) == new else new


def pairs(cell: Cell, data: QueryDict) -> dict[str, str]:
    found = (line.partition(":") for line in lines(cell, data))
    return {name.strip(): value.strip() for name, _colon, value in found}


def options(cell: Cell, data: QueryDict) -> list[dict[str, Any]]:
    return spelling.read_options(data.get(cell.field.name, ""), cell.value or [])


def deep(cell: Cell, data: QueryDict) -> Any:
    raise Invalid([Problem(cell.field.name, _("This came from a file and is edited there."), "")])


READERS: dict[str, Any] = {
    "check": a_check,
    "number": a_number,
    "whole": a_number,
    "money": a_number,
    "date": a_date,
    "owner": a_row,
    "member": a_row,
    "row": a_row,
    "lines": lines,
    "people": chosen,
    "table": table,
    "pairs": pairs,
    "options": options,
    "deep": deep,
}


def made(kind: Kind, fields: list[Field], data: QueryDict, given: Mapping[str, Any]) -> Tenanted:
    """A new record, not saved yet, from a form that asks for `fields`; what was not sent stays as a record begins."""
    row = kind.model(**given)
    for cell in (Cell(kind, row, field) for field in fields):
        if sent(cell, data):
            for name, value in parsed(cell, data).items():
                setattr(row, name, empty_as_none(row, name, value))
    return row


def empty_as_none(row: Tenanted, name: str, value: Any) -> Any:
    column = row._meta.get_field(name)
    return None if value == "" and column.null and not isinstance(column, models.CharField) else value
