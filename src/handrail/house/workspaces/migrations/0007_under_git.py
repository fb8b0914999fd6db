"""Whether the files of a workspace are kept under git."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0006_what_rules_wait_for")]

    operations = [
        migrations.AddField(
            "workspace",
            "under_git",
            models.BooleanField(default=False, help_text="Its files are kept in a git repository"),
        )
    ]
