"""A new task finds a free key by one look into an index, however many tasks there are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tasks", "0002_private_customers"),
        ("workspaces", "0005_second_factor"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["workspace", "key"], name="task_key"),
        ),
    ]
