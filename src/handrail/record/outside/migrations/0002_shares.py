"""What is shared with people outside, and the one function that finds whose an address is."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.door import GUARDED
from handrail.house.workspaces.secure import Secure

SHARE = [
    f"""
    CREATE FUNCTION handrail_share(secret text, moment timestamptz) RETURNS bigint STABLE {GUARDED} AS $$
        SELECT s.workspace_id FROM outside_share s
        WHERE s.digest = secret AND secret <> '' AND s.revoked_at IS NULL AND s.removed_at IS NULL
          AND s.expires_at > moment
    $$
    """,
    "REVOKE ALL ON FUNCTION handrail_share(text, timestamptz) FROM PUBLIC, handrail_system",
    "GRANT EXECUTE ON FUNCTION handrail_share(text, timestamptz) TO handrail_app",
]


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0002_private_customers"),
        ("outside", "0001_forms"),
        ("projects", "0001_initial"),
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Share",
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
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="For whom it is, in our words; they do not see it",
                        max_length=200,
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("expires_at", models.DateTimeField(blank=True, help_text="Real time", null=True)),
                ("revoked_at", models.DateTimeField(blank=True, help_text="Real time", null=True)),
                ("visits", models.PositiveIntegerField(default=0)),
                ("last_visit_on", models.DateField(blank=True, help_text="Real time", null=True)),
                (
                    "board",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="projects.board",
                    ),
                ),
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
                    "project",
                    handrail.house.workspaces.fields.TenantKey(
                        db_index=False,
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
                "indexes": [
                    models.Index(fields=["workspace", "project"], name="share_project"),
                    models.Index(
                        condition=models.Q(("member__isnull", False)),
                        fields=["workspace", "member"],
                        name="share_member",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="outside_share_key",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("digest", ""), _negated=True),
                        fields=("digest", "workspace"),
                        name="share_digest_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("member__isnull", True),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            models.Q(("digest", ""), ("member__isnull", False)),
                            _connector="OR",
                        ),
                        name="share_person_or_address",
                    ),
                ],
            },
        ),
        Secure("Share"),
        migrations.RunSQL(SHARE, "DROP FUNCTION handrail_share(text, timestamptz)"),
    ]
