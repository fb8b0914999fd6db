"""What the desk knows of one kind of record: its fields in words, its verbs and its address.

One description serves the record's page, its cells on other pages, the editor, the history and the timeline.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models

from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

from ..words import Words

SIDED = frozenset(
    {"record", "card", "decision", "risk", "assumption", "feedback-one", "blocker", "scope-change"}
)
"""Pages that open beside the list that they are in."""
Columns = tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the model, or "background.why_now": a key inside a JSON section.

    `shape` says how it is shown and typed in; empty: as the model's column suggests. `columns` are a table's.
    """

    name: str
    label: Words
    help: Words = ""
    shape: str = ""
    columns: Columns = ()

    @property
    def column(self) -> str:
        return self.name.partition(".")[0]

    @property
    def inner(self) -> str:
        """The key inside a JSON section; empty for a plain column."""
        return self.name.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs of the record's own room: the only way a page changes anything."""

    add: Callable[..., Any]
    edit: Callable[..., Any]
    remove: Callable[..., Any]
    restore: Callable[..., Any]


@dataclass(frozen=True, kw_only=True)
class Kind:
    model: type[Tenanted]
    slug: str
    one: Words
    many: Words
    icon: str
    verbs: Verbs
    fields: tuple[Field, ...]
    asks: tuple[str, ...]
    folded: frozenset[str] = frozenset()
    """Of what a form asks: what it shows only to who wants to say more."""
    apart: frozenset[str] = frozenset()
    """Fields that its page shows in a place of their own."""
    once: tuple[Field, ...] = ()
    """What can be said when it is made, and stays so."""
    parent: str = ""
    title: str = "title"
    called: str = ""
    page: str = "record"
    settled: frozenset[str] = frozenset()
    """States in which nothing is left to do; empty where it has no such thing."""

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def name_path(self) -> str:
        """Where a statement finds what a person calls it."""
        return self.called or self.title

    @property
    def sided(self) -> bool:
        return self.page in SIDED

    @property
    def owned(self) -> bool:
        return issubclass(self.model, Owned)

    @cached_property
    def by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def field(self, name: str) -> Field:
        found = self.by_name.get(name) or self.unknown(name)
        if found is None:
            raise NotFound(say("A %(one)s has no field “%(name)s”.", one=self.one, name=name))
        return found

    def unknown(self, name: str) -> Field | None:
        """A key that a file brought into a JSON section and nobody declared: kept, shown and editable."""
        field = Field(name, name.partition(".")[2].replace("_", " ").capitalize())
        return field if field.inner and field.column in self.sections else None

    @cached_property
    def sections(self) -> frozenset[str]:
        return frozenset(field.column for field in self.fields if field.inner)

    def some(self, names: Sequence[str]) -> list[Field]:
        return [self.field(name) for name in names]

    def asked(self) -> list[Field]:
        known = {field.name: field for field in (*self.once, *self.fields)}
        return [known[name] for name in self.asks]

    def audience(self, field: Field) -> str:
        inside = self.model.SHARED_INSIDE.get(field.column)
        shared = field.column in self.model.SHARED and (
            inside is None or not field.inner or field.inner in inside
        )
        return "shared" if shared else "internal"

    def shape(self, field: Field) -> str:
        return field.shape or ("long" if field.inner else shape_of(self.model, field.name))


def shape_of(model: type[models.Model], name: str) -> str:
    column = model._meta.get_field(name)
    if isinstance(column, models.ForeignKey):
        if name == "owner":
            return "owner"
        return "member" if column.related_model is Member else "row"
    if getattr(column, "choices", None):
        return "choice"
    for kind, shape in SHAPES:
        if isinstance(column, kind):
            return shape
    return "text"


SHAPES: tuple[tuple[type[models.Field[Any, Any]], str], ...] = (
    (models.BooleanField, "check"),
    (models.DateField, "date"),
    (models.DecimalField, "number"),
    (models.IntegerField, "whole"),
    (models.TextField, "long"),
    (models.JSONField, "lines"),
)
