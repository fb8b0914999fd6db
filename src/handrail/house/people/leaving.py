"""Leaving a workspace, and coming back to it.

Who leaves hands over what waits for them, or leaves gaps that keep their name; what is over stays theirs as history.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from handrail.house.access import verbs as access
from handrail.house.ledger import write
from handrail.house.ledger.rows import edit_many, refuse_taken, today
from handrail.house.workspaces.models import Member, User
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import books, rules
from .invitations import open_ones, withdraw
from .models import Handover


def leave(member: Member, wishes: books.Wishes, reason: str = "") -> Handover:
    """Hand everything over in one act, close every way in, and keep the history."""
    me = current().member
    if me is None or me.pk != member.pk:
        rules.need("admin")
        rules.refuse_above([member.role])
    if member.left_on is not None:
        raise Invalid(
            [
                Problem(
                    "member",
                    say("%(who)s has left already.", who=member.name),
                    say("There is nothing to do."),
                )
            ]
        )
    rules.need_proof([member.role])
    with transaction.atomic():
        if member.role == "owner":
            rules.keep_an_owner([member.pk])
        handover = books.move(member, wishes, reason, kind="leaving")
        move_reports(member)
        write.change(member, {"left_on": today()}, kind="left")
        access.shut_out(member)
        withdraw(list(open_ones().filter(by=member)))
    return handover


def move_reports(member: Member) -> int:
    """Who reported to them reports one step up."""
    reports = Member.objects.filter(manager=member, removed_at=None)
    return edit_many([(report, {"manager": above(member, report)}) for report in reports])


def above(member: Member, report: Member) -> Member | None:
    boss = member.manager
    return boss if boss is not None and boss.left_on is None and boss.pk != report.pk else None


def rejoin(member: Member, *, role: str = "") -> bool:
    """Back on the same seat. Who has an account may come in again; what they had is given back apart."""
    rules.need("admin")
    rules.refuse_above([role or member.role])
    rules.need_proof([role or member.role])
    with transaction.atomic():
        changed = come_back(member, {"role": role or member.role})
        if member.user is not None:
            access.let_in({member: member.user})
    return changed


def come_back(member: Member, values: Mapping[str, Any]) -> bool:
    if member.removed_at is not None:
        refuse_taken(Member, [member.key])
    kind = "rejoined" if member.left_on or member.removed_at else "joined"
    return write.change(member, {**values, "left_on": None, "removed_at": None}, kind=kind)


def member_of(user: User) -> Member | None:
    """The seat of this user in the workspace we are in, also one that was left."""
    return Member.objects.filter(user=user).order_by("removed_at", "-pk").first()
