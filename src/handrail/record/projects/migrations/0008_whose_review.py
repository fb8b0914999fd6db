from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """What waits for a reviewer is found by who that is: it stands on their Today."""

    dependencies = [("projects", "0007_places_left")]

    operations = [
        migrations.AddIndex(
            model_name="card",
            index=models.Index(
                condition=models.Q(
                    ("removed_at__isnull", True), ("review__in", ("", "asked")), ("reviewer__isnull", False)
                ),
                fields=["workspace", "reviewer"],
                name="card_review",
            ),
        ),
    ]
