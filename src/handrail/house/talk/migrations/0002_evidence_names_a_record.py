"""Evidence may be a file, a record or a reading, named by `target`; its title may follow from what it is."""

from django.db import migrations, models

KINDS = ("link", "file", "note", "quotation", "reading", "record")


class Migration(migrations.Migration):
    dependencies = [("talk", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="evidence",
            options={"verbose_name": "piece of evidence", "verbose_name_plural": "piece of evidence"},
        ),
        migrations.AddField(
            model_name="evidence",
            name="target",
            field=models.CharField(blank=True, default="", max_length=160),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="evidence",
            name="kind",
            field=models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=10),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="title",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(
                condition=models.Q(("target", ""), _negated=True),
                fields=["workspace", "target"],
                name="evidence_target",
            ),
        ),
    ]
