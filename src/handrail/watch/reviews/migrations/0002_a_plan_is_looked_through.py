"""A plan is looked through with its customer, as a review of its own."""

import django.db.models.deletion
from django.db import migrations, models

import handrail.house.workspaces.fields
from handrail.house.workspaces.secure import Secure


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0003_attempts_and_clearances"),
        ("reviews", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="plan",
            field=handrail.house.workspaces.fields.TenantKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="plans.plan",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("plan__isnull", False)),
                fields=["workspace", "plan", "-at"],
                name="review_plan",
            ),
        ),
        Secure("Review"),
    ]
