"""What a plan's page says of the customer's view: who opened it, what waits for our answer, what they agreed to."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from handrail.house.workspaces.scope import current
from handrail.record.agreed import queries, sharing
from handrail.record.plans.models import Plan


def of(plan: Plan) -> dict[str, Any]:
    """Three statements; where the customer has agreed to something, those of the projection too."""
    slug = current().workspace.slug
    shares = sharing.of_plans([plan.pk]).get(plan.pk, [])
    return {
        "url": reverse("portal:view", args=[slug, plan.key]),
        "preview_url": reverse("portal:preview", args=[slug, plan.key]),
        "shares": shares,
        "opened": max((one.last_visit_at for one in shares if one.last_visit_at), default=None),
        "asked": len(queries.date_requests_of(plan, "open")),
        "consent": queries.standing_of(plan),
    }
