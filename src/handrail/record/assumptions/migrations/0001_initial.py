"""Assumptions, each under its workspace."""

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
        ("customers", "0005_anniversary_days"),
        ("workspaces", "0008_keys_of_what_was_removed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assumption",
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
                (
                    "subject",
                    models.CharField(
                        blank=True, help_text="What it is about: project:spring", max_length=160
                    ),
                ),
                ("title", models.CharField(help_text="The statement that is taken for true", max_length=500)),
                (
                    "impact",
                    models.SmallIntegerField(
                        blank=True,
                        help_text="How much depends on it, 1 to 5",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                (
                    "cost",
                    models.SmallIntegerField(
                        blank=True,
                        help_text="What finding out costs, 1 to 5",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5),
                        ],
                    ),
                ),
                ("test", models.TextField(blank=True, help_text="How somebody finds out")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("validated", "validated"),
                            ("invalidated", "invalidated"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "expires_on",
                    models.DateField(blank=True, help_text="The last day on which it is good", null=True),
                ),
                (
                    "finding",
                    models.TextField(blank=True, help_text="What was found, or why it is tested again"),
                ),
                ("settled_on", models.DateField(blank=True, null=True)),
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
                    models.Index(fields=["workspace", "customer"], name="assumption_customer"),
                    models.Index(
                        condition=models.Q(("subject", ""), _negated=True),
                        fields=["workspace", "subject"],
                        name="assumption_subject",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("removed_at__isnull", True), ("state__in", ("open", "validated"))
                        ),
                        fields=["workspace", "owner", "due_on"],
                        name="assumption_of_owner",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="assumptions_assumption_key",
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
                        name="assumptions_assumption_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("open", "validated", "invalidated"))),
                        name="assumption_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("impact__isnull", True),
                            models.Q(("impact__gte", 1), ("impact__lte", 5)),
                            _connector="OR",
                        ),
                        name="assumption_impact_one_to_five",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("cost__isnull", True),
                            models.Q(("cost__gte", 1), ("cost__lte", 5)),
                            _connector="OR",
                        ),
                        name="assumption_cost_one_to_five",
                    ),
                ],
            },
        ),
        Secure("Assumption"),
    ]
