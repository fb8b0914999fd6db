"""The migration operation that puts a table under its workspace: row security and composite keys."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.migrations.operations.base import Operation

from .fields import TenantKey

HERE = "nullif(current_setting('handrail.ws', true), '')::bigint"
HIDDEN = "(SELECT coalesce(nullif(current_setting('handrail.hidden', true), ''), '{}')::bigint[])::bigint[]"
"""The customers that the member in this scope may not see. A sub-select, so that it is read once, not for each row."""


class Secure(Operation):
    """Enable row security on the tables of `models` and lay their (workspace, id) keys.

    A table that points to a customer, by `customer` or `about_id`, also hides what is of a private one.

    Runs again safely: every constraint and policy is dropped before it is made.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *models: str, column: str = "workspace_id") -> None:
        self.models = models
        self.column = column

    def deconstruct(self) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        return (
            self.__class__.__name__,
            self.models,
            {"column": self.column} if self.column != "workspace_id" else {},
        )

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing that Django's model state knows of."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        models = [to_state.apps.get_model(app_label, name) for name in self.models]
        for statement in statements(models, self.column):
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in self.models:
            table = from_state.apps.get_model(app_label, name)._meta.db_table
            schema_editor.execute(f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY')

    def describe(self) -> str:
        return f"Put {', '.join(self.models)} under row security"


class Veil(Operation):
    """Hide what is of a private customer, on tables that were secured before there were any.

    `guarded`: a row of which nobody knows whose it is may be of a private one, so only who sees all customers sees it.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, *models: str, guarded: bool = False) -> None:
        self.models, self.guarded = models, guarded

    def deconstruct(self) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        return self.__class__.__name__, self.models, {"guarded": True} if self.guarded else {}

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing that Django's model state knows of."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in self.models:
            for statement in veil(to_state.apps.get_model(app_label, name), guarded=self.guarded):
                schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for name in self.models:
            table = from_state.apps.get_model(app_label, name)._meta.db_table
            schema_editor.execute(f'DROP POLICY IF EXISTS hidden ON "{table}"')

    def describe(self) -> str:
        return f"Hide what is of a private customer in {', '.join(self.models)}"


def statements(models: list[type[models.Model]], column: str) -> list[str]:
    """All identities before any reference, since tables of one room point at each other."""
    tables = [model._meta.db_table for model in models]
    made = [statement for table in tables for statement in policies(table, column)]
    made += [statement for model in models for statement in (*veil(model), *past_keys(model))]
    if column == "workspace_id":
        made += [identity(table) for table in tables]
    return made + [statement for model in models for statement in references(model)]


def policies(table: str, column: str) -> list[str]:
    """One policy for the workspace, one for the sweeps' own role: never an OR, which scans the table.

    That role sees all rows and writes none: sweeps find the workspaces and enter them one by one.
    """
    return [
        f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS tenant ON "{table}"',
        f'CREATE POLICY tenant ON "{table}" USING ({column} = {HERE}) WITH CHECK ({column} = {HERE})',
        f'DROP POLICY IF EXISTS system ON "{table}"',
        f'CREATE POLICY system ON "{table}" FOR SELECT TO handrail_system USING (true)',
    ]


def past_keys(model: type[models.Model]) -> list[str]:
    """Keys of what was removed, which are few. Read by keys.taken_keys: a new row does not take the key of one that
    may come back. Those of what is there stand in the constraint that keeps them apart."""
    if not {"key", "removed_at"} <= {field.name for field in model._meta.local_concrete_fields}:
        return []
    return [past_keys_of(model._meta.db_table)]


def past_keys_of(table: str) -> str:
    return (
        f'CREATE INDEX IF NOT EXISTS "{table}_past_key" ON "{table}" (workspace_id, key) '
        "WHERE removed_at IS NOT NULL"
    )


def veil(model: type[models.Model], *, guarded: bool = False) -> list[str]:
    """A restrictive policy where the table points to a customer; nothing elsewhere."""
    table, about = model._meta.db_table, about_column(model)
    if about is None:
        return []
    seen = f'"{about.column}" <> ALL ({HIDDEN})'
    if about.null:
        nobodys = f'"{about.column}" IS NULL' + (f" AND cardinality({HIDDEN}) = 0" if guarded else "")
        seen = f"({nobodys} OR {seen})"
    return [f'DROP POLICY IF EXISTS hidden ON "{table}"', hiding(table, seen)]


def hiding(table: str, seen: str) -> str:
    return f'CREATE POLICY hidden ON "{table}" AS RESTRICTIVE USING ({seen}) WITH CHECK ({seen})'


def about_column(model: type[models.Model]) -> Any:
    """The column that says which customer a row is of; a customer is its own."""
    if model._meta.model_name == "customer":
        return model._meta.pk
    columns = {str(field.column): field for field in model._meta.local_concrete_fields}
    return columns.get("customer_id") or columns.get("about_id")


def identity(table: str) -> str:
    """What the composite keys of other tables point at; left alone where it stands already."""
    return f"""DO $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = '{table}_identity') THEN
          ALTER TABLE "{table}" ADD CONSTRAINT "{table}_identity" UNIQUE (workspace_id, id);
        END IF; END $$"""


def references(model: type[models.Model]) -> list[str]:
    table, keys = model._meta.db_table, [f for f in model._meta.local_fields if isinstance(f, TenantKey)]
    made = []
    for field in keys:
        name = f"{table}_{field.column}_tenant"[:63]
        target = field.related_model._meta.db_table
        made.append(f'ALTER TABLE "{table}" DROP CONSTRAINT IF EXISTS "{name}"')
        made.append(
            f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" FOREIGN KEY (workspace_id, "{field.column}") '
            f'REFERENCES "{target}" (workspace_id, id) DEFERRABLE INITIALLY DEFERRED'
        )
    return made
