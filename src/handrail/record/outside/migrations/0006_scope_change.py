"""What came in by a form asks for a scope change where the scope of the project is locked."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_anniversary_days"),
        ("outside", "0005_answers"),
        ("scope", "0001_scope_locks_and_changes"),
        ("tasks", "0003_free_keys"),
        ("workspaces", "0008_keys_of_what_was_removed"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="submission",
            name="submission_waits",
        ),
        migrations.AddField(
            model_name="submission",
            name="change",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="scope.scopechange",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(
                    ("change__isnull", True),
                    ("declined", ""),
                    ("removed_at__isnull", True),
                    ("task__isnull", True),
                ),
                fields=["workspace"],
                name="submission_waits",
            ),
        ),
        Secure("Submission"),
    ]
