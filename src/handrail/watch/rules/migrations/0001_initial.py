"""Rules and the log of what they did, each under its workspace."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workspaces", "0006_what_rules_wait_for"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rule",
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
                ("title", models.CharField(max_length=200)),
                ("when", models.JSONField(default=dict)),
                ("condition", models.CharField(blank=True, max_length=1000)),
                ("then", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("dry", "dry"), ("on", "on"), ("off", "off")],
                        default="draft",
                        max_length=8,
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="The shipped rule that it came from", max_length=80
                    ),
                ),
                ("problem", models.CharField(blank=True, max_length=500)),
                ("next_at", models.DateTimeField(blank=True, help_text="The workspace's clock", null=True)),
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
            name="Run",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("occasion", models.CharField(max_length=200)),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("subject_key", models.CharField(max_length=80)),
                ("about_id", models.BigIntegerField(help_text="The customer it is about", null=True)),
                ("title", models.CharField(max_length=500)),
                ("at", models.DateTimeField(help_text="The workspace's clock")),
                ("day", models.DateField(help_text="The day it was, where the workspace is")),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("acted", "acted"),
                            ("would", "would"),
                            ("held_back", "held_back"),
                            ("not_met", "not_met"),
                            ("no_data", "no_data"),
                            ("refused", "refused"),
                            ("failed", "failed"),
                            ("loop", "loop"),
                            ("limited", "limited"),
                        ],
                        max_length=10,
                    ),
                ),
                ("inputs", models.JSONField(default=dict)),
                ("effects", models.JSONField(default=list)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("chain", models.JSONField(default=list)),
                ("took_ms", models.FloatField(default=0)),
                (
                    "spoken",
                    models.BooleanField(default=False, help_text="What it did was to let the house speak"),
                ),
                (
                    "rule",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="rules.rule",
                    ),
                ),
                (
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="workspaces.workspace",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="rule",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True)),
                fields=["workspace", "state"],
                name="rule_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="rules_rule_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="rules_rule_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["workspace", "-at", "-id"], name="run_newest"),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(fields=["workspace", "rule", "-at", "-id"], name="run_of_rule"),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(
                fields=["workspace", "subject_kind", "subject_id", "-at"], name="run_of_subject"
            ),
        ),
        migrations.AddIndex(
            model_name="run",
            index=models.Index(
                condition=models.Q(("spoken", False), ("verdict", "acted")),
                fields=["workspace", "day"],
                name="run_acted",
            ),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.UniqueConstraint(fields=("workspace", "rule", "occasion"), name="run_once"),
        ),
        migrations.AddConstraint(
            model_name="run",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "verdict__in",
                        (
                            "acted",
                            "would",
                            "held_back",
                            "not_met",
                            "no_data",
                            "refused",
                            "failed",
                            "loop",
                            "limited",
                        ),
                    )
                ),
                name="run_verdict",
            ),
        ),
        Secure("Rule", "Run"),
    ]
