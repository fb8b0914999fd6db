"""Reading nudges. A member sees their own and nobody else's, whatever their role."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

from .models import Nudge


def mine(member: Member) -> QuerySet[Nudge]:
    """Everything a member was ever told. Every other query starts here."""
    return Nudge.objects.filter(workspace_id=current().workspace_id, recipient=member)


def inbox(member: Member) -> QuerySet[Nudge]:
    """What waits now, the newest first: not done, not snoozed, or slept enough. One statement."""
    awake = Q(snoozed_until=None) | Q(snoozed_until__lte=clock.real())
    return mine(member).filter(awake, done_at=None).order_by("-pk")


def snoozed(member: Member) -> QuerySet[Nudge]:
    """What comes back later, the soonest first. One statement."""
    later = mine(member).filter(done_at=None, snoozed_until__gt=clock.real())
    return later.order_by("snoozed_until", "pk")


def done(member: Member) -> QuerySet[Nudge]:
    """One statement; the newest first."""
    return mine(member).filter(done_at__isnull=False).order_by("-pk")


def unread(member: Member) -> int:
    """How many wait unread. One statement."""
    return inbox(member).filter(read_at=None).count()


def get(member: Member, key: str) -> Nudge:
    """One of the member's own; NotFound for everybody else's."""
    found = mine(member).filter(key=key).first()
    if found is None:
        raise NotFound(
            say("There is no reminder “%(key)s” for you.", key=key),
            say("Look at your inbox: it may be done."),
        )
    return found
