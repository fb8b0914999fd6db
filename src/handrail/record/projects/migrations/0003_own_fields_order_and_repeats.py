"""Cards that wait for others, come again, and have fields of their board's own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0002_external_ids"),
    ]

    operations = [
        migrations.AddField(
            model_name="board",
            name="fields",
            field=models.JSONField(
                blank=True, default=list, help_text="What its cards have beside: see `own.py`"
            ),
        ),
        migrations.AddField(
            model_name="card",
            name="blocked_by",
            field=models.JSONField(blank=True, default=list, help_text="Keys of the cards that come first"),
        ),
        migrations.AddField(
            model_name="card",
            name="recurs",
            field=models.CharField(
                blank=True, max_length=200, help_text="When it is done: RFC 5545, FREQ=WEEKLY"
            ),
        ),
        migrations.AddField(
            model_name="card",
            name="fields",
            field=models.JSONField(
                blank=True, default=dict, help_text="What the board asks beside, by its name"
            ),
        ),
    ]
