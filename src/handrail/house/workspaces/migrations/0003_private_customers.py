"""What hides private customers from who may not see them; their room says who that is."""

from django.db import migrations

from handrail.house.workspaces.door import NAMED, VEIL


class Migration(migrations.Migration):
    dependencies = [("workspaces", "0002_holidays")]

    operations = [migrations.RunSQL([*VEIL, NAMED], migrations.RunSQL.noop)]
