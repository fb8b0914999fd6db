"""Options, approval, what a decision waits for and what follows from it."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_anniversary_days"),
        ("decisions", "0002_private_customers"),
        ("workspaces", "0007_under_git"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="acceptance",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="How somebody sees that it was done as decided: a list of texts",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="asked_by",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="workspaces.member",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="asked_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_by",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="workspaces.member",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="delegate",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="workspaces.member",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="evidence_needed",
            field=models.BooleanField(
                default=False, help_text="Nobody approves it without a piece of evidence"
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="options",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text='What was weighed: [{"title": "", "pros": [], "cons": []}]',
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="proceeds",
            field=models.CharField(
                blank=True,
                choices=[("before", "before"), ("after", "after")],
                help_text="Whether work goes on before validation",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="reason",
            field=models.TextField(blank=True, help_text="Why it was rejected, taken back or opened again"),
        ),
        migrations.AddField(
            model_name="decision",
            name="replaced_by",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="decisions.decision",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="subject",
            field=models.CharField(blank=True, help_text="What it is about: project:spring", max_length=160),
        ),
        migrations.CreateModel(
            name="Constraint",
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
                ("title", models.CharField(max_length=500)),
                (
                    "acceptance",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="How somebody sees that it is kept: a list of texts",
                    ),
                ),
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
                    "decision",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
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
            name="Dependency",
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
                    "team",
                    models.CharField(
                        blank=True,
                        help_text="Who else has to do something, where no decision",
                        max_length=200,
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=500)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("metric_text", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("met", "met"), ("dropped", "dropped")],
                        default="open",
                        max_length=8,
                    ),
                ),
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
                    "decision",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
                    ),
                ),
                (
                    "needs",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.decision",
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
                "verbose_name_plural": "dependencies",
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                condition=models.Q(("subject", ""), _negated=True),
                fields=["workspace", "subject"],
                name="decision_subject",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("proposed", "in_review", "approved", "rejected", "superseded", "reverted"))
                ),
                name="decision_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaced_by", None),
                    models.Q(
                        ("state", "superseded"), models.Q(("replaced_by", models.F("id")), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="decision_replaced_once",
            ),
        ),
        migrations.AddIndex(
            model_name="constraint",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True)),
                fields=["workspace", "decision"],
                name="constraint_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="constraint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="decisions_constraint_key",
            ),
        ),
        migrations.AddIndex(
            model_name="dependency",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True)),
                fields=["workspace", "decision"],
                name="dependency_of",
            ),
        ),
        migrations.AddIndex(
            model_name="dependency",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True), ("needs__isnull", False)),
                fields=["workspace", "needs"],
                name="dependency_needs",
            ),
        ),
        migrations.AddIndex(
            model_name="dependency",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True), ("state", "open")),
                fields=["workspace", "owner"],
                name="dependency_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="dependency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="decisions_dependency_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="dependency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="decisions_dependency_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="dependency",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True), ("needs__isnull", False)),
                fields=("workspace", "decision", "needs"),
                name="dependency_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="dependency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needs__isnull", False), models.Q(("team", ""), _negated=True), _connector="OR"
                ),
                name="dependency_on_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="dependency",
            constraint=models.CheckConstraint(
                condition=models.Q(("needs", models.F("decision")), _negated=True),
                name="dependency_on_another",
            ),
        ),
        Secure("Decision", "Dependency", "Constraint"),
    ]
