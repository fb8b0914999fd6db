"""What is at stake, the metric that is threatened, what it is about, and by when a high one is answered."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0005_anniversary_days"),
        ("metrics", "0002_private_customers"),
        ("risks", "0002_private_customers"),
        ("workspaces", "0008_keys_of_what_was_removed"),
    ]

    operations = [
        migrations.AddField(
            model_name="risk",
            name="answer_by",
            field=models.DateTimeField(
                blank=True,
                help_text="By when somebody says what is done about it, while it is high and nobody has",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="risk",
            name="currency",
            field=models.CharField(blank=True, max_length=3),
        ),
        migrations.AddField(
            model_name="risk",
            name="reason",
            field=models.TextField(blank=True, help_text="Why it was accepted, is over or was opened again"),
        ),
        migrations.AddField(
            model_name="risk",
            name="stake",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="What is at stake, where that is not the customer's ARR",
                max_digits=16,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
            ),
        ),
        migrations.AddField(
            model_name="risk",
            name="subject",
            field=models.CharField(blank=True, help_text="What it is about: project:spring", max_length=160),
        ),
        migrations.AddField(
            model_name="risk",
            name="threatens",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="metrics.metric",
            ),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(
                condition=models.Q(("subject", ""), _negated=True),
                fields=["workspace", "subject"],
                name="risk_subject",
            ),
        ),
        migrations.AddIndex(
            model_name="risk",
            index=models.Index(
                condition=models.Q(
                    ("removed_at__isnull", True),
                    models.Q(("state__in", ("mitigated", "accepted")), _negated=True),
                ),
                fields=["workspace", "state"],
                name="risk_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="risk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "identified",
                            "assessed",
                            "mitigating",
                            "monitoring",
                            "mitigated",
                            "accepted",
                            "materialised",
                        ),
                    )
                ),
                name="risk_state_known",
            ),
        ),
        Secure("Risk"),
    ]
