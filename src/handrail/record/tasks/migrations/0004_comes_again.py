"""A task that stands on no board comes again too. The database fills the column in for whoever does not know it yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0003_free_keys"),
    ]

    operations = [
        migrations.AddField(
            model_name="task",
            name="recurs",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="When it is done: RFC 5545, FREQ=WEEKLY",
                max_length=200,
            ),
        ),
    ]
