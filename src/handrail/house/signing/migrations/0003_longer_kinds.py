"""The kind of a try has room for what a mail to a customer is called."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signing", "0002_rights")]

    operations = [
        migrations.AlterField(model_name="attempt", name="kind", field=models.CharField(max_length=20)),
    ]
