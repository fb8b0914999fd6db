from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("escalations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="escalation",
            name="missed_on",
            field=models.DateField(
                blank=True, help_text="The date that was missed, as it was then", null=True
            ),
        ),
    ]
