"""What is of a private customer is hidden with it, also from a statement that reads the index itself."""

from django.db import migrations

from handrail.house.workspaces.secure import Veil


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("workspaces", "0003_private_customers")]

    operations = [Veil("Entry")]
