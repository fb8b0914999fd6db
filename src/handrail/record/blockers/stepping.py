"""A blocker on its way: judged by the table of `states.py` before anything is written, by every path alike.

The page, the API, an edit that names another state, the clock, files and an undo all end in `go`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values, today
from handrail.house.ledger.undoing import taking_back
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import because, current
from handrail.kit import clock, steps
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.steps import refuse
from handrail.kit.verdict import Verdict
from handrail.kit.words import say

from . import carrying, holding, seen, states, targets, telling
from .models import Blocker
from .states import NAMES, OPEN, STEPS, TABLE, Asked, Step

CAUSE = "blocker:"
"""What a fallback changes is told with this cause and the blocker's key."""


class Going(steps.Going[Blocker, Step]):
    table = TABLE


def cause_of(row: Blocker) -> str:
    return f"{CAUSE}{row.key}"


def take(rows: Sequence[Blocker], name: str, values: Values | None = None) -> int:
    """Take a step of the table with these blockers; all of them or none. Returns how many really changed."""
    step = TABLE.named(name)
    return go([Going(row, step.goes, dict(values or {}), named=step) for row in rows])


def go(going: Sequence[Going]) -> int:
    """Raises what refuses, with every answer, and changes none, where one of them may not."""
    judge(going)
    refuse(going, NAMES)
    refuse_handed(going)
    with transaction.atomic():
        changed = ledger_rows.edit_many([(one.row, arriving(one)) for one in going])
        if not taking_back():
            arrived(going)
    return changed


def refuse_handed(going: Sequence[Going]) -> None:
    """Nobody arms what somebody else is given in the same act: the word is that of the one who owns it then."""
    if any(one.goes == "armed" and owner_after(one.row, one.values) != one.row.owner_id for one in going):
        words = say("Whoever owns it then arms its fallback themselves.")
        raise Invalid([Problem("owner", words, say("Give it to them first, and leave the state out."))])


def owner_after(row: Blocker, values: Values) -> int | None:
    if not values.keys() & {"owner", "owner_id", "owner_gap"}:
        return row.owner_id
    said = values.get("owner", values.get("owner_id"))
    pk: int | None = getattr(said, "pk", said)
    return pk


def arrived(going: Sequence[Going]) -> None:
    """What follows: cards go on or are blocked, the fallback is carried out, and those concerned are told."""
    holding.follow([one.row for one in going])
    for one in going:
        if one.step is not None and one.step.carries:
            with because(cause_of(one.row)):
                carrying.carry(one.row)
    telling.tell((one.row, one.step) for one in going if one.step is not None)


# -- what is written ----------------------------------------------------------------------------------------


def arriving(one: Going) -> dict[str, Any]:
    """What the step itself writes, and under it what somebody says."""
    if taking_back():
        return {**one.values, "state": one.goes}
    return {"reason": "", **one.values, **stamped(one), "state": one.goes}


def stamped(one: Going) -> dict[str, Any]:
    me = current().member
    owner: Member | None = one.said("owner")
    found: dict[str, Any] = {"closed_on": None if one.goes in OPEN else today()}
    if one.goes == "armed":
        found |= {"armed_by": me or owner, "refusal": {}}
    elif one.goes == "open":
        found |= {"armed_by": None, "took_at": None, "refusal": {}}
    elif one.goes == "took_effect":
        found |= {"took_at": clock.now(), "refusal": {}}
    return found


# -- judging ------------------------------------------------------------------------------------------------


def judge(going: Sequence[Going]) -> None:
    """Give each its answers. Two statements for any number, and one where a card of theirs is changed.

    A person who takes back what they did goes any way back; to arm again is judged as ever.
    """
    asked = facts_of(going)
    for one, facts in zip(going, asked, strict=True):
        step, came = one.step, one.came
        if taking_back():
            if one.goes != "armed":
                continue
            step, came = STEPS["arm"], "open"
        one.verdicts = states.judge(facts, came, one.goes, today(), step)


def possible(row: Blocker) -> list[tuple[Step, tuple[Verdict, ...]]]:
    """Every step that a person could take from where it is, with its answers as it stands."""
    going = [Going(row, step.goes, named=step) for step in states.steps_from(row.state)]
    judge(going)
    return [(one.step, one.verdicts) for one in going if one.step is not None]


def facts_of(going: Sequence[Going]) -> list[Asked]:
    people, me = people_of(going), current().member
    clocked = [one for one in going if one.step is not None and "unseen" in one.step.asks]
    looked = {id(one): seen_of(one.row) for one in clocked}
    return [facts(one, people, me, looked.get(id(one), ())) for one in going]


def seen_of(row: Blocker) -> tuple[str, ...]:
    names = targets.whole(str(one["what"]) for one in row.effects)
    return seen.by_customer(row, {name: found.title for name, found in names.items()})


def facts(
    one: Going, people: Mapping[int, tuple[str, str]], me: Member | None, looked: tuple[str, ...]
) -> Asked:
    key, name = people.get(one.row.owner_id or 0, ("", ""))
    return Asked(
        key=one.row.key or one.row.title,
        title=one.row.title,
        owner=key,
        owner_name=name,
        due_on=day_of(one.said("due_on")),
        fallback=str(one.said("fallback")),
        effects=len(one.said("effects")),
        blocks=len(one.said("blocks")),
        seen=looked,
        by=me.key if me is not None else "",
        reason=str(one.values.get("reason", "")),
    )


def day_of(said: Any) -> date | None:
    """Of a form, of a program or of the history it comes as text; what is none is told when it is written."""
    if isinstance(said, date) or not said:
        return said or None
    try:
        return date.fromisoformat(str(said))
    except ValueError:
        return None


def people_of(going: Iterable[Going]) -> dict[int, tuple[str, str]]:
    """{member: (key, name)} of those who own them. One statement."""
    ids = {one.row.owner_id for one in going if one.row.owner_id is not None}
    rows = Member.objects.filter(pk__in=ids).values_list("pk", "key", "name") if ids else ()
    return {pk: (key, name) for pk, key, name in rows}
