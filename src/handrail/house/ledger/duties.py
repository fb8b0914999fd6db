"""Who can be given something to do: a member who is here. Guests own nothing, and who has left does nothing more.

A column that waits for its member says so where it is declared, `TenantKey(Member, duty=True)`; every verb asks for
all of them here. What was given before somebody became a guest stays with them until it is handed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from handrail.house.workspaces.models import Member, Owned, Tenanted
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

Pairs = Iterable[tuple[Tenanted, Mapping[str, Any]]]
Given = tuple[str, Any]
MOST_PROBLEMS = 100


@cache
def duties(model: type[Tenanted]) -> tuple[tuple[str, str], ...]:
    """(field, column) of whoever something of this kind waits for."""
    found = (f for f in model._meta.concrete_fields if getattr(f, "duty", False))
    return tuple((field.name, field.attname) for field in found)


def refuse_begun(rows: Sequence[Tenanted]) -> None:
    """New rows wait only for those who can do something about them."""
    refuse(given for row in rows for given in begun(row))


def refuse_given(pairs: Pairs) -> None:
    """What is given to somebody anew. Who has it already keeps it."""
    refuse(given for row, values in pairs for given in given_anew(row, values))


def begun(row: Tenanted) -> Iterator[Given]:
    for name, column in duties(type(row)):
        if (pk := getattr(row, column)) is not None:
            yield name, row._state.fields_cache.get(name) or pk


def given_anew(row: Tenanted, values: Mapping[str, Any]) -> Iterator[Given]:
    for name, column in duties(type(row)):
        said = values.get(name, values.get(column))
        if said is not None and getattr(said, "pk", said) != getattr(row, column):
            yield name, said


def refuse(given: Iterable[Given]) -> None:
    """One statement where somebody is named by their id alone, none elsewhere."""
    given = list(dict.fromkeys(given))
    known = at_hand(given)
    problems = [
        problem(name, member)
        for name, said in given
        if (member := said if isinstance(said, Member) else known.get(said)) is not None and member.gap
    ]
    if problems:
        raise Invalid(problems[:MOST_PROBLEMS])


def at_hand(given: Sequence[Given]) -> dict[Any, Member]:
    me = current().member
    known = {me.pk: me} if me is not None else {}
    asked = {said for _name, said in given if not isinstance(said, Member)} - known.keys()
    return known | (Member.objects.in_bulk(asked) if asked else {})


def problem(field: str, member: Member) -> Problem:
    if member.gap == "left":
        return Problem(field, say("%(who)s has left.", who=member.name), say("Choose somebody who is here."))
    words = say("%(who)s is a guest.", who=member.name)
    return Problem(field, words, say("Guests own nothing: choose a member."))


# -- what repeats another row ---------------------------------------------------------------------------------


def able(member: Member | None) -> Member | None:
    """The same person, while they can be given something."""
    return member if member is not None and not member.gap else None


def heir(row: Owned) -> dict[str, Any]:
    """The owner's columns of what follows from `row`: its own, and a gap that keeps the name where its owner can own
    nothing any more."""
    owner: Member | None = row.owner
    if owner is not None and owner.gap:
        return {"owner": None, "owner_gap": owner.gap, "owner_text": owner.name}
    return {"owner": owner, "owner_gap": row.owner_gap, "owner_text": row.owner_text}
