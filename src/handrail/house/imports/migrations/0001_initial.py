"""The tables of this room, each under its workspace."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workspaces", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
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
                ("kind", models.CharField(max_length=20)),
                ("filename", models.CharField(max_length=300)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField(null=True)),
                (
                    "settings",
                    models.JSONField(default=dict, help_text="The mapping and choices it runs with"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("previewing", "previewing"),
                            ("previewed", "previewed"),
                            ("running", "running"),
                            ("done", "done"),
                            ("refused", "refused"),
                            ("dropped", "dropped"),
                        ],
                        default="previewing",
                        max_length=10,
                    ),
                ),
                ("done_steps", models.IntegerField(default=0)),
                ("all_steps", models.IntegerField(default=0)),
                ("report", models.JSONField(default=dict)),
                (
                    "by",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workspaces.member",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="imports_import_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mapping",
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
                ("kind", models.CharField(max_length=20)),
                ("fingerprint", models.CharField(max_length=64)),
                ("columns", models.JSONField(default=dict)),
                ("choices", models.JSONField(default=dict)),
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="imports_mapping_key",
                    ),
                    models.UniqueConstraint(fields=("workspace", "kind", "fingerprint"), name="mapping_once"),
                ],
            },
        ),
        Secure("Import", "Mapping"),
    ]
