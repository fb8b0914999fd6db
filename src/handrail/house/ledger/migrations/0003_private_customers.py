"""What is of a private customer is hidden with it."""

from django.db import migrations

from handrail.house.workspaces.secure import Veil


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_events_in_the_order_of_their_ids"),
        ("workspaces", "0003_private_customers"),
    ]

    operations = [Veil("Event", "Claim")]
