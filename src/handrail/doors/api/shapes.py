"""A record as JSON, and what a program may say about one: made from the model's own fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict, StringConstraints, create_model

from handrail.house.workspaces.models import GAPS
from handrail.kit.web.resource import Resource

KEY = r"^[A-Za-z0-9][A-Za-z0-9._~-]*$"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def iso_day(value: Any) -> Any:
    """A day as text, and nothing else: pydantic alone would take numbers and moments too."""
    if value is not None and not (isinstance(value, str) and DAY.fullmatch(value)):
        raise ValueError("write a day like 2026-03-31")
    return value


def no_flag(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("write a number")
    return value


Key = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Day = Annotated[date, BeforeValidator(iso_day)]


class Body(BaseModel):
    """What comes in: a field nobody knows is a mistake, and is named."""

    model_config = ConfigDict(extra="forbid")


class Shown(BaseModel):
    """What goes out."""

    model_config = ConfigDict(extra="forbid")


def type_of(field: models.Field[Any, Any]) -> Any:
    """The type a field has on the wire."""
    plain = wire_type(field)
    return plain | None if field.null else plain


def wire_type(field: models.Field[Any, Any]) -> Any:
    if field.is_relation:
        return Key
    if words := choices(field):
        return Literal[tuple(words)]
    if isinstance(field, models.JSONField):
        return list[Any] if field.default is list else dict[str, Any]
    for kind, wire in SIMPLE.items():
        if isinstance(field, kind):
            return wire(field)
    raise TypeError(f"{field.name} has no shape in the API")


def choices(field: models.Field[Any, Any]) -> list[str]:
    if field.name == "owner_gap":
        return list(GAPS)
    words = [str(value) for value, _ in field.choices or ()]
    return ["", *words] if words and field.blank else words


def text(field: models.Field[Any, Any]) -> Any:
    least = 0 if field.blank else 1
    return Annotated[str, StringConstraints(min_length=least, max_length=field.max_length)]


def whole(field: models.Field[Any, Any]) -> Any:
    limits = field.validators
    low = max((v.limit_value for v in limits if isinstance(v, MinValueValidator)), default=None)
    high = min((v.limit_value for v in limits if isinstance(v, MaxValueValidator)), default=None)
    return Annotated[int, Strict(), Field(ge=low, le=high)]


def amount(field: models.Field[Any, Any]) -> Any:
    limits = Field(max_digits=field.max_digits, decimal_places=field.decimal_places)  # type: ignore[attr-defined]
    return Annotated[Decimal, BeforeValidator(no_flag), limits]


SIMPLE: dict[type[models.Field[Any, Any]], Callable[[models.Field[Any, Any]], Any]] = {
    models.BooleanField: lambda _: Annotated[bool, Strict()],
    models.DateTimeField: lambda _: datetime,
    models.DateField: lambda _: Day,
    models.DecimalField: amount,
    models.IntegerField: whole,
    models.TextField: text,
    models.CharField: text,
}


# -- shapes -------------------------------------------------------------------------------------------------


def needed(field: models.Field[Any, Any]) -> bool:
    return not (field.null or field.blank or field.has_default())


def making(resource: Resource) -> type[BaseModel]:
    key = (Annotated[str, StringConstraints(pattern=KEY, max_length=80)] | None, None)
    said = {f.name: (type_of(f), ... if needed(f) else None) for f in resource.given}
    return shape(f"{resource.name}Making", Body, {"key": key, **said})


def changing(resource: Resource) -> type[BaseModel]:
    return shape(f"{resource.name}Change", Body, {f.name: (type_of(f), None) for f in resource.changing})


def showing(resource: Resource) -> type[BaseModel]:
    told = {f.name: (type_of(f), ...) for f in resource.fields}
    head = {"key": (str, ...), "revision": (int, ...), "created_at": (datetime, ...)}
    return shape(resource.name, Shown, head | told)


def listing(item: type[BaseModel]) -> type[BaseModel]:
    following = (str | None, Field(description="The cursor of the next page; null on the last one"))
    items = (list[item], ...)  # type: ignore[valid-type]
    return shape(f"{item.__name__}Page", Shown, {"items": items, "next": following})


def shape(name: str, base: type[BaseModel], fields: Mapping[str, Any]) -> type[BaseModel]:
    made: type[BaseModel] = create_model(name, __base__=base, **fields)
    return made


def known_states(model: type[models.Model]) -> tuple[str, ...]:
    field = next((f for f in model._meta.concrete_fields if f.name == "state"), None)
    return tuple(choices(field)) if field is not None else ()


# -- rows ---------------------------------------------------------------------------------------------------

Writer = Callable[[Any], Any]


@cache
def writers(resource: Resource) -> list[tuple[str, Writer]]:
    return [(field.name, writer(field)) for field in resource.fields]


def writer(field: models.Field[Any, Any]) -> Writer:
    name = field.name
    if field.is_relation:
        return lambda row: key_or_none(getattr(row, name))
    if isinstance(field, models.DecimalField):
        pattern = f"{{:.{field.decimal_places}f}}"
        return lambda row: None if getattr(row, name) is None else pattern.format(getattr(row, name))
    return lambda row: getattr(row, name)


def key_or_none(row: Any) -> str | None:
    return None if row is None else row.key


def shown(resource: Resource, row: Any) -> dict[str, Any]:
    told = {"key": row.key, "revision": row.revision, "created_at": row.created_at}
    for name, write in writers(resource):
        told[name] = write(row)
    return told


@cache
def paths(resource: Resource) -> tuple[str, ...]:
    """Where a statement finds what is shown of a row: a record that it points at by its key."""
    shown = (f"{field.name}__key" if field.is_relation else field.name for field in resource.fields)
    return ("key", "revision", "created_at", *shown)


@cache
def written(resource: Resource) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The names of what is at `paths`, and those that are written in a form of their own."""
    amounts = [f for f in resource.fields if isinstance(f, models.DecimalField)]
    names = ("key", "revision", "created_at", *(field.name for field in resource.fields))
    return names, tuple((field.name, f"{{:.{field.decimal_places}f}}") for field in amounts)


def page(resource: Resource, rows: Iterable[tuple[Any, ...]], following: str) -> Mapping[str, Any]:
    """From the values at `paths` of each row."""
    names, amounts = written(resource)
    items = [dict(zip(names, values, strict=True)) for values in rows]
    for name, pattern in amounts:
        for item in items:
            item[name] = None if item[name] is None else pattern.format(item[name])
    return {"items": items, "next": following or None}
