"""Customers that only some may see."""

from django.db import migrations, models

from handrail.house.workspaces.secure import Veil
from handrail.record.customers.privacy import HIDDEN_FROM


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial"), ("workspaces", "0003_private_customers")]

    operations = [
        migrations.AddField("customer", "private", models.BooleanField(default=False)),
        migrations.AddField(
            "customer",
            "insiders",
            models.JSONField(
                blank=True,
                default=list,
                help_text="Keys of the members who see it while it is private, beside its team",
            ),
        ),
        migrations.AddIndex(
            "customer",
            models.Index(
                condition=models.Q(("private", True)), fields=["workspace"], name="customer_private"
            ),
        ),
        migrations.RunSQL(HIDDEN_FROM, migrations.RunSQL.noop),
        Veil("Customer", "TeamPlace", "Opportunity", "Renewal", "Stakeholder", "Touchpoint", "SupportCase"),
    ]
