"""What is of a private customer is hidden with it."""

from django.db import migrations

from handrail.house.workspaces.secure import Veil


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial"), ("workspaces", "0003_private_customers")]

    operations = [
        Veil(
            "Plan",
            "Outcome",
            "Criterion",
            "AdoptionPhase",
            "Milestone",
            "Activity",
            "Initiative",
            "Responsibility",
            "PlanMetric",
            "PlanRisk",
            "Waiver",
        )
    ]
