"""What can be owned, in every room: which rows still wait for somebody, and the verb that gives them to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

from django.db.models import Q, QuerySet

from handrail import wiring
from handrail.house.workspaces.models import Member, Owned

Edit = Callable[[Iterable[tuple[Any, Mapping[str, Any]]]], int]


@dataclass(frozen=True)
class Holding:
    """One kind of record. `waiting` leaves out what is over: that keeps its owner, as history."""

    model: type[Owned]
    edit: Edit
    waiting: Q = field(default_factory=Q)
    about: str = "customer_id"
    """The column that names its customer."""

    @property
    def kind(self) -> str:
        return str(self.model._meta.model_name)

    def rows(self) -> QuerySet[Any]:
        return self.model._default_manager.filter(self.waiting, removed_at=None)

    def of(self, member: Member) -> QuerySet[Any]:
        return self.rows().filter(owner=member).order_by("pk")


@cache
def holdings() -> tuple[Holding, ...]:
    """Every kind, customers first, as the rooms of the record declare them."""
    found: list[Holding] = []
    for dotted in wiring.OWNED:
        module, _, name = dotted.rpartition(".")
        found += getattr(import_module(module), name)
    return tuple(found)


def about(row: Any) -> int | None:
    """The customer a record belongs to; a customer is its own."""
    return row.pk if row._meta.model_name == "customer" else getattr(row, "customer_id", None)
