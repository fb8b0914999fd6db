"""A comment or a file is meant for people outside too, or was written by one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("talk", "0005_attachments"),
    ]

    operations = [
        migrations.AddField(
            model_name="attachment",
            name="outside",
            field=models.BooleanField(
                default=False, help_text="It is meant for those with whom what it is about is shared, too"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="outside",
            field=models.BooleanField(
                default=False, help_text="It is meant for those with whom what it is about is shared, too"
            ),
        ),
        migrations.AddField(
            model_name="comment",
            name="signed",
            field=models.CharField(
                blank=True, help_text="Who says they said it, where nobody was signed in", max_length=200
            ),
        ),
    ]
