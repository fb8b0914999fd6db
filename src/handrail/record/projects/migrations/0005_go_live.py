"""The day on which a project goes live, who takes part, and what is expected, feared and done about it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0004_names_of_own_fields"),
    ]

    operations = [
        migrations.AddField(
            model_name="project",
            name="cohorts",
            field=models.JSONField(blank=True, default=list, help_text="Who goes first, and who after them"),
        ),
        migrations.AddField(
            model_name="project",
            name="expected",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="project",
            name="failure",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="project",
            name="go_live_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="project",
            name="members",
            field=models.JSONField(blank=True, default=list, help_text="Keys of members who take part"),
        ),
        migrations.AddField(
            model_name="project",
            name="recovery",
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name="project",
            name="tracks",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
