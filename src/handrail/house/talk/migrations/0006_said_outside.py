"""What a customer says without an account, and what the customer may read."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("talk", "0005_attachments")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="voice",
            field=models.CharField(
                blank=True, help_text="Who outside says it, without an account", max_length=200
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="shared",
            field=models.BooleanField(default=False, help_text="The customer reads it, too"),
        ),
    ]
