"""The public forms of boards, what came in by them, and the one function that finds whose an address is."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.door import GUARDED
from handrail.house.workspaces.secure import Secure

FORM = [
    f"""
    CREATE FUNCTION handrail_form(address text) RETURNS bigint STABLE {GUARDED} AS $$
        SELECT f.workspace_id FROM outside_form f
        WHERE f.token = address AND address <> '' AND f.is_open AND f.removed_at IS NULL
    $$
    """,
    "REVOKE ALL ON FUNCTION handrail_form(text) FROM PUBLIC, handrail_system",
    "GRANT EXECUTE ON FUNCTION handrail_form(text) TO handrail_app",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0002_private_customers"),
        ("projects", "0001_initial"),
        ("tasks", "0002_private_customers"),
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Form",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=handrail.kit.clock.now)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("title", models.CharField(max_length=200)),
                ("intro", models.TextField(blank=True, max_length=4000)),
                ("consent", models.CharField(blank=True, max_length=1000)),
                ("thanks", models.CharField(blank=True, max_length=1000)),
                ("asks", models.JSONField(blank=True, default=list)),
                ("files", models.BooleanField(default=False)),
                ("is_open", models.BooleanField(default=False)),
                ("token", models.CharField(max_length=64)),
                (
                    "board",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.board",
                    ),
                ),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        default=handrail.house.workspaces.models.here,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="workspaces.workspace",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=80)),
                ("revision", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField(default=handrail.kit.clock.now)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("title", models.CharField(max_length=300)),
                ("name", models.CharField(max_length=200)),
                ("mail", models.EmailField(max_length=254)),
                ("answers", models.JSONField(blank=True, default=list)),
                (
                    "consented",
                    models.CharField(blank=True, help_text="The words that were agreed to", max_length=1000),
                ),
                ("refused", models.TextField(blank=True)),
                ("stamp", models.CharField(max_length=40)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "form",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outside.form",
                    ),
                ),
                (
                    "task",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="tasks.task",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        default=handrail.house.workspaces.models.here,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="workspaces.workspace",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="outside_form_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.UniqueConstraint(fields=("token", "workspace"), name="form_token_once"),
        ),
        migrations.AddConstraint(
            model_name="form",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "board"),
                name="form_board_once",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["workspace", "form", "-id"], name="submission_form"),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="outside_submission_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.UniqueConstraint(fields=("workspace", "stamp"), name="submission_once"),
        ),
        Secure("Form", "Submission"),
        migrations.RunSQL(FORM, "DROP FUNCTION handrail_form(text)"),
    ]
