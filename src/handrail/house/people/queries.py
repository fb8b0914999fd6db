"""Reading people. Every function says how many statements it takes."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from handrail.house.workspaces.models import Member, Members, Team
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

from .models import Handover, Invitation


def members() -> Members:
    """Everybody who is or was here. One statement."""
    rows = Member.objects.filter(removed_at=None).select_related("team", "manager", "user")
    return rows.order_by("name", "pk")


def member(key: str) -> Member:
    """One statement; NotFound where there is none."""
    row = members().filter(key=key).first()
    if row is None:
        raise NotFound(
            say("There is no member “%(key)s” here.", key=key), say("Look at the list of members.")
        )
    return row


def here(key: str) -> Member | None:
    """Somebody who is here now, as a form names them. One statement."""
    return Member.objects.here().filter(key=key).first()


def may_own() -> Members:
    """Who can take something over. One statement."""
    return members().able()


def teams() -> QuerySet[Team]:
    return Team.objects.filter(removed_at=None).order_by("name", "pk")


def team(key: str) -> Team:
    row = teams().filter(key=key).first()
    if row is None:
        raise NotFound(say("There is no team “%(key)s” here.", key=key), say("Look at the list of teams."))
    return row


def invitation(key: str) -> Invitation:
    row = Invitation.objects.filter(key=key, removed_at=None).select_related("by", "team", "member").first()
    if row is None:
        raise NotFound(say("There is no such invitation."), say("Look at the list of open ones."))
    return row


def handover(key: str) -> Handover:
    row = Handover.objects.filter(key=key, removed_at=None).select_related("giver", "by").first()
    if row is None:
        raise NotFound(say("There is no such handover."), say("Look at the books."))
    return row


def handovers_of(giver: Member) -> QuerySet[Handover]:
    """What they gave away, the newest first. One statement."""
    return Handover.objects.filter(giver=giver, removed_at=None).select_related("by").order_by("-pk")


def my_team(member: Member) -> set[int]:
    """Who is in the same team, and who reports to this member over any number of steps. Two statements."""
    beside = Q(team=member.team_id) if member.team_id else Q(pk=member.pk)
    mates = set(Member.objects.here().filter(beside).values_list("pk", flat=True))
    return mates | below(member) | {member.pk}


def below(member: Member) -> set[int]:
    managers = Member.objects.filter(manager__isnull=False, removed_at=None)
    reports: dict[int, list[int]] = {}
    for pk, manager in managers.values_list("pk", "manager_id"):
        reports.setdefault(manager, []).append(pk)
    found: set[int] = set()
    waiting = [member.pk]
    while waiting:
        for pk in reports.get(waiting.pop(), ()):
            if pk not in found:
                found.add(pk)
                waiting.append(pk)
    return found - {member.pk}
