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
            name="Decision",
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
                ("title", models.CharField(max_length=500)),
                ("question", models.TextField(blank=True)),
                ("context", models.TextField(blank=True)),
                ("answer", models.TextField(blank=True)),
                ("rationale", models.TextField(blank=True)),
                ("category", models.CharField(blank=True, max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("in_review", "in_review"),
                            ("approved", "approved"),
                            ("rejected", "rejected"),
                            ("superseded", "superseded"),
                            ("reverted", "reverted"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("metric_text", models.CharField(blank=True, max_length=300)),
                ("customer_impact", models.TextField(blank=True)),
                ("scope_in", models.TextField(blank=True)),
                ("scope_out", models.TextField(blank=True)),
                ("implications", models.JSONField(blank=True, default=list)),
                ("source", models.CharField(blank=True, max_length=300)),
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
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("removed_at__isnull", True), ("state__in", ["proposed", "in_review"])
                        ),
                        fields=["workspace", "owner", "due_on"],
                        name="decision_open_of_owner",
                    ),
                    models.Index(fields=["workspace", "customer"], name="decision_customer"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="decisions_decision_key",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("owner__isnull", False), ("owner_gap", "")),
                            models.Q(
                                ("owner__isnull", True),
                                (
                                    "owner_gap__in",
                                    ("nobody", "group", "two_people", "role", "unknown", "left"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="decisions_decision_one_owner",
                    ),
                ],
            },
        ),
        Secure("Decision"),
    ]
