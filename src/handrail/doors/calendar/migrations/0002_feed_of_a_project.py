"""A feed may hold the dates of one project."""

import django.db.models.deletion
from django.db import migrations

import handrail.house.workspaces.fields
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    dependencies = [
        ("calendar", "0001_feeds"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="feed",
            name="project",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="projects.project",
            ),
        ),
        Secure("Feed"),
    ]
