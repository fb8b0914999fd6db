"""One number beside the verdict, what it is made of, and how it was."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("health", "0003_proposals_blocked")]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="score",
            field=models.SmallIntegerField(help_text="0 to 100; empty: nothing is known", null=True),
        ),
        migrations.AddField(
            model_name="standing",
            name="parts",
            field=models.JSONField(default=list, help_text="What the score is made of, see checks/score.py"),
        ),
        migrations.AddField(
            model_name="standing",
            name="trail",
            field=models.JSONField(
                default=list, help_text="[day, score, state] from when on it held, the last few"
            ),
        ),
        migrations.AddField(
            model_name="standing",
            name="moved_on",
            field=models.DateField(help_text="The day of the last entry of the trail", null=True),
        ),
    ]
