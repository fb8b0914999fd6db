"""Metrics and measures have a band; a measure may be of a cohort, and there are more of them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_anniversary_days"),
        ("metrics", "0002_private_customers"),
        ("workspaces", "0008_keys_of_what_was_removed"),
    ]

    operations = [
        migrations.AddField(
            model_name="metric",
            name="band",
            field=models.CharField(
                blank=True,
                choices=[("inside", "inside"), ("below", "below"), ("above", "above")],
                help_text="Where the newest reading is",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="metric",
            name="high",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name="metric",
            name="low",
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=20, null=True),
        ),
        migrations.AddConstraint(
            model_name="metric",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low", None), ("high", None), ("low__lte", models.F("high")), _connector="OR"
                ),
                name="metric_band_is_one",
            ),
        ),
    ]
