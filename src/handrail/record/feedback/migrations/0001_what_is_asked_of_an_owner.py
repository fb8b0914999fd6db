"""What is asked of the owner of a thing, on any record."""

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
        ("talk", "0007_shared_files"),
        ("workspaces", "0008_keys_of_what_was_removed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
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
                ("subject", models.CharField(help_text="What it is about: plan:spring", max_length=160)),
                (
                    "section",
                    models.CharField(
                        blank=True, help_text="Which part of it: background, text", max_length=120
                    ),
                ),
                (
                    "quote",
                    models.TextField(
                        blank=True, help_text="The words there that it is about", max_length=2000
                    ),
                ),
                (
                    "before",
                    models.CharField(blank=True, help_text="What stood before these words", max_length=120),
                ),
                ("after", models.CharField(blank=True, help_text="What stood behind them", max_length=120)),
                ("title", models.CharField(max_length=500)),
                ("text", models.TextField(blank=True, max_length=10000)),
                (
                    "objective",
                    models.CharField(blank=True, help_text="What it is to achieve", max_length=300),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("answered", "answered"),
                            ("decided", "decided"),
                            ("declined", "declined"),
                            ("card", "card"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "holds",
                    models.BooleanField(
                        default=False,
                        help_text="The decision it is about is not approved before this is over",
                    ),
                ),
                (
                    "voice",
                    models.CharField(
                        blank=True, help_text="Who outside asks, without an account", max_length=200
                    ),
                ),
                ("asked_at", models.DateTimeField(default=handrail.kit.clock.now)),
                (
                    "due_at",
                    models.DateTimeField(blank=True, help_text="Until when its owner has time", null=True),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, help_text="When its owner first acted", null=True),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "reason",
                    models.TextField(
                        blank=True, help_text="Why it ended so, or is open again", max_length=5000
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        help_text="What came of it: decision:two-ways, task:mend-it",
                        max_length=160,
                    ),
                ),
                ("fields", models.JSONField(blank=True, default=dict)),
                (
                    "asked_by",
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
                    "comment",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="talk.comment",
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
                    "ended_by",
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
                "verbose_name": "feedback",
                "verbose_name_plural": "feedback",
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=["workspace", "subject"],
                        name="feedback_subject",
                    ),
                    models.Index(
                        condition=models.Q(("removed_at__isnull", True), ("state__in", ("open", "answered"))),
                        fields=["workspace", "owner", "due_at"],
                        name="feedback_open_of_owner",
                    ),
                    models.Index(
                        condition=models.Q(("removed_at__isnull", True), ("state__in", ("open", "answered"))),
                        fields=["workspace", "due_at", "id"],
                        name="feedback_open_due",
                    ),
                    models.Index(fields=["workspace", "customer"], name="feedback_customer"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="feedback_feedback_key",
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
                        name="feedback_feedback_one_owner",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("open", "answered", "decided", "declined", "card"))
                        ),
                        name="feedback_state_known",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True), ("comment__isnull", False)),
                        fields=("workspace", "comment"),
                        name="feedback_of_comment_once",
                    ),
                ],
            },
        ),
        Secure("Feedback"),
    ]
