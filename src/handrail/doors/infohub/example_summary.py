"""The example's summaries: one that is kept, one that goes out on Mondays, and a measure with a band."""

from __future__ import annotations

from decimal import Decimal

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import enter
from handrail.watch.insights import verbs as insights
from handrail.watch.insights.models import Goal
from handrail.watch.summaries import verbs
from handrail.watch.summaries.models import Briefing

OURS = "mara-adeyemi"


def lay(slug: str | int) -> None:
    """As the last step: a summary counts what is there."""
    with enter(slug):
        owner = reading.find(Member, OURS)
        insights.add_goals(
            [
                Goal(
                    measure="customer-confidence",
                    target=Decimal(75),
                    low=Decimal(50),
                    high=Decimal(100),
                    owner=owner,
                )
            ]
        )
        verbs.add_briefings([Briefing(kind="executive", members=[owner.key], owner=owner)])
        verbs.keep_summary("executive")
