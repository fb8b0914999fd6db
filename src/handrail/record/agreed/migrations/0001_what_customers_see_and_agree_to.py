"""By which addresses a customer sees a plan, what they propose, what they agreed to; and whose an address is."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.door import GUARDED
from handrail.house.workspaces.secure import Secure

SHARE = [
    f"""
    CREATE FUNCTION handrail_plan_share(secret text, moment timestamptz) RETURNS bigint STABLE {GUARDED} AS $$
        SELECT s.workspace_id FROM agreed_planshare s
        WHERE s.digest = secret AND secret <> '' AND s.revoked_at IS NULL AND s.removed_at IS NULL
          AND s.expires_at > moment
    $$
    """,
    "REVOKE ALL ON FUNCTION handrail_plan_share(text, timestamptz) FROM PUBLIC, handrail_system",
    "GRANT EXECUTE ON FUNCTION handrail_plan_share(text, timestamptz) TO handrail_app",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("customers", "0003_touchpoint_ids"),
        ("plans", "0002_private_customers"),
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanShare",
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
                ("name", models.CharField(help_text="For whom it is", max_length=200)),
                ("mail", models.EmailField(blank=True, max_length=254)),
                (
                    "by_mail",
                    models.BooleanField(default=False, help_text="Opens with a code sent to their mailbox"),
                ),
                ("passcode", models.CharField(blank=True, max_length=64)),
                (
                    "reminded",
                    models.BooleanField(
                        default=True, help_text="They get mail before their milestones and the next review"
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("expires_at", models.DateTimeField(help_text="Real time")),
                ("revoked_at", models.DateTimeField(blank=True, help_text="Real time", null=True)),
                ("visits", models.PositiveIntegerField(default=0)),
                ("last_visit_at", models.DateTimeField(blank=True, help_text="Real time", null=True)),
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
                    "plan",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.plan",
                    ),
                ),
                (
                    "stakeholder",
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
                "verbose_name": "share of a plan",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                    "number",
                    models.PositiveIntegerField(help_text="The version of the plan that was agreed to"),
                ),
                ("name", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=200)),
                (
                    "mail",
                    models.EmailField(
                        blank=True, help_text="Where the address had been proven by mail", max_length=254
                    ),
                ),
                ("at", models.DateTimeField(help_text="Real time")),
                ("content", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
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
                (
                    "share",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreed.planshare",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="DateRequest",
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
                ("name", models.CharField(help_text="Who proposes it, at the customer", max_length=200)),
                ("due_on", models.DateField()),
                (
                    "instead_of",
                    models.DateField(blank=True, help_text="The date when it was proposed", null=True),
                ),
                ("words", models.CharField(blank=True, max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("accepted", "accepted"),
                            ("declined", "declined"),
                            ("withdrawn", "withdrawn"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                (
                    "reply",
                    models.CharField(
                        blank=True, help_text="Our answer; the customer reads it", max_length=1000
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "milestone",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="plans.milestone",
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
                    "share",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="agreed.planshare",
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
            model_name="planshare",
            index=models.Index(fields=["workspace", "plan", "-id"], name="planshare_plan"),
        ),
        migrations.AddConstraint(
            model_name="planshare",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="agreed_planshare_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="planshare",
            constraint=models.UniqueConstraint(fields=("digest", "workspace"), name="planshare_digest_once"),
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["workspace", "plan", "-id"], name="agreement_plan"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="agreed_agreement_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "plan", "digest", "name"),
                name="agreement_once",
            ),
        ),
        migrations.AddIndex(
            model_name="daterequest",
            index=models.Index(fields=["workspace", "plan", "-id"], name="daterequest_plan"),
        ),
        migrations.AddConstraint(
            model_name="daterequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "key"),
                name="agreed_daterequest_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="daterequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True), ("state", "open")),
                fields=("workspace", "milestone"),
                name="daterequest_open_once",
            ),
        ),
        Secure("PlanShare", "DateRequest", "Agreement"),
        migrations.RunSQL(SHARE, "DROP FUNCTION handrail_plan_share(text, timestamptz)"),
    ]
