"""What was agreed to once may be agreed to again, after something else was: that is a version of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreed", "0001_what_customers_see_and_agree_to")]

    operations = [
        migrations.RemoveConstraint(model_name="agreement", name="agreement_once"),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("workspace", "plan", "digest", "number", "name"),
                name="agreement_once",
            ),
        ),
    ]
