"""A file is meant for people outside too, where what it is on is shared with them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("talk", "0006_said_outside")]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="shared",
            field=models.BooleanField(
                default=False, help_text="Those with whom what it is on is shared fetch it, too"
            ),
        ),
    ]
