"""The tables of this room, each under its workspace."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workspaces", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
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
                ("member_id", models.BigIntegerField()),
                ("idempotency_key", models.CharField(max_length=200)),
                ("fingerprint", models.CharField(help_text="Of method, path and body", max_length=64)),
                ("status", models.SmallIntegerField()),
                ("body", models.TextField(blank=True)),
                ("headers", models.JSONField(default=dict)),
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
                        name="api_answer_key",
                    ),
                    models.UniqueConstraint(
                        fields=("workspace", "member_id", "idempotency_key"), name="answer_once"
                    ),
                ],
            },
        ),
        Secure("Answer"),
    ]
