"""Which deals' proposals are blocked, beside how their customer stands."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("health", "0002_private_customers"),
    ]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="blocked",
            field=models.JSONField(default=list, help_text="Keys of the deals whose proposal is blocked"),
        ),
        migrations.AddIndex(
            model_name="standing",
            index=models.Index(
                condition=models.Q(("blocked", []), _negated=True),
                fields=["workspace", "customer"],
                name="standing_blocked",
            ),
        ),
    ]
