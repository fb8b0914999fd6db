"""The tables of this room, each under its workspace."""

import django.core.validators
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
            name="Risk",
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
                ("text", models.TextField(blank=True)),
                ("category", models.CharField(blank=True, max_length=120)),
                (
                    "severity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("critical", "critical"),
                            ("high", "high"),
                            ("medium", "medium"),
                            ("low", "low"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "likelihood",
                    models.SmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("likelihood_text", models.CharField(blank=True, max_length=500)),
                (
                    "impact",
                    models.SmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("impact_text", models.TextField(blank=True)),
                (
                    "closeness",
                    models.SmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("identified", "identified"),
                            ("assessed", "assessed"),
                            ("mitigating", "mitigating"),
                            ("monitoring", "monitoring"),
                            ("mitigated", "mitigated"),
                            ("accepted", "accepted"),
                            ("materialised", "materialised"),
                        ],
                        default="identified",
                        max_length=14,
                    ),
                ),
                ("mitigation", models.TextField(blank=True)),
                ("mitigation_actions", models.JSONField(blank=True, default=list)),
                (
                    "mitigation_progress",
                    models.SmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(0),
                            django.core.validators.MaxValueValidator(100),
                        ],
                    ),
                ),
                ("fallback", models.TextField(blank=True)),
                ("metric_text", models.CharField(blank=True, max_length=300)),
                ("analysis", models.TextField(blank=True)),
                ("raised_on", models.DateField(blank=True, null=True)),
                ("review_on", models.DateField(blank=True, null=True)),
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
                "indexes": [models.Index(fields=["workspace", "customer"], name="risk_customer")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="risks_risk_key",
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
                        name="risks_risk_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("likelihood__isnull", True),
                            models.Q(("likelihood__gte", 1), ("likelihood__lte", 5)),
                            _connector="OR",
                        ),
                        name="risk_likelihood_one_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__isnull", True),
                            models.Q(("impact__gte", 1), ("impact__lte", 5)),
                            _connector="OR",
                        ),
                        name="risk_impact_one_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closeness__isnull", True),
                            models.Q(("closeness__gte", 1), ("closeness__lte", 5)),
                            _connector="OR",
                        ),
                        name="risk_closeness_one_to_five",
                    ),
                ],
            },
        ),
        Secure("Risk"),
    ]
