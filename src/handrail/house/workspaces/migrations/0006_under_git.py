"""Whether the files of a workspace are kept under git."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0005_second_factor")]

    operations = [
        migrations.AddField(
            "workspace",
            "under_git",
            models.BooleanField(default=False, help_text="Its files are kept in a git repository"),
        )
    ]
