"""Where a board and its stages came from, so that the same export comes in again without a second one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [
        migrations.AddField("board", "external_ids", models.JSONField(blank=True, default=dict)),
        migrations.AddField("stage", "external_ids", models.JSONField(blank=True, default=dict)),
    ]
