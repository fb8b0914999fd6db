"""What plans begin with in a workspace."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_attempts_and_clearances"),
        ("workspaces", "0007_under_git"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanTemplate",
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
                ("about", models.TextField(blank=True)),
                (
                    "deal_kind",
                    models.CharField(
                        blank=True,
                        choices=[("new", "new"), ("expansion", "expansion"), ("renewal", "renewal")],
                        max_length=10,
                    ),
                ),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strategic", "strategic"),
                            ("enterprise", "enterprise"),
                            ("commercial", "commercial"),
                        ],
                        max_length=12,
                    ),
                ),
                ("by_itself", models.BooleanField(default=False)),
                ("evaluation", models.JSONField(blank=True, default=dict)),
                ("outcomes", models.JSONField(blank=True, default=list)),
                ("activities", models.JSONField(blank=True, default=list)),
                ("criteria", models.JSONField(blank=True, default=list)),
                ("phases", models.JSONField(blank=True, default=list)),
                ("milestones", models.JSONField(blank=True, default=list)),
                ("initiatives", models.JSONField(blank=True, default=list)),
                ("responsibilities", models.JSONField(blank=True, default=list)),
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
                        name="plans_plantemplate_key",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("by_itself", True), ("removed_at__isnull", True)),
                        fields=("workspace", "deal_kind", "tier"),
                        name="plan_template_by_itself",
                    ),
                ],
            },
        ),
        Secure("PlanTemplate"),
    ]
