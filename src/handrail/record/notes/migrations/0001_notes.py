"""Notes, under their workspace and hidden with a private customer."""

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
        ("customers", "0002_private_customers"),
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
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
                ("title", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("positioning", "positioning"),
                            ("asset_ownership", "asset_ownership"),
                            ("release_notes", "release_notes"),
                            ("support_prep", "support_prep"),
                            ("risk", "risk"),
                            ("learning", "learning"),
                            ("account", "account"),
                            ("meeting", "meeting"),
                            ("free", "free"),
                        ],
                        default="free",
                        max_length=16,
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True, validators=[django.core.validators.MaxLengthValidator(200000)]
                    ),
                ),
                ("fresh_until", models.DateField(blank=True, null=True)),
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
                    models.Index(fields=["workspace", "customer"], name="note_customer"),
                    models.Index(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=["workspace", "owner", "fresh_until"],
                        name="note_owner_fresh",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="notes_note_key",
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
                        name="notes_note_one_owner",
                    ),
                ],
            },
        ),
        Secure("Note"),
    ]
