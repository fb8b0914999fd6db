"""How a room describes a record to the API. The door makes the operations; the verbs stay the room's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from ninja import Path

HOUSEKEEPING = frozenset({"id", "workspace", "key", "revision", "created_at", "removed_at"})
Slug = Path[str]
"""The workspace in an address; who comes and where has been settled by the door."""
Many = Callable[[Sequence[Any]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """One kind of record under `/<plural>`. Every field of the model is shown, unless it is in `hidden`.

    `once` may be said when the record is made and never again; `derived` is shown and never said; `asked`
    are fields that a list can be asked for by their exact words, and `within` what else it can be asked for, with the
    query that answers. Without verbs it can only be read.
    """

    model: type[models.Model]
    plural: str
    add: Many | None = None
    edit: Callable[..., bool] | None = None
    remove: Many | None = None
    restore: Many | None = None
    once: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    within: tuple[tuple[str, Callable[[str], models.Q]], ...] = ()

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def name(self) -> str:
        return self.model.__name__

    @property
    def fields(self) -> list[models.Field[Any, Any]]:
        """What a program sees, beside key, revision and the moment it was made."""
        left_out = HOUSEKEEPING | self.hidden
        return [f for f in self.model._meta.concrete_fields if f.name not in left_out]

    @property
    def given(self) -> list[models.Field[Any, Any]]:
        """What a program may say when it makes one."""
        return [f for f in self.fields if f.name not in self.derived]

    @property
    def changing(self) -> list[models.Field[Any, Any]]:
        return [f for f in self.given if f.name not in self.once]
