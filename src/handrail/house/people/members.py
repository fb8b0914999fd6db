"""Changing members and teams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.workspaces.models import Member, Team
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import rules

Values = Mapping[str, Any]
CHANGED = frozenset({"name", "role", "job", "team", "manager"})
OWN = frozenset({"name"})
"""What everybody may change of themselves."""


def edit_member(row: Member, values: Values, *, revision: int | None = None) -> bool:
    with transaction.atomic():
        check([(row, values)])
        return ledger_rows.edit(row, values, revision=revision)


def edit_members(pairs: Iterable[tuple[Member, Values]]) -> int:
    pairs = list(pairs)
    with transaction.atomic():
        check(pairs)
        return ledger_rows.edit_many(pairs)


def check(pairs: Sequence[tuple[Member, Values]]) -> None:
    me = current().member
    for row, values in pairs:
        if unknown := values.keys() - CHANGED:
            raise Invalid(
                [
                    Problem(name, say("This can not be changed here."), say("Leave it out."))
                    for name in sorted(unknown)
                ]
            )
        if me is None or me.pk != row.pk or values.keys() - OWN:
            rules.need("admin")
            rules.refuse_above([row.role, str(values.get("role", "guest"))])
        if values.get("role", row.role) != row.role:
            rules.need_proof([row.role, values["role"]])
    check_roles(pairs)
    check_managers(pairs)


def check_roles(pairs: Sequence[tuple[Member, Values]]) -> None:
    going = [
        row.pk for row, values in pairs if row.role == "owner" and values.get("role", "owner") != "owner"
    ]
    if going:
        rules.keep_an_owner(going)


def check_managers(pairs: Sequence[tuple[Member, Values]]) -> None:
    new = {row.pk: values["manager"] for row, values in pairs if "manager" in values}
    if any(manager is not None and not manager.is_here for manager in new.values()):
        raise Invalid([Problem("manager", say("This person has left."), say("Choose somebody who is here."))])
    if new:
        rules.refuse_circle({pk: manager.pk if manager else None for pk, manager in new.items()})


# -- teams --------------------------------------------------------------------------------------------------


def add_teams(rows: Sequence[Team]) -> Sequence[Team]:
    rules.need("admin")
    return ledger_rows.add(rows, lambda row: row.name)


def edit_team(row: Team, values: Values, *, revision: int | None = None) -> bool:
    rules.need("admin")
    return ledger_rows.edit(row, values, revision=revision)


def remove_teams(rows: Sequence[Team]) -> int:
    """A team that goes leaves its members without one."""
    rules.need("admin")
    with transaction.atomic():
        members = Member.objects.filter(team__in=[row.pk for row in rows])
        ledger_rows.edit_many((member, {"team": None}) for member in members)
        return ledger_rows.remove(rows)


def restore_teams(rows: Sequence[Team]) -> int:
    rules.need("admin")
    return ledger_rows.restore(rows)


def put_in_team(team: Team, members: Sequence[Member]) -> int:
    """Exactly these are the team's members from now on."""
    wanted = {member.pk for member in members}
    out = Member.objects.filter(team=team, removed_at=None).exclude(pk__in=wanted)
    with transaction.atomic():
        rules.need("admin")
        left = ledger_rows.edit_many((member, {"team": None}) for member in out)
        return left + ledger_rows.edit_many((member, {"team": team}) for member in members)
