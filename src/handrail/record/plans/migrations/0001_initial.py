"""The tables of this room, each under its workspace."""

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
        ("metrics", "0001_initial"),
        ("risks", "0001_initial"),
        ("workspaces", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdoptionPhase",
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
                ("fields", models.JSONField(blank=True, default=dict)),
                ("title", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("implementation", "implementation"),
                            ("post_go_live", "post_go_live"),
                            ("steady_state", "steady_state"),
                        ],
                        max_length=16,
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True)),
                ("ends_on", models.DateField(blank=True, null=True)),
                ("objectives", models.JSONField(blank=True, default=list)),
                ("use_cases", models.JSONField(blank=True, default=list)),
                ("deliverables", models.JSONField(blank=True, default=list)),
                ("prerequisites", models.JSONField(blank=True, default=list)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Plan",
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
                    "phase",
                    models.CharField(
                        choices=[
                            ("initiate", "initiate"),
                            ("develop", "develop"),
                            ("finalize", "finalize"),
                            ("execute", "execute"),
                            ("completed", "completed"),
                        ],
                        default="initiate",
                        max_length=10,
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("in_review", "in_review"),
                            ("customer_accepted", "customer_accepted"),
                            ("active", "active"),
                            ("completed", "completed"),
                        ],
                        default="draft",
                        max_length=18,
                    ),
                ),
                ("version", models.CharField(blank=True, max_length=20)),
                ("started_on", models.DateField(blank=True, null=True)),
                ("updated_on", models.DateField(blank=True, null=True)),
                ("customer_reviewed_on", models.DateField(blank=True, null=True)),
                ("next_review_on", models.DateField(blank=True, null=True)),
                ("background", models.JSONField(blank=True, default=dict)),
                ("current_state", models.JSONField(blank=True, default=dict)),
                ("desired_state", models.JSONField(blank=True, default=dict)),
                ("evaluation", models.JSONField(blank=True, default=dict)),
                ("handoff", models.JSONField(blank=True, default=dict)),
                ("competition", models.JSONField(blank=True, default=dict)),
                ("commercial", models.JSONField(blank=True, default=dict)),
                ("change_log", models.JSONField(blank=True, default=list)),
                ("fields", models.JSONField(blank=True, default=dict)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "opportunity",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.opportunity",
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
            },
        ),
        migrations.CreateModel(
            name="Outcome",
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
                ("fields", models.JSONField(blank=True, default=dict)),
                ("title", models.CharField(max_length=500)),
                ("metric_text", models.CharField(blank=True, max_length=300)),
                ("unit", models.CharField(blank=True, max_length=60)),
                ("baseline", models.CharField(blank=True, max_length=120)),
                ("target", models.CharField(blank=True, max_length=120)),
                ("current", models.CharField(blank=True, max_length=120)),
                ("by_on", models.DateField(blank=True, null=True)),
                (
                    "sponsor",
                    models.CharField(blank=True, help_text="Who at the customer wants it", max_length=200),
                ),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Milestone",
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
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("fields", models.JSONField(blank=True, default=dict)),
                ("title", models.CharField(max_length=500)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "planned"),
                            ("in_progress", "in_progress"),
                            ("done", "done"),
                            ("dropped", "dropped"),
                        ],
                        default="planned",
                        max_length=12,
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("vendor", "vendor"), ("customer", "customer")],
                        default="vendor",
                        max_length=8,
                    ),
                ),
                ("counterpart_text", models.CharField(blank=True, max_length=200)),
                (
                    "adoption_phase",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.adoptionphase",
                    ),
                ),
                (
                    "counterpart",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.stakeholder",
                    ),
                ),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
                (
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Initiative",
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
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("fields", models.JSONField(blank=True, default=dict)),
                ("title", models.CharField(max_length=500)),
                (
                    "horizon",
                    models.CharField(
                        choices=[
                            ("0-30", "0-30"),
                            ("30-90", "30-90"),
                            ("90-180", "90-180"),
                            ("180+", "180+"),
                        ],
                        default="0-30",
                        max_length=8,
                    ),
                ),
                ("criteria", models.TextField(blank=True)),
                ("state", models.CharField(blank=True, max_length=60)),
                ("dependencies", models.TextField(blank=True)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
                (
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Criterion",
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
                ("fields", models.JSONField(blank=True, default=dict)),
                ("title", models.CharField(max_length=500)),
                ("measurement", models.CharField(blank=True, max_length=500)),
                ("target", models.CharField(blank=True, max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("in_progress", "in_progress"),
                            ("met", "met"),
                            ("missed", "missed"),
                        ],
                        default="open",
                        max_length=12,
                    ),
                ),
                ("evidence", models.TextField(blank=True)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="adoptionphase",
            name="plan",
            field=handrail.house.workspaces.fields.TenantKey(
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="plans.plan",
            ),
        ),
        migrations.CreateModel(
            name="Activity",
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
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("fields", models.JSONField(blank=True, default=dict)),
                ("title", models.CharField(max_length=500)),
                ("state", models.CharField(blank=True, max_length=60)),
                ("on", models.DateField(blank=True, null=True)),
                ("outcome", models.TextField(blank=True)),
                ("blockers", models.TextField(blank=True)),
                ("dependencies", models.TextField(blank=True)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
                (
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PlanMetric",
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
                ("fields", models.JSONField(blank=True, default=dict)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "metric",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="metrics.metric",
                    ),
                ),
                (
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
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
            name="PlanRisk",
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
                ("fields", models.JSONField(blank=True, default=dict)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
                (
                    "risk",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="risks.risk",
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
            name="Responsibility",
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
                ("fields", models.JSONField(blank=True, default=dict)),
                ("title", models.CharField(max_length=500)),
                (
                    "side",
                    models.CharField(
                        choices=[("vendor", "vendor"), ("customer", "customer")],
                        default="vendor",
                        max_length=8,
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=200)),
                ("by_on", models.DateField(blank=True, null=True)),
                ("state", models.CharField(blank=True, max_length=60)),
                (
                    "customer",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
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
            name="Waiver",
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
                ("by_text", models.CharField(blank=True, max_length=200)),
                ("reason", models.TextField()),
                ("given_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "opportunity",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="customers.opportunity",
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
            model_name="plan",
            index=models.Index(fields=["workspace", "customer"], name="plan_customer"),
        ),
        migrations.AddIndex(
            model_name="plan",
            index=models.Index(fields=["workspace", "owner"], name="plan_owner"),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_plan_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="plans_plan_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="outcome",
            index=models.Index(fields=["workspace", "plan", "position"], name="outcome_plan"),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_outcome_key",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(fields=["workspace", "plan", "position"], name="milestone_plan"),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True), ("state__in", ["planned", "in_progress"])),
                fields=["workspace", "customer", "due_on"],
                name="milestone_open",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True), ("state__in", ["planned", "in_progress"])),
                fields=["workspace", "owner", "due_on"],
                name="milestone_open_of_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="milestone",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True), ("state__in", ["planned", "in_progress"])),
                fields=["workspace", "due_on"],
                name="milestone_open_by_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_milestone_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="plans_milestone_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(fields=["workspace", "plan", "position"], name="initiative_plan"),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_initiative_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="initiative",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="plans_initiative_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="criterion",
            index=models.Index(fields=["workspace", "plan", "position"], name="criterion_plan"),
        ),
        migrations.AddConstraint(
            model_name="criterion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_criterion_key",
            ),
        ),
        migrations.AddIndex(
            model_name="adoptionphase",
            index=models.Index(fields=["workspace", "plan", "position"], name="adoptionphase_plan"),
        ),
        migrations.AddConstraint(
            model_name="adoptionphase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_adoptionphase_key",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["workspace", "plan", "position"], name="activity_plan"),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_activity_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="plans_activity_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="planmetric",
            index=models.Index(fields=["workspace", "plan", "position"], name="planmetric_plan"),
        ),
        migrations.AddConstraint(
            model_name="planmetric",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_planmetric_key",
            ),
        ),
        migrations.AddIndex(
            model_name="planrisk",
            index=models.Index(fields=["workspace", "plan", "position"], name="planrisk_plan"),
        ),
        migrations.AddConstraint(
            model_name="planrisk",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_planrisk_key",
            ),
        ),
        migrations.AddIndex(
            model_name="responsibility",
            index=models.Index(fields=["workspace", "plan", "position"], name="responsibility_plan"),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_responsibility_key",
            ),
        ),
        migrations.AddIndex(
            model_name="waiver",
            index=models.Index(fields=["workspace", "customer"], name="waiver_customer"),
        ),
        migrations.AddConstraint(
            model_name="waiver",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="plans_waiver_key",
            ),
        ),
        Secure(
            "AdoptionPhase",
            "Plan",
            "Outcome",
            "Milestone",
            "Initiative",
            "Criterion",
            "Activity",
            "PlanMetric",
            "PlanRisk",
            "Responsibility",
            "Waiver",
        ),
    ]
