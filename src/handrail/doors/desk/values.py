"""The value of one field of one record: as it is, as the ledger tells it, as a page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from handrail.house.ledger.values import plain
from handrail.house.talk import relations
from handrail.house.workspaces.models import Tenanted
from handrail.ui.dates import written

from .kinds import Field, Kind
from .kinds.kind import Columns
from .words import choice


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of one record on a page."""

    kind: Kind
    row: Tenanted
    field: Field

    @property
    def id(self) -> str:
        """Selectors name it, so that it holds nothing that means something to them, whatever a file's key holds."""
        plain = "".join(c if c.isalnum() or c in "-_." else f"_{ord(c):x}" for c in self.field.name)
        return f"{self.kind.name}-{self.row.pk}-{plain.replace('.', '-')}"

    @property
    def value(self) -> Any:
        return raw(self.row, self.field)

    @property
    def audience(self) -> str:
        return self.kind.audience(self.field)

    @property
    def shape(self) -> str:
        return fitting(self.kind.shape(self.field), self.value)

    @property
    def columns(self) -> Columns:
        return self.field.columns or columns_of(self.value)


def raw(row: Tenanted, field: Field) -> Any:
    value = getattr(row, field.column, None)  # a new record points at nothing yet, which Django raises for
    if not field.inner:
        return value
    return value.get(field.inner) if isinstance(value, Mapping) else None


def told(row: Tenanted, field: Field) -> Any:
    """The value as the ledger holds it: what a form compares with before it overwrites."""
    value = raw(row, field)
    return value.pk if isinstance(value, models.Model) else plain(value)


def fitting(shape: str, value: Any) -> str:
    """A file may bring another shape than declared: then the value decides, and nothing is lost."""
    if shape == "options" and isinstance(value, list):
        return shape
    if isinstance(value, list):
        if any(isinstance(item, Mapping) for item in value):
            return "table" if all(flat(item) for item in value) else "deep"
        return shape if shape in ("lines", "people", "table") else "lines"
    if isinstance(value, Mapping):
        return "pairs" if flat(value) else "deep"
    if value not in (None, "") and shape in ("lines", "table"):
        return "long"
    return shape


def flat(item: Any) -> bool:
    return not isinstance(item, Mapping) or not any(
        isinstance(value, Mapping | list) for value in item.values()
    )


def columns_of(value: Any) -> Columns:
    names: dict[str, None] = {}
    for item in value if isinstance(value, list) else []:
        names.update(dict.fromkeys(item if isinstance(item, Mapping) else ()))
    return tuple((name, name.replace("_", " ").capitalize()) for name in names)


def rows_of(value: Any, columns: Columns) -> list[list[str]]:
    """Records as lines of text, in the order of the columns; a bare text stands in the first column."""
    lines = value if isinstance(value, list) else []
    return [
        [text(item.get(name)) for name, _label in columns] if isinstance(item, Mapping) else [text(item)]
        for item in lines
    ]


def text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def money(amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return ""
    places = 0 if amount == amount.to_integral_value() else 2
    return f"{currency} {formats.number_format(amount, places, force_grouping=True)}".strip()


def number(value: Decimal | int | None) -> str:
    """A number without trailing zeros, in the reader's writing."""
    if value is None:
        return ""
    exact = Decimal(value).normalize()
    exponent = exact.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return formats.number_format(exact, places, force_grouping=True)


def currency_of(row: Any) -> str:
    """The record's own currency, else its customer's, else the workspace's."""
    from handrail.house.workspaces.scope import current

    customer = getattr(row, "customer", None)
    return str(
        getattr(row, "currency", "") or getattr(customer, "currency", "") or current().workspace.currency
    )


def said(cell: Cell) -> str:
    """The value as one line of plain words: for differences, the history and titles."""
    value, shape = cell.value, cell.shape
    if shape == "money":
        return money(value, currency_of(cell.row))
    return spoken(value, shape)


def name(kind: Kind, row: Any) -> str:
    """What a person calls this record; a reading is called after what it measures."""
    if kind.name == "reading":
        return f"{row.metric}, {written(row.on, 'j M')}"
    if kind.name == "step":
        return f"{row.customer.name}: {choice(row.step)}"
    if kind.name == "card":
        return str(row)
    if kind.name == "link":
        return f"{row.source} {relations.said(row.relation)} {row.target}"
    return said(Cell(kind, row, kind.field(kind.title))) or str(row.key)


def as_day(value: Any) -> date | None:
    """The day that a text in a plan's section holds, as a date field wrote it."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def as_moment(value: Any) -> datetime | None:
    """The moment that the history holds as a text."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def spoken(value: Any, shape: str) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return written(timezone.localtime(value), "j M Y, H:i")
    if isinstance(value, date):
        return written(value, "j M Y")
    if isinstance(value, Decimal):
        return number(value)
    if shape == "moment" and (at := as_moment(value)) is not None:
        return spoken(at, shape)
    if shape == "day" and (day := as_day(value)) is not None:
        return written(day, "j M Y")
    if shape in ("choice", "owner") and isinstance(value, str):
        return str(choice(value))
    if shape == "options" and isinstance(value, list):
        return "; ".join(str(one.get("title", "")) for one in value if isinstance(one, Mapping))
    if isinstance(value, Mapping):
        return ", ".join(text(item) for item in value.values() if item not in (None, ""))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(spoken(item, "text") for item in value)
    return str(value)
