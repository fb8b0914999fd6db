"""What came in from clones and folders, and what was changed on both sides."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_touchpoint_ids"),
        ("infohub", "0002_private_customers"),
        ("workspaces", "0007_under_git"),
    ]

    operations = [
        migrations.CreateModel(
            name="Arrival",
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
                ("way", models.CharField(choices=[("push", "push"), ("folder", "folder")], max_length=10)),
                (
                    "commit",
                    models.CharField(help_text="What came: the commit of whoever sent it", max_length=40),
                ),
                ("base", models.CharField(blank=True, help_text="What it was made from", max_length=40)),
                ("batch", models.BigIntegerField(help_text="The change that it became")),
                ("message", models.CharField(blank=True, max_length=300)),
                ("files", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                (
                    "by",
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
            name="Conflict",
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
                ("path", models.CharField(max_length=1000)),
                (
                    "row",
                    models.CharField(
                        blank=True, help_text="The record, or the words of a row", max_length=300
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=300)),
                (
                    "steps",
                    models.JSONField(
                        blank=True, default=list, help_text="What leads to the value inside of the row"
                    ),
                ),
                (
                    "place",
                    models.JSONField(blank=True, default=list, help_text="Where it stands in their file"),
                ),
                ("base", models.JSONField(blank=True, null=True)),
                ("ours", models.JSONField(blank=True, null=True)),
                ("theirs", models.JSONField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("ours", "ours"), ("theirs", "theirs")],
                        default="open",
                        max_length=6,
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "arrival",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="infohub.arrival",
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
                    "decided_by",
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
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["workspace", "batch"], name="arrival_batch"),
        ),
        migrations.AddConstraint(
            model_name="arrival",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="infohub_arrival_key",
            ),
        ),
        migrations.AddIndex(
            model_name="conflict",
            index=models.Index(fields=["workspace", "state"], name="conflict_open"),
        ),
        migrations.AddConstraint(
            model_name="conflict",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="infohub_conflict_key",
            ),
        ),
        Secure("Arrival", "Conflict"),
    ]
