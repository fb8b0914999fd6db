"""A plan with its customer's view in use, for tests: opened to somebody who proposed a date and agreed."""

from __future__ import annotations

from datetime import timedelta

from handrail.house.ledger.rows import today
from handrail.house.workspaces.scope import on_behalf_of
from handrail.record.agreed import queries, sharing, verbs
from handrail.record.agreed.models import Agreement, DateRequest, PlanShare
from handrail.record.plans.deadlines import OPEN_MILESTONES
from handrail.record.plans.models import Milestone, Plan


def opened(plan: Plan, name: str = "Ines Duarte", **more) -> tuple[PlanShare, str]:
    return sharing.share(sharing.Wish(plan, name, **more))


def lived(plan: Plan, word: str = "") -> tuple[PlanShare, DateRequest, Agreement]:
    """Every kind of row that this room has. `word` stands in the texts."""
    share, _secret = opened(plan, f"{word} Ines".strip())
    stone = Milestone.objects.filter(plan=plan, state__in=OPEN_MILESTONES, removed_at=None)[0]
    with on_behalf_of(sharing.actor(share)):
        asked = verbs.propose(share, stone, today() + timedelta(days=9), share.name, f"{word} is away")
        agreed = verbs.agree(share, queries.consent_of(plan).digest, share.name, "COO")
    return share, asked, agreed
