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
            name="Standing",
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
                    "state",
                    models.CharField(
                        choices=[
                            ("at_risk", "at_risk"),
                            ("watch", "watch"),
                            ("no_data", "no_data"),
                            ("healthy", "healthy"),
                        ],
                        max_length=8,
                    ),
                ),
                ("rank", models.SmallIntegerField(help_text="0 is the worst: what a list sorts by")),
                ("since_on", models.DateField(help_text="The day it came into this state")),
                ("reasons", models.JSONField(default=list, help_text="Codes of the criteria that decide")),
                ("criteria", models.JSONField(default=list)),
                (
                    "deciding",
                    models.JSONField(
                        default=list, help_text="The places in `criteria` that settle the state"
                    ),
                ),
                (
                    "need",
                    models.JSONField(default=dict, help_text="Whether a plan is needed, with its criteria"),
                ),
                ("plan_needed", models.CharField(blank=True, max_length=12)),
                ("plan_state", models.CharField(blank=True, max_length=10)),
                ("phase", models.CharField(blank=True, max_length=10)),
                ("last_touch_on", models.DateField(null=True)),
                ("next_title", models.CharField(blank=True, max_length=500)),
                ("next_on", models.DateField(null=True)),
                ("judged_at", models.DateTimeField()),
                (
                    "holds_until",
                    models.DateTimeField(help_text="Real time, without the workspace's offset", null=True),
                ),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
                "indexes": [
                    models.Index(fields=["workspace", "rank", "customer"], name="standing_worst_first"),
                    models.Index(
                        condition=models.Q(("holds_until__isnull", False)),
                        fields=["holds_until"],
                        name="standing_due",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="health_standing_key",
                    ),
                    models.UniqueConstraint(fields=("workspace", "customer"), name="standing_customer_once"),
                ],
            },
        ),
        Secure("Standing"),
    ]
