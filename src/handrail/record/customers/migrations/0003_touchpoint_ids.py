"""A touchpoint that came from a calendar or a CRM is known again by its id there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0002_private_customers")]

    operations = [
        migrations.AddField("touchpoint", "external_ids", models.JSONField(blank=True, default=dict)),
    ]
