"""The tables of this room, each under its workspace."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import handrail.house.ledger.rows
import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0002_private_customers"),
        ("projects", "0001_initial"),
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cadence",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("weekly", "weekly"),
                            ("daily", "daily"),
                            ("midpoint", "midpoint"),
                            ("value", "value"),
                            ("refresh", "refresh"),
                            ("qbr", "qbr"),
                            ("week_two", "week_two"),
                            ("retrospective", "retrospective"),
                        ],
                        default="weekly",
                        max_length=16,
                    ),
                ),
                ("rule", models.CharField(default="FREQ=WEEKLY;BYDAY=MO", max_length=200)),
                ("starts_on", models.DateField(default=handrail.house.ledger.rows.today)),
                (
                    "at",
                    models.CharField(
                        default="10:00", help_text="The time of day where the workspace is", max_length=5
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(480),
                        ],
                    ),
                ),
                ("on", models.BooleanField(default=True)),
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
                    "project",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
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
            name="Review",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("weekly", "weekly"),
                            ("daily", "daily"),
                            ("midpoint", "midpoint"),
                            ("value", "value"),
                            ("refresh", "refresh"),
                            ("qbr", "qbr"),
                            ("week_two", "week_two"),
                            ("retrospective", "retrospective"),
                        ],
                        default="weekly",
                        max_length=16,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("open", "open"),
                            ("done", "done"),
                            ("missed", "missed"),
                            ("off", "off"),
                        ],
                        default="planned",
                        max_length=8,
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(blank=True, help_text="The review before this one", null=True),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("current", models.CharField(blank=True, max_length=80)),
                ("people", models.JSONField(blank=True, default=list)),
                (
                    "left_out",
                    models.PositiveIntegerField(default=0, help_text="How many did not fit on the agenda"),
                ),
                ("words", models.CharField(blank=True, help_text="Why it was called off", max_length=500)),
                (
                    "cadence",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reviews.cadence",
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
                    "project",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.project",
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
            name="AgendaItem",
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
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=500)),
                ("reasons", models.JSONField(blank=True, default=list)),
                ("subject_kind", models.CharField(blank=True, max_length=40)),
                ("subject_id", models.BigIntegerField(blank=True, null=True)),
                ("subject_key", models.CharField(blank=True, max_length=80)),
                (
                    "carried",
                    models.PositiveSmallIntegerField(default=0, help_text="How often it was left over"),
                ),
                (
                    "ending",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("decided", "decided"),
                            ("action", "action"),
                            ("redated", "redated"),
                            ("unchanged", "unchanged"),
                            ("carried", "carried"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                ("made", models.CharField(blank=True, max_length=160)),
                ("was_on", models.DateField(blank=True, null=True)),
                ("now_on", models.DateField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
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
                    "workspace",
                    models.ForeignKey(
                        db_index=False,
                        default=handrail.house.workspaces.models.here,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="workspaces.workspace",
                    ),
                ),
                (
                    "review",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reviews.review",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="cadence",
            index=models.Index(fields=["workspace", "project"], name="cadence_project"),
        ),
        migrations.AddConstraint(
            model_name="cadence",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="reviews_cadence_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="cadence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="reviews_cadence_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["workspace", "-at"], name="review_at"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["workspace", "cadence", "-at"], name="review_cadence"),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(fields=["workspace", "project", "at"], name="review_project"),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="reviews_review_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="reviews_review_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("removed_at__isnull", True), ("cadence__isnull", False), ("state", "planned")
                ),
                fields=("workspace", "cadence"),
                name="review_planned_once",
            ),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["workspace", "review", "position"], name="agendaitem_review"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="reviews_agendaitem_key",
            ),
        ),
        Secure("Cadence", "Review", "AgendaItem"),
    ]
