"""Each event knows the change it was part of: a request, a command or an import is taken back as a whole."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_private_customers")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField("event", "batch", models.BigIntegerField(null=True)),
            ],
            # Without a default: no month of the log is written anew.
            database_operations=[migrations.RunSQL("ALTER TABLE ledger_event ADD COLUMN batch bigint")],
        ),
    ]
