"""The addresses of feeds, under their workspace; and the one function that finds whose an address is."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
import handrail.house.workspaces.models
import handrail.kit.clock
from handrail.house.workspaces.door import GUARDED
from handrail.house.workspaces.secure import Secure

FEED = [
    f"""
    CREATE FUNCTION handrail_feed(secret text) RETURNS bigint STABLE {GUARDED} AS $$
        SELECT f.workspace_id FROM calendar_feed f
        WHERE f.digest = secret AND secret <> '' AND f.revoked_at IS NULL AND f.removed_at IS NULL
    $$
    """,
    "REVOKE ALL ON FUNCTION handrail_feed(text) FROM PUBLIC, handrail_system",
    "GRANT EXECUTE ON FUNCTION handrail_feed(text) TO handrail_app",
]


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
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
                    "whose",
                    models.CharField(
                        choices=[("mine", "mine"), ("team", "team"), ("book", "book")],
                        default="mine",
                        max_length=4,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_on", models.DateField(blank=True, help_text="Real time", null=True)),
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
                "indexes": [models.Index(fields=["workspace", "member"], name="feed_member")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at__isnull", True)),
                        fields=("workspace", "key"),
                        name="calendar_feed_key",
                    ),
                    models.UniqueConstraint(fields=("digest", "workspace"), name="feed_digest_once"),
                ],
            },
        ),
        Secure("Feed"),
        migrations.RunSQL(FEED, "DROP FUNCTION handrail_feed(text)"),
    ]
