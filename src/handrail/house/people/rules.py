"""Who may do what to whom: nobody lifts above themselves, an owner always stays, nobody is above their own manager."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handrail.house.access.entry import suffices
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, Problem, Unproven
from handrail.kit.words import say


def my_role() -> str:
    """A command on the server has no member and counts as the owner."""
    member = current().member
    return member.role if member is not None else "owner"


def need(role: str) -> None:
    if not suffices(my_role(), role):
        raise NotAllowed(
            say("Your role does not allow this."), say("Ask an administrator of the workspace to do it.")
        )


def refuse_above(roles: Iterable[str]) -> None:
    """Whoever gives a role, or changes somebody who has it, has at least that role."""
    known = [role for role in roles if role in Member.ROLES]  # an unknown one the field refuses
    if any(not suffices(my_role(), role) for role in known):
        raise NotAllowed(
            say("Nobody gives or changes a role above their own."), say("Ask an owner of the workspace.")
        )


def need_proof(roles: Iterable[str]) -> None:
    """Who owns the workspace is changed by somebody who has just shown who they are, and by no token."""
    if "owner" in roles and not current().proven:
        words = say("Whoever changes who owns the workspace shows again that it is them.")
        raise Unproven(words, say("Do it on the pages, after a fresh sign-in."))


def present() -> list[Member]:
    return list(Member.objects.here().order_by("name", "pk"))


def keep_an_owner(going: Iterable[int]) -> None:
    """At least one owner who can sign in stays; until the transaction ends no other owner goes either."""
    seats = Member.objects.select_for_update(no_key=True).here()
    owners = seats.filter(role="owner", user__isnull=False)
    there = set(owners.order_by("pk").values_list("pk", flat=True))
    if there and not there - set(going):
        words = say("The workspace would have no owner any more.")
        raise Invalid([Problem("role", words, say("Make somebody else an owner first."))])


def refuse_circle(managers: Mapping[int, int | None]) -> None:
    """`managers` are the new ones; nobody may come to be, over however many steps, their own manager."""
    chain = dict(Member.objects.values_list("pk", "manager_id")) | dict(managers)
    for start in managers:
        seen, at = {start}, chain.get(start)
        while at is not None and at not in seen:
            seen.add(at)
            at = chain.get(at)
        if at == start:
            words = say("They would be their own manager, over some steps.")
            raise Invalid([Problem("manager", words, say("Choose somebody who does not report to them."))])
