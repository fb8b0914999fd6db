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
        ("workspaces", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Customer",
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
                ("name", models.CharField(max_length=300)),
                (
                    "tier",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strategic", "strategic"),
                            ("enterprise", "enterprise"),
                            ("commercial", "commercial"),
                        ],
                        max_length=12,
                    ),
                ),
                ("arr", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("industry", models.CharField(blank=True, max_length=200)),
                ("region", models.CharField(blank=True, max_length=200)),
                ("size", models.CharField(blank=True, max_length=100)),
                ("website", models.CharField(blank=True, max_length=500)),
                ("renewal_on", models.DateField(blank=True, null=True)),
                ("notice_on", models.DateField(blank=True, null=True)),
                ("anniversary_on", models.DateField(blank=True, null=True)),
                (
                    "sentiment",
                    models.CharField(
                        blank=True,
                        choices=[("good", "good"), ("neutral", "neutral"), ("poor", "poor")],
                        max_length=8,
                    ),
                ),
                ("sentiment_on", models.DateField(blank=True, null=True)),
                ("sentiment_note", models.TextField(blank=True)),
                ("external_ids", models.JSONField(blank=True, default=dict)),
                ("fields", models.JSONField(blank=True, default=dict)),
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
                    "parent",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Opportunity",
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
                ("name", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("new", "new"), ("expansion", "expansion"), ("renewal", "renewal")],
                        max_length=10,
                    ),
                ),
                ("kind_text", models.CharField(blank=True, max_length=120)),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1", "1"),
                            ("2", "2"),
                            ("3", "3"),
                            ("4", "4"),
                            ("won", "won"),
                            ("lost", "lost"),
                        ],
                        max_length=4,
                    ),
                ),
                ("stage_text", models.CharField(blank=True, max_length=120)),
                ("arr", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("close_on", models.DateField(blank=True, null=True)),
                ("sa_validated", models.BooleanField(default=False)),
                ("external_ids", models.JSONField(blank=True, default=dict)),
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
            name="Renewal",
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
                ("due_on", models.DateField()),
                ("notice_on", models.DateField(blank=True, null=True)),
                ("arr", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("forecast", models.CharField(blank=True, max_length=60)),
                ("risk_reason", models.TextField(blank=True)),
                ("save_plan", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("won", "won"), ("lost", "lost")],
                        default="open",
                        max_length=8,
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Stakeholder",
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
                ("name", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("email", models.CharField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=60)),
                (
                    "buying_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("executive_sponsor", "executive_sponsor"),
                            ("economic_buyer", "economic_buyer"),
                            ("champion", "champion"),
                            ("user", "user"),
                            ("influencer", "influencer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("role_text", models.CharField(blank=True, max_length=200)),
                ("priorities", models.JSONField(blank=True, default=list)),
                ("cadence", models.CharField(blank=True, max_length=120)),
                (
                    "sentiment",
                    models.CharField(
                        blank=True,
                        choices=[("good", "good"), ("neutral", "neutral"), ("poor", "poor")],
                        max_length=8,
                    ),
                ),
                ("notes", models.TextField(blank=True)),
                ("left_on", models.DateField(blank=True, null=True)),
                ("external_ids", models.JSONField(blank=True, default=dict)),
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
            name="SupportCase",
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
                ("number", models.CharField(max_length=80)),
                ("title", models.CharField(blank=True, max_length=500)),
                (
                    "severity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("critical", "critical"),
                            ("high", "high"),
                            ("medium", "medium"),
                            ("low", "low"),
                        ],
                        max_length=8,
                    ),
                ),
                ("state_text", models.CharField(blank=True, max_length=80)),
                ("opened_on", models.DateField(blank=True, null=True)),
                ("solved_on", models.DateField(blank=True, null=True)),
                ("is_open", models.BooleanField(default=True)),
                ("escalated", models.BooleanField(default=False)),
                ("external_ids", models.JSONField(blank=True, default=dict)),
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
            name="TeamPlace",
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
                ("job", models.CharField(max_length=60)),
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
                    "member",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
            name="Touchpoint",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "call"),
                            ("meeting", "meeting"),
                            ("mail", "mail"),
                            ("visit", "visit"),
                            ("review", "review"),
                        ],
                        max_length=8,
                    ),
                ),
                ("on", models.DateField()),
                ("summary", models.CharField(blank=True, max_length=500)),
                ("text", models.TextField(blank=True)),
                (
                    "people",
                    models.JSONField(
                        blank=True, default=list, help_text="Keys of the stakeholders who took part"
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
                    "member",
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
            model_name="customer",
            index=models.Index(fields=["workspace", "name"], name="customer_by_name"),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(fields=["workspace", "owner"], name="customer_book"),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="customers_customer_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="customers_customer_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="opportunity",
            index=models.Index(fields=["workspace", "customer", "close_on"], name="opportunity_customer"),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="customers_opportunity_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="opportunity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="customers_opportunity_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="renewal",
            index=models.Index(fields=["workspace", "customer", "due_on"], name="renewal_customer"),
        ),
        migrations.AddConstraint(
            model_name="renewal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="customers_renewal_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="renewal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner__isnull", False), ("owner_gap", "")),
                    models.Q(
                        ("owner__isnull", True),
                        ("owner_gap__in", ("nobody", "group", "two_people", "role", "unknown", "left")),
                    ),
                    _connector="OR",
                ),
                name="customers_renewal_one_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="stakeholder",
            index=models.Index(fields=["workspace", "customer", "name"], name="stakeholder_customer"),
        ),
        migrations.AddConstraint(
            model_name="stakeholder",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="customers_stakeholder_key",
            ),
        ),
        migrations.AddIndex(
            model_name="supportcase",
            index=models.Index(fields=["workspace", "customer", "opened_on"], name="case_customer"),
        ),
        migrations.AddConstraint(
            model_name="supportcase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="customers_supportcase_key",
            ),
        ),
        migrations.AddIndex(
            model_name="teamplace",
            index=models.Index(fields=["workspace", "customer"], name="teamplace_customer"),
        ),
        migrations.AddConstraint(
            model_name="teamplace",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="customers_teamplace_key",
            ),
        ),
        migrations.AddIndex(
            model_name="touchpoint",
            index=models.Index(fields=["workspace", "customer", "-on"], name="touchpoint_newest"),
        ),
        migrations.AddConstraint(
            model_name="touchpoint",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="customers_touchpoint_key",
            ),
        ),
        Secure("Customer", "Opportunity", "Renewal", "Stakeholder", "SupportCase", "TeamPlace", "Touchpoint"),
    ]
