"""A metric says what it counts, how, of whom, and whether it is computed from the work."""

from django.db import migrations, models

import handrail.record.metrics.models


class Migration(migrations.Migration):
    dependencies = [
        ("metrics", "0003_bands"),
    ]

    operations = [
        migrations.AddField(
            model_name="metric",
            name="cohort",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="metric",
            name="definition",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="metric",
            name="formula",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.AddField(
            model_name="metric",
            name="measure",
            field=models.CharField(
                blank=True, choices=handrail.record.metrics.models.measures, max_length=40
            ),
        ),
        migrations.AddField(
            model_name="metric",
            name="next_at",
            field=models.DateTimeField(blank=True, help_text="The workspace's clock", null=True),
        ),
        migrations.AlterField(
            model_name="metric",
            name="purpose",
            field=models.CharField(
                choices=[("value", "value"), ("usage", "usage"), ("survey", "survey"), ("work", "work")],
                default="value",
                max_length=8,
            ),
        ),
    ]
