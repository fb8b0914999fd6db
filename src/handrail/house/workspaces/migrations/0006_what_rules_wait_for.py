"""Which changes a workspace's rules listen to. Who is here already has no rules that are switched on by themselves."""

from django.db import migrations, models

import handrail.house.workspaces.models

WORDS = "Computed: which changes and distances of dates rules wait for"


class Migration(migrations.Migration):
    dependencies = [
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.AddField(
            model_name="workspace",
            name="heeds",
            field=models.JSONField(blank=True, default=dict, help_text=WORDS),
        ),
        migrations.AlterField(
            model_name="workspace",
            name="heeds",
            field=models.JSONField(
                blank=True, default=handrail.house.workspaces.models.begun_now, help_text=WORDS
            ),
        ),
    ]
