"""What was agreed with customers, for programs to read. What there is to do with it, `doors/api` offers."""

from __future__ import annotations

from handrail.kit.web.resource import Resource

from .models import Agreement, DateRequest, PlanShare

SHARE = Resource(
    model=PlanShare, plural="plan-shares", hidden=frozenset({"digest", "passcode"}), asked=frozenset({"name"})
)
DATE_REQUEST = Resource(model=DateRequest, plural="date-requests")
AGREEMENT = Resource(model=Agreement, plural="agreements", asked=frozenset({"digest"}))
RESOURCES = (SHARE, DATE_REQUEST, AGREEMENT)
