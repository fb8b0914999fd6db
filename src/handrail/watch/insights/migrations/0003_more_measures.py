"""More measures."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0002_bands_and_cohorts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="goal",
            name="measure",
            field=models.CharField(
                choices=[
                    ("follow-up", "follow-up"),
                    ("onboarding-blockers", "onboarding-blockers"),
                    ("risk-reviews", "risk-reviews"),
                    ("note-freshness", "note-freshness"),
                    ("handoff", "handoff"),
                    ("resolution", "resolution"),
                    ("adoption-consistency", "adoption-consistency"),
                    ("support-escalations", "support-escalations"),
                    ("customer-confidence", "customer-confidence"),
                    ("decision-closure", "decision-closure"),
                    ("exception-states", "exception-states"),
                    ("implementation-lag", "implementation-lag"),
                    ("stakeholder-escalations", "stakeholder-escalations"),
                    ("signals-proven", "signals-proven"),
                    ("handed-on", "handed-on"),
                ],
                max_length=40,
            ),
        ),
    ]
