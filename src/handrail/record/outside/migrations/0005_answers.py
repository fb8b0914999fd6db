"""What came in by a form is answered by a moment, or declined with a reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outside", "0004_talk_and_files"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="answer_by",
            field=models.DateTimeField(
                blank=True, help_text="While it waits: until when somebody answers", null=True
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="declined",
            field=models.CharField(
                blank=True, default="", help_text="Why nothing becomes of it", max_length=500
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("declined", ""), ("removed_at__isnull", True), ("task__isnull", True)),
                fields=["workspace"],
                name="submission_waits",
            ),
        ),
    ]
