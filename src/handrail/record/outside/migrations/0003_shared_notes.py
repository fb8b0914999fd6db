"""A note can be shared, too."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0003_touchpoint_ids"),
        ("notes", "0002_strokes"),
        ("outside", "0002_shares"),
        ("projects", "0006_views"),
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.AddField(
            model_name="share",
            name="note",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="notes.note",
            ),
        ),
        migrations.AlterField(
            model_name="share",
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
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                condition=models.Q(("note__isnull", False)), fields=["workspace", "note"], name="share_note"
            ),
        ),
        Secure("Share"),
    ]
