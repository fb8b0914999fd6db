"""What holds work up."""

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
            name="Blocker",
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
                (
                    "blocks",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='What it holds up: ["task:crm-feed", "milestone:go-live"]',
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("armed", "armed"),
                            ("waiting", "waiting"),
                            ("refused", "refused"),
                            ("took_effect", "took_effect"),
                            ("resolved", "resolved"),
                            ("dropped", "dropped"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "fallback",
                    models.TextField(blank=True, help_text="What is done if it is not solved by then"),
                ),
                (
                    "effects",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text='What the fallback changes: [{"what": "task:crm-feed", "do": "move", "to": 5}]',
                    ),
                ),
                ("customer_impact", models.TextField(blank=True)),
                (
                    "customer_sees",
                    models.BooleanField(
                        default=False,
                        help_text="The customer sees the fallback: it waits for a person's word",
                    ),
                ),
                ("took_at", models.DateTimeField(blank=True, null=True)),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="How it was solved, or why it was dropped or opened again"
                    ),
                ),
                (
                    "refusal",
                    models.JSONField(
                        blank=True, default=dict, help_text="What a check answered to the fallback"
                    ),
                ),
                (
                    "held",
                    models.JSONField(
                        blank=True, default=dict, help_text="How the cards stood that it blocks: {key: state}"
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                ("fields", models.JSONField(blank=True, default=dict)),
                (
                    "armed_by",
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
                            ("removed_at__isnull", True),
                            ("state__in", ("open", "armed", "waiting", "refused")),
                        ),
                        fields=["workspace", "owner", "due_on"],
                        name="blocker_open_of_owner",
                    ),
                    models.Index(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=["workspace", "due_on"],
                        name="blocker_due",
                    ),
                    models.Index(fields=["workspace", "customer"], name="blocker_customer"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="blockers_blocker_key",
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
                        name="blockers_blocker_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                ("open", "armed", "waiting", "refused", "took_effect", "resolved", "dropped"),
                            )
                        ),
                        name="blocker_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "armed"), _negated=True),
                            models.Q(
                                ("armed_by", models.F("owner")),
                                ("armed_by__isnull", False),
                                ("due_on__isnull", False),
                                ("owner__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="blocker_armed_by_owner",
                    ),
                ],
            },
        ),
        Secure("Blocker"),
    ]
