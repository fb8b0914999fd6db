"""Pages of a list that stay complete while people write: by the last row seen, never by a count of rows."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import orjson
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.db.models import F, Q, QuerySet

from handrail.kit.refusals import Invalid, Problem

Row = TypeVar("Row", bound=models.Model)
MOST = 500
UNSORTABLE = (models.JSONField, models.TextField, models.ForeignKey, models.BinaryField)


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """`next` is the cursor of the page that follows; empty on the last one."""

    items: list[Row]
    next: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One column and a direction, empty values last, ties by id: a total order."""

    name: str
    down: bool
    read: Callable[[Any], Any]

    @property
    def words(self) -> str:
        return f"-{self.name}" if self.down else self.name

    @property
    def terms(self) -> list[Any]:
        column = F(self.name)
        first = column.desc(nulls_last=True) if self.down else column.asc(nulls_last=True)
        return [first, "-pk" if self.down else "pk"]

    def after(self, value: Any, pk: int) -> Q:
        beyond = "lt" if self.down else "gt"
        tie = Q(**{f"pk__{beyond}": pk})
        if value is None:
            return Q(**{f"{self.name}__isnull": True}) & tie
        later = Q(**{f"{self.name}__{beyond}": value}) | Q(**{f"{self.name}__isnull": True})
        return later | (Q(**{self.name: value}) & tie)


def page(rows: QuerySet[Row], *, sort: str = "key", cursor: str = "", limit: int = 50) -> Page[Row]:
    """One page of `rows` in one statement; `sort` is a field's name, with - in front to turn it round."""
    order = ordering(rows.model, sort)
    limit = max(1, min(limit, MOST))
    found = list(placed(rows, order, cursor)[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return Page(found[:limit], encode(getattr(last, order.name), last.pk, order) if last is not None else "")


def page_of_values(
    rows: QuerySet[Any], paths: Sequence[str], *, sort: str = "key", cursor: str = "", limit: int = 50
) -> Page[Any]:
    """The same page with a tuple of values for each row, in the order of `paths`: no object for any of them.

    Two statements: which rows, by one index; then what lies beside these few. Asked at once, the database joins all.
    """
    order = ordering(rows.model, sort)
    limit = max(1, min(limit, MOST))
    found = list(placed(rows, order, cursor).values_list(order.name, "pk")[: limit + 1])
    chosen = rows.model._default_manager.filter(pk__in=[pk for _, pk in found[:limit]])
    items = list(chosen.order_by(*order.terms).values_list(*paths)) if found else []
    last, pk = found[limit - 1] if len(found) > limit else ("", 0)
    return Page(items, encode(last, pk, order) if pk else "")


class Leaves(Paginator):  # type: ignore[type-arg]
    """Numbered pages of a queryset: which rows, by what they are sorted by alone; and what lies beside these few. One
    statement for a page. Asked without this, the database sorts all rows with everything that lies beside them."""

    def page(self, number: int | str) -> Any:
        number, rows = self.validate_number(number), self.object_list
        first = (number - 1) * self.per_page
        here = rows.values("pk")[first : first + self.per_page]  # type: ignore[attr-defined]
        return self._get_page(rows.filter(pk__in=here), number, self)  # type: ignore[attr-defined]


def placed(rows: QuerySet[Row], order: Order, cursor: str) -> QuerySet[Row]:
    if cursor:
        rows = rows.filter(order.after(*decode(cursor, order)))
    return rows.order_by(*order.terms)


def sortable(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return [f for f in model._meta.concrete_fields if not isinstance(f, UNSORTABLE)]


def ordering(model: type[models.Model], sort: str) -> Order:
    name = sort.removeprefix("-")
    field = next((f for f in sortable(model) if f.name == name), None)
    if field is None:
        fix = f"Sort by one of: {', '.join(f.name for f in sortable(model))}; a - in front turns it round."
        raise Invalid([Problem("sort", f"A list can not be sorted by “{name}”.", fix)])
    return Order(name, sort.startswith("-"), field.to_python)


def encode(value: Any, pk: Any, order: Order) -> str:
    place = orjson.dumps([order.words, value, pk], default=str)
    return base64.urlsafe_b64encode(place).decode().rstrip("=")


def decode(cursor: str, order: Order) -> tuple[Any, int]:
    try:
        words, value, pk = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if words != order.words or not isinstance(pk, int) or isinstance(pk, bool) or abs(pk) >= 2**63:
            raise ValueError(words)
        return (None if value is None else order.read(value)), pk
    except (ValueError, TypeError, binascii.Error, ValidationError):
        fix = "Take it from “next” of the page before, with the same sort; or leave it out to start again."
        raise Invalid([Problem("cursor", "This cursor does not belong to this list.", fix)]) from None
