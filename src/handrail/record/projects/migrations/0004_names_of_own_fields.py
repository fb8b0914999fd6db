"""`fields` is what files bring beside, everywhere else: a board's and a card's own have names of their own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("projects", "0003_own_fields_order_and_repeats"),
    ]

    operations = [
        migrations.RenameField("board", "fields", "card_fields"),
        migrations.RenameField("card", "fields", "own"),
    ]
