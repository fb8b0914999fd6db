from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """A reviewer's or context owner's place that somebody who left has left empty says so."""

    dependencies = [("projects", "0006_views")]

    operations = [
        migrations.AddField(
            model_name="card",
            name="left_by",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Places that somebody left empty on leaving: {place: their name}",
            ),
        ),
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                condition=models.Q(("removed_at__isnull", True), models.Q(("left_by", {}), _negated=True)),
                fields=["workspace"],
                name="card_left",
            ),
        ),
    ]
