"""Whose anniversary a day is, without looking at every customer."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0004_customer_requests"),
        ("workspaces", "0006_what_rules_wait_for"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                models.F("workspace"),
                django.db.models.functions.datetime.ExtractDay("anniversary_on"),
                condition=models.Q(("anniversary_on__isnull", False)),
                name="customer_anniversary_day",
            ),
        ),
    ]
