"""Whoever is shown a plan gets mail in their own language."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreed", "0002_agreed_to_again")]

    operations = [
        migrations.AddField(
            model_name="planshare",
            name="language",
            field=models.CharField(
                blank=True, default="", help_text="Of the mail that they get", max_length=10
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="planshare",
            name="reminded",
            field=models.BooleanField(
                default=True,
                help_text="They get mail before their milestones and the next review, and when we answer",
            ),
        ),
    ]
