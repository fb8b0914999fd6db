"""Who hears of a handoff, and how the plan's own section tells it: the files of the plan say what was handed over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handrail import wiring
from handrail.house.ledger import duties
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.verbs import message
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, hidden_for
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import mark, say
from handrail.record.customers.models import Customer
from handrail.record.plans import verbs as plans

from . import checks, queries
from .facts import POINTS
from .models import Handoff

TO_TAKE = mark("%(who)s hands “%(title)s” over to you.")
TO_GIVE = mark("You are to hand “%(title)s” over to %(who)s.")
BACK = mark("%(who)s has returned the handoff: %(reason)s")
TAKEN = mark("%(who)s has accepted the handoff. What waited with you there waits with them now.")
NOBODY = mark("somebody who is not named yet")
STEP = mark("Open the handoff")


# -- people -------------------------------------------------------------------------------------------------


def requested(row: Handoff) -> None:
    """Both sides, whoever did it aside."""
    giver = row.giver.name if row.giver else say(NOBODY)
    say_to(row, row.owner, TO_TAKE, who=giver)
    if not row.returns:
        say_to(row, row.giver, TO_GIVE, who=row.owner.name if row.owner else say(NOBODY))


def returned(row: Handoff) -> None:
    say_to(row, row.giver, BACK, who=row.owner.name if row.owner else "", reason=row.reason[:300])


def accepted(row: Handoff) -> None:
    say_to(row, row.giver, TAKEN, who=row.owner.name)


def say_to(row: Handoff, member: Member | None, words: str, **params: Any) -> None:
    me = current().member
    if member is None or (me is not None and me.pk == member.pk):
        return
    nudges.tell([message(row, member.pk, words, under="handoffs", params=params, step=STEP)])


def refuse_absent(field: str, member: Member, customer: Customer) -> None:
    """Who gives or takes over is here, no guest, and sees the customer."""
    duties.refuse([(field, member)])
    hidden = wiring.load(wiring.CUSTOMERS_PRIVATE)({customer.pk}) and customer.pk in hidden_for(member.pk)
    if hidden:
        words = say("%(who)s may not see this customer.", who=member.name)
        raise Invalid([Problem(field, words, say("Put them on its team first."))])


# -- the plan -----------------------------------------------------------------------------------------------


def tell_plans(rows: Sequence[Handoff]) -> None:
    """The plan's section says what its handoff says; what else a person wrote there stays."""
    for row in rows:
        if row.plan is not None:
            plans.edit_plans([(row.plan, {"handoff": section(row)})], from_file=True)


def section(row: Handoff) -> dict[str, Any]:
    assert row.plan is not None
    items, promises = queries.items_of(queries.tasks_of(row)), queries.promises_in(row)
    lists = {
        "checklist": [{"item": say(checks.TITLES[code]), "done": code in row.checklist} for code in POINTS],
        "open_items": [line(task, "item", due=str(task.due_on or "")) for task in items],
        "promises": [line(one, "promise", state=one.state) for one in promises],
    }
    return {
        **row.plan.handoff,
        "state": row.state,
        "from": row.giver.name if row.giver else "",
        "to": row.owner.name if row.owner else row.owner_text,
        "date": str(row.accepted_on or row.due_on or ""),
        "cadence": row.cadence,
        **{name: merged(row.plan.handoff.get(name), now) for name, now in lists.items()},
    }


def line(row: Any, what: str, **more: str) -> dict[str, Any]:
    return {what: row.title, "owner": row.owner.name if row.owner else row.owner_text, **more}


def merged(before: Any, now: list[dict[str, Any]]) -> list[Any]:
    """Our lines, each with what else a person wrote beside it; behind them what is no record of ours."""
    there = {words_of(one).casefold(): one for one in before} if isinstance(before, list) else {}
    there.pop("", None)
    mine = [{**told, **one} if isinstance(told := take(there, one), dict) else one for one in now]
    return [*mine, *there.values()]


def take(there: dict[str, Any], one: dict[str, Any]) -> Any:
    return there.pop(words_of(one).casefold(), None)


def words_of(told: Any) -> str:
    """What a line of the section is about; files write it in several ways."""
    if isinstance(told, dict):
        told = next((told[name] for name in ("promise", "item", "what", "title") if told.get(name)), "")
    return str(told or "").strip()
