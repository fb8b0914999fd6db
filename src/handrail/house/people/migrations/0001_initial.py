"""Invitations and handovers, each under its workspace."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.door import GUARDED
from handrail.house.workspaces.secure import Secure

INVITED = [
    f"""
    CREATE FUNCTION handrail_invited(secret text) RETURNS bigint STABLE {GUARDED} AS $$
        SELECT workspace_id FROM people_invitation WHERE digest = secret AND secret <> ''
    $$
    """,
    "REVOKE ALL ON FUNCTION handrail_invited(text) FROM PUBLIC, handrail_system",
    "GRANT EXECUTE ON FUNCTION handrail_invited(text) TO handrail_app",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workspaces", "0004_a_removed_member_frees_the_seat"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
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
                        choices=[("cover", "cover"), ("for_good", "for_good"), ("leaving", "leaving")],
                        default="cover",
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500)),
                ("until_on", models.DateField(blank=True, null=True)),
                ("items", models.JSONField(blank=True, default=dict)),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                (
                    "kept",
                    models.JSONField(
                        blank=True, default=list, help_text="[kind, record, why] of what did not come back"
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
                    "giver",
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
                "indexes": [models.Index(fields=["workspace", "giver"], name="handover_giver")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="people_handover_key",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
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
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("owner", "owner"),
                            ("admin", "admin"),
                            ("member", "member"),
                            ("guest", "guest"),
                        ],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=60)),
                (
                    "way",
                    models.CharField(
                        choices=[("mail", "mail"), ("link", "link")], default="mail", max_length=4
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(help_text="Real time, as all moments of an invitation")),
                ("sends", models.PositiveSmallIntegerField(default=1)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
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
                    "team",
                    handrail.house.workspaces.fields.TenantKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="workspaces.team",
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="people_invitation_key",
                    ),
                    models.UniqueConstraint(fields=("digest", "workspace"), name="invitation_digest_once"),
                ],
            },
        ),
        Secure("Invitation", "Handover"),
        migrations.RunSQL(INVITED, "DROP FUNCTION handrail_invited(text)"),
    ]
