"""Metrics and measures have a band; a measure may be of a cohort, and there are more of them."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0001_initial"),
        ("workspaces", "0008_keys_of_what_was_removed"),
    ]

    operations = [
        migrations.AddField(
            model_name="goal",
            name="band",
            field=models.CharField(
                blank=True,
                choices=[("inside", "inside"), ("below", "below"), ("above", "above")],
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="cohort",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="goal",
            name="high",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=12,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(1000000),
                ],
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="low",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=12,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(1000000),
                ],
            ),
        ),
        migrations.AddField(
            model_name="goal",
            name="next_at",
            field=models.DateTimeField(blank=True, help_text="The workspace's clock", null=True),
        ),
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
                ],
                max_length=40,
            ),
        ),
        migrations.AddConstraint(
            model_name="goal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low", None), ("high", None), ("low__lte", models.F("high")), _connector="OR"
                ),
                name="goal_band_is_one",
            ),
        ),
    ]
