"""Foreign keys that cannot reach into another workspace."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor


class SeenOrNothing(ForwardManyToOneDescriptor):  # type: ignore[type-arg]
    """What a row may point at can be hidden from who reads it: then it points at nothing, for them."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        try:
            return super().__get__(instance, cls)
        except ObjectDoesNotExist:
            from .scope import current

            if instance is None or not self.field.null or not current().hidden:
                raise
            return None


class TenantKey(models.ForeignKey[Any, Any]):
    """A reference inside one workspace.

    Its constraint in the database is (workspace_id, x_id) -> (workspace_id, id), laid by the `Secure`
    operation of a migration: a plain foreign key would accept another workspace's row.

    `duty` says that the row waits for the member it names: see `ledger/duties.py`.
    """

    forward_related_accessor_class = SeenOrNothing

    def __init__(
        self, to: Any, on_delete: Any = models.DO_NOTHING, *, duty: bool = False, **kwargs: Any
    ) -> None:
        self.duty = duty
        kwargs["db_constraint"] = False
        kwargs["swappable"] = (
            False  # no table of a workspace is exchanged, and a migration asks this of every model
        )
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_constraint"]
        return name, path, args, kwargs
