"""A conflict in a list of the root may be of a private customer: the database shows it to who sees all of them."""

from django.db import migrations

from handrail.house.workspaces.secure import Veil


class Migration(migrations.Migration):
    dependencies = [("infohub", "0003_under_git")]

    operations = [Veil("Conflict", guarded=True)]
