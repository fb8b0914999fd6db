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
        ("customers", "0001_initial"),
        ("workspaces", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Metric",
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
                (
                    "owner_text",
                    models.CharField(blank=True, help_text="The words the owner came in", max_length=300),
                ),
                ("owner_gap", models.CharField(blank=True, default="nobody", max_length=12)),
                ("name", models.CharField(max_length=300)),
                (
                    "purpose",
                    models.CharField(
                        choices=[("value", "value"), ("usage", "usage"), ("survey", "survey")],
                        default="value",
                        max_length=8,
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=60)),
                (
                    "direction",
                    models.CharField(choices=[("up", "up"), ("down", "down")], default="up", max_length=4),
                ),
                ("baseline", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                ("target", models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True)),
                ("trend_text", models.CharField(blank=True, max_length=60)),
                ("fields", models.JSONField(blank=True, default=dict)),
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
                    "owner",
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
            },
        ),
        migrations.CreateModel(
            name="Reading",
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
                ("on", models.DateField()),
                ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                ("source", models.CharField(blank=True, max_length=300)),
                ("note", models.CharField(blank=True, max_length=500)),
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
                    "metric",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="metrics.metric",
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
        migrations.AddIndex(
            model_name="metric",
            index=models.Index(fields=["workspace", "customer"], name="metric_customer"),
        ),
        migrations.AddConstraint(
            model_name="metric",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="metrics_metric_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="metric",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="metrics_metric_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["workspace", "metric", "-on"], name="reading_newest"),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="metrics_reading_key",
            ),
        ),
        Secure("Metric", "Reading"),
    ]
