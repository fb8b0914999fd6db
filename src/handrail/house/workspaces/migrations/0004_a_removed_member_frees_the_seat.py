"""Who was removed may come back, on the old seat or on another: only present members hold their user."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workspaces", "0003_private_customers"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="member",
            name="member_user_once",
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True), ("user__isnull", False)),
                fields=("workspace", "user"),
                name="member_user_once",
            ),
        ),
    ]
