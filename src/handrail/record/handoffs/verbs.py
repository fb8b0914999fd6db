"""Every change of a handoff. Only `accepting.py` moves what anybody owns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import Values
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say
from handrail.record.tasks import verbs as tasking

from . import allowed, queries, telling
from .facts import OPEN, POINTS
from .models import Handoff

Pairs = Iterable[tuple[Handoff, Values]]
SETTLED = frozenset({"state", "accepted_on", "started_on", "checklist", "reason", "returns", "moved"})
"""What only its own verbs say: a tick, a return, an acceptance."""


def add_handoffs(rows: Sequence[Handoff]) -> Sequence[Handoff]:
    """As a file tells them. A person, a program or a rule begins one with `starting.start_handoff`."""
    for row in rows:
        if row.state in OPEN:
            allowed.refuse_start(row)
    return ledger_rows.add(rows, lambda row: row.title or row.customer.key)


def edit_handoff(row: Handoff, values: Values, *, revision: int | None = None) -> bool:
    """What both sides write down: context, cadence, day, who takes over. Two events at most; the plan follows."""
    refuse_settled(values)
    refuse_over(row)
    allowed.refuse_naming(row, values)
    before = row.owner_id
    with transaction.atomic():
        refuse_unfit(row, values)
        changed = ledger_rows.edit(row, confirmed_anew(row, values), revision=revision)
        if changed and row.owner_id != before:
            follow_owner(row)
        if changed:
            telling.tell_plans([row])
    return changed


def edit_handoffs(pairs: Pairs) -> int:
    """Whole rows at once: a book that is handed over, and a change that is taken back."""
    return ledger_rows.edit_many((row, confirmed_anew(row, values)) for row, values in pairs)


def edit_filed_handoffs(pairs: Pairs) -> int:
    """What a file says of handoffs that are there: it neither accepts nor returns one."""
    said = [
        (row, {name: value for name, value in values.items() if name not in SETTLED}) for row, values in pairs
    ]
    for row, values in said:
        allowed.refuse_naming(row, values)
    return ledger_rows.edit_many((row, confirmed_anew(row, values)) for row, values in said)


def remove_handoffs(rows: Sequence[Handoff]) -> int:
    """Called off: nobody has anything to do about it any more."""
    with transaction.atomic():
        for row in rows:
            allowed.refuse_calling_off(row)
            close_sides(row, "give", "take", state="dropped")
        return ledger_rows.remove(rows)


def restore_handoffs(rows: Sequence[Handoff]) -> int:
    for row in rows:
        allowed.refuse_calling_off(row)
    return ledger_rows.restore(rows)


def confirmed_anew(row: Handoff, values: Values) -> Values:
    """Whoever takes over has the checklist to themselves: what was ticked with another does not count for them."""
    if "checklist" in values or not allowed.differs(row, values, "owner"):
        return values
    return {**values, "checklist": []}


# -- the checklist, and back --------------------------------------------------------------------------------


def tick(row: Handoff, points: Iterable[str]) -> bool:
    """These points of the checklist are confirmed, and no others. By whoever gives or takes over."""
    refuse_over(row)
    refuse_others(row, row.giver_id, row.owner_id)
    wanted = set(points)
    if unknown := sorted(wanted - set(POINTS)):
        fix = say("Send one of: %(known)s.", known=", ".join(POINTS))
        raise Invalid([Problem("points", say("There is no point “%(p)s”.", p=str(unknown[0])[:80]), fix)])
    with transaction.atomic():
        changed = ledger_rows.edit(row, {"checklist": [code for code in POINTS if code in wanted]})
        telling.tell_plans([row] if changed else [])
    return changed


def return_handoff(row: Handoff, reason: str) -> Handoff:
    """Whoever was to take over gives it back, and says what is missing."""
    refuse_others(row, row.owner_id)
    if row.state != "requested":
        raise Invalid(
            [Problem("state", say("This does not wait to be accepted."), say("Look at its state."))]
        )
    if not reason.strip():
        fix = say("Write what is missing, so that it can be put right.")
        raise Invalid([Problem("reason", say("A return needs its reason."), fix)])
    values = {"state": "returned", "reason": reason.strip(), "returns": row.returns + 1}
    with transaction.atomic():
        ledger_rows.edit(row, values, kind="returned")
        reopen_side(row, "give")
        telling.tell_plans([row])
        telling.returned(row)
    return row


def send_again(row: Handoff) -> Handoff:
    """What was missing is put right: it waits for whoever takes over once more."""
    refuse_others(row, row.giver_id)
    if row.state != "returned":
        raise Invalid([Problem("state", say("This was not returned."), say("Look at its state."))])
    with transaction.atomic():
        ledger_rows.edit(row, {"state": "requested"}, kind="requested")
        telling.tell_plans([row])
        telling.requested(row)
    return row


# -- the part of each side ----------------------------------------------------------------------------------


def follow_owner(row: Handoff) -> None:
    """Somebody else takes over: their part is theirs, and they are told."""
    mine = [task for task in queries.side_of(queries.tasks_of(row), "take") if task.state not in CLOSED]
    tasking.edit_tasks([(task, given(row.owner)) for task in mine], tell=False)
    telling.requested(row)


def given(owner: Member | None) -> dict[str, Any]:
    return {"owner": owner} if owner is not None else {"owner": None, "owner_gap": "nobody"}


CLOSED = ("done", "dropped")


def close_sides(row: Handoff, *sides: str, state: str = "done") -> None:
    tasks = queries.tasks_of(row)
    found = [task for side in sides for task in queries.side_of(tasks, side) if task.state not in CLOSED]
    tasking.edit_tasks([(task, {"state": state}) for task in found])


def reopen_side(row: Handoff, side: str) -> None:
    tasking.reopen(queries.side_of(queries.tasks_of(row), side))


# -- who may ------------------------------------------------------------------------------------------------


def refuse_others(row: Handoff, *allowed: int | None) -> Member:
    member = current().member
    if member is None or member.pk not in allowed:
        who = row.owner.name if row.owner else say("whoever takes over")
        raise NotAllowed(
            say("This is not yours to say."), say("Ask %(who)s to do it, or name somebody else.", who=who)
        )
    return member


def refuse_over(row: Handoff) -> None:
    if row.state not in OPEN:
        fix = say("Start another one, if it is to change hands again.")
        raise Invalid([Problem("state", say("This handoff was accepted."), fix)])


def refuse_settled(values: Values) -> None:
    fix = say("Tick, return or accept it in its own way.")
    problems = [
        Problem(name, say("This is not written by hand."), fix) for name in sorted(values.keys() & SETTLED)
    ]
    if problems:
        raise Invalid(problems)


def refuse_unfit(row: Handoff, values: Values) -> None:
    """Two people, both here, no guests; whoever takes over may see the customer."""
    owner, giver = values.get("owner", row.owner), values.get("giver", row.giver)
    refuse_same(owner, giver)
    for name in ("owner", "giver"):
        if isinstance(member := values.get(name), Member):
            telling.refuse_absent(name, member, row.customer)


def refuse_same(owner: Member | None, giver: Member | None) -> None:
    if owner is not None and giver is not None and owner.pk == giver.pk:
        words = say("%(who)s has it already.", who=owner.name)
        raise Invalid([Problem("owner", words, say("Choose somebody else to take over."))])
