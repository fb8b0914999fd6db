"""What is shared can be spoken of, and its files fetched, where who shares it says so."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outside", "0003_shared_notes"),
    ]

    operations = [
        migrations.AddField(
            model_name="share",
            name="files",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="share",
            name="talk",
            field=models.CharField(
                blank=True,
                choices=[("read", "read"), ("write", "write")],
                help_text="Whether they read comments, or write them too",
                max_length=8,
            ),
        ),
    ]
