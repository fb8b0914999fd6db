"""A query made for one workspace returns no row of another, even when the code forgets to filter."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from handrail.house.deadlines.models import Deadline, Survey
from handrail.house.ledger import write
from handrail.house.ledger.models import Claim, Event
from handrail.house.nudges.models import Delivery, Digest, Nudge, Preference, Seal
from handrail.house.workspaces.fields import TenantKey
from handrail.house.workspaces.models import Passage, Tenanted, Workspace
from handrail.house.workspaces.scope import current
from handrail.record.customers.models import Customer, Opportunity
from handrail.record.notes.models import Stroke
from handrail.watch.rules.models import Run

PLAIN_MODELS = (Claim, Nudge, Preference, Seal, Delivery, Digest, Deadline, Survey, Stroke, Run)
"""Rows of a workspace without a revision and a mark of removal."""
TENANT_MODELS = [m for m in apps.get_models() if issubclass(m, Tenanted)]
TENANT_MODELS += [Event, *PLAIN_MODELS, Passage, Workspace]
OWN_COLUMNS = {"workspaces_workspace": "id"}


def as_owner() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)


def tables_with(column: str) -> set[str]:
    with as_owner() as owner:
        rows = owner.execute(
            "SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
            "WHERE a.attname = %s AND c.relkind IN ('r', 'p') AND NOT c.relispartition "
            "AND c.relnamespace = 'public'::regnamespace",
            [column],
        )
        return {name for (name,) in rows}


def test_every_table_with_a_workspace_is_under_row_security():
    with as_owner() as owner:
        secured = {
            name
            for (name,) in owner.execute(
                "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r','p')"
            )
        }
    expected = tables_with("workspace_id") | {"workspaces_workspace"}
    assert expected >= {m._meta.db_table for m in TENANT_MODELS}
    assert expected - secured == set()


def test_every_policy_asks_for_the_workspace_and_nothing_else():
    with as_owner() as owner:
        rows = owner.execute(
            "SELECT tablename, policyname, roles::text, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
        ).fetchall()
    tenant = {table: (qual, check) for table, name, _, qual, check in rows if name == "tenant"}
    system = {table: roles for table, name, roles, _, _ in rows if name == "system"}
    assert set(tenant) == set(system)
    assert {name for _, name, *_ in rows} == {"tenant", "system", "hidden"}
    for table, (qual, check) in tenant.items():
        column = OWN_COLUMNS.get(table, "workspace_id")
        assert qual == check
        assert qual.startswith(
            f"({column} = (NULLIF(current_setting('handrail.ws'::text, true), ''::text))::bigint"
        )
    assert set(system.values()) == {"{handrail_system}"}


def test_every_reference_inside_a_workspace_has_the_workspace_in_it():
    with as_owner() as owner:
        rows = owner.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"
        ).fetchall()
    laid = {(table, definition.split(" DEFERR")[0]) for table, definition in rows}
    for model in TENANT_MODELS:
        for field in model._meta.local_fields:
            if isinstance(field, TenantKey):
                target = field.related_model._meta.db_table
                wanted = f"FOREIGN KEY (workspace_id, {field.column}) REFERENCES {target}(workspace_id, id)"
                assert (model._meta.db_table, wanted) in laid
            elif isinstance(field, models.ForeignKey):
                assert field.related_model in (Workspace, *NOT_TENANTS), f"{model.__name__}.{field.name}"


NOT_TENANTS = tuple(m for m in apps.get_models() if not issubclass(m, Tenanted))


def seed(scene) -> None:
    for inside in (scene.inside, scene.elsewhere):
        with inside():
            write.create([Customer(key="same-key", name="Same")])


def furnish(model, made: dict) -> models.Model:
    """A row of `model` with nothing but what it needs, in the workspace we are in; and what it points at."""
    if model not in made:
        fields = [f for f in model._meta.local_concrete_fields if not f.primary_key and f.name != "workspace"]
        row = model(workspace_id=current().workspace_id, **{f.name: needed(f, made) for f in fields})
        made[model] = model._default_manager.bulk_create([row])[0]
    return made[model]


def needed(field, made: dict):
    if field.name == "key":
        return "furniture"
    if field.has_default():
        return field.get_default()
    if field.null:
        return None
    if isinstance(field, models.ForeignKey):
        return furnish(field.related_model, made)
    if field.choices:
        return field.choices[0][0]
    return next((value for kind, value in PLAIN if isinstance(field, kind)), "x")


PLAIN = [
    (models.DateTimeField, datetime(2026, 1, 1, tzinfo=UTC)),
    (models.DateField, date(2026, 1, 1)),
    (models.BooleanField, False),
    (models.IntegerField, 1),
    (models.DecimalField, 1),
    (models.BinaryField, b""),
    (models.JSONField, {}),
]


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda m: m.__name__)
def test_a_forgotten_filter_returns_only_ones_own(scene, model):
    seed(scene)
    for inside in (scene.inside, scene.elsewhere):
        with inside():
            if issubclass(model, (Tenanted, *PLAIN_MODELS)):
                furnish(model, {})
    for inside in (scene.inside, scene.elsewhere):
        with inside() as scope, connection.cursor() as cursor:
            column = OWN_COLUMNS.get(model._meta.db_table, "workspace_id")
            cursor.execute(f'SELECT DISTINCT "{column}" FROM "{model._meta.db_table}"')
            assert [row[0] for row in cursor.fetchall()] == [scope.workspace_id]


@pytest.mark.parametrize("model", [m for m in TENANT_MODELS if m is not Event], ids=lambda m: m.__name__)
def test_a_write_that_forgets_to_filter_reaches_nobody_else(scene, model):
    for inside in (scene.inside, scene.elsewhere):
        with inside():
            if issubclass(model, (Tenanted, *PLAIN_MODELS)):
                furnish(model, {})
    column, table = OWN_COLUMNS.get(model._meta.db_table, "workspace_id"), model._meta.db_table
    with scene.inside(), connection.cursor() as cursor:
        cursor.execute(f'UPDATE "{table}" SET id = id WHERE "{column}" <> %s', [scene.workspace.pk])
        assert cursor.rowcount == 0
        cursor.execute(f'UPDATE "{table}" SET id = id')
        mine = cursor.rowcount
        cursor.execute(f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s', [scene.workspace.pk])
        assert (mine,) == cursor.fetchone()
        assert mine > 0


@pytest.mark.parametrize("model", TENANT_MODELS, ids=lambda m: m.__name__)
def test_the_sweeps_role_sees_all_and_writes_nothing(model):
    """Sweeps find workspaces with it and enter them; a slip there must not change everybody's rows."""
    table = model._meta.db_table
    with as_owner() as owner:
        rows = owner.execute(
            "SELECT policyname, cmd FROM pg_policies WHERE schemaname = 'public' AND tablename = %s", [table]
        ).fetchall()
    assert {name: cmd for name, cmd in rows if name != "hidden"} == {"tenant": "ALL", "system": "SELECT"}


def test_outside_any_scope_nothing_is_seen(scene):
    seed(scene)
    assert Customer.objects.count() == 0
    assert Workspace.objects.count() == 0


def test_the_setting_does_not_survive_its_transaction(scene):
    seed(scene)
    with scene.inside():
        assert Customer.objects.count() == 1
    assert Customer.objects.count() == 0


def test_a_row_can_not_be_written_into_another_workspace(scene):
    from django.db import ProgrammingError

    with scene.inside(), pytest.raises(ProgrammingError), transaction.atomic():
        Customer(workspace_id=scene.other.pk, key="x", name="X").save(force_insert=True)


def test_a_reference_can_not_point_into_another_workspace(scene):
    seed(scene)
    with scene.elsewhere():
        theirs = Customer.objects.get(key="same-key").pk
    with pytest.raises(IntegrityError), scene.inside():
        write.create([Opportunity(key="o", name="O", customer_id=theirs)])


def test_the_law_goes_red_when_a_policy_is_dropped(scene):
    """Proof that the tests above can fail: without its policy the table shows the other workspace's row."""
    seed(scene)
    with as_owner() as owner:
        owner.execute("ALTER TABLE customers_customer DISABLE ROW LEVEL SECURITY")
        try:
            with scene.inside():
                assert scene.other.pk in set(Customer.objects.values_list("workspace_id", flat=True))
        finally:
            owner.execute("ALTER TABLE customers_customer ENABLE ROW LEVEL SECURITY")


def test_the_app_role_has_no_powers():
    with psycopg.connect(os.environ["DATABASE_URL"]) as app:
        powers = app.execute(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        owned = app.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole").fetchone()
        assert powers == (False, False, False, False)
        assert owned == (0,)


def test_the_sweeps_role_must_be_put_on_by_hand(scene):
    seed(scene)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM customers_customer")
        assert cursor.fetchone()[0] == 0
        cursor.execute("SET LOCAL ROLE handrail_system")
        cursor.execute("SELECT count(DISTINCT workspace_id) FROM customers_customer")
        assert cursor.fetchone()[0] >= 2
        cursor.execute("UPDATE customers_customer SET name = name")
        assert cursor.rowcount == 0


def test_nobody_reads_the_excused_table_across_workspaces(scene):
    with scene.inside():
        assert set(Passage.objects.values_list("workspace_id", flat=True)) == {scene.workspace.pk}
    assert Passage.objects.count() == 0
