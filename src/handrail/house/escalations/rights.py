"""Who may say what happens with something raised."""

from __future__ import annotations

from handrail.house.access.entry import suffices
from handrail.house.people.books import is_above
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import NotAllowed
from handrail.kit.words import say

from .acting import owners
from .models import Escalation


def may(row: Escalation, member: Member | None) -> bool:
    """Whom it is raised to, those above them, who owns the record, administrators; a command on the server."""
    if member is None or suffices(member.role, "admin") or row.owner_id == member.pk:
        return True
    if row.owner is not None and is_above(member, row.owner):
        return True
    return owns(row, member)


def owns(row: Escalation, member: Member) -> bool:
    return owners([row])[row.pk] == member.pk


def need(row: Escalation) -> None:
    if not may(row, current().member):
        raise NotAllowed(
            say("This is raised to somebody else."),
            say("Ask whom it is raised to, the one who owns the record, or an administrator."),
        )
