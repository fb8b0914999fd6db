"""Foreign keys that cannot reach into another workspace."""

from __future__ import annotations

from typing import Any

from django.db import models


class TenantKey(models.ForeignKey[Any, Any]):
    """A reference inside one workspace.

    Its constraint in the database is (workspace_id, x_id) -> (workspace_id, id), laid by the `Secure`
    operation of a migration: a plain foreign key would accept another workspace's row.
    """

    def __init__(self, to: Any, on_delete: Any = models.DO_NOTHING, **kwargs: Any) -> None:
        kwargs["db_constraint"] = False
        kwargs.setdefault("related_name", "+")
        kwargs.setdefault("db_index", False)
        super().__init__(to, on_delete, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        del kwargs["db_constraint"]
        return name, path, args, kwargs
