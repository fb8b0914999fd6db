"""Who decides is not for everybody to say, and what was approved is not rewritten or robbed of its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from handrail.house.ledger import undoing
from handrail.house.ledger.rows import Values
from handrail.house.talk import queries as talk
from handrail.house.talk.models import Evidence
from handrail.house.talk.subjects import ref
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, unveiled
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say

from . import evidencing, spelling
from .models import Decision
from .states import OPEN

WRITTEN = ("question", "answer", "acceptance", "scope_in", "scope_out")
"""What an approval is given for."""


OWNER = frozenset({"owner", "owner_id", "owner_gap"})


def refuse_appointed(row: Decision, values: Values) -> None:
    """Nobody names themselves over somebody else, nor takes them away first, nor hands what is theirs to a third
    person: that is for the owner and for who stands in. Who stands in is for the owner to say.
    What is decided keeps its owner, and of whom has left nobody takes it for themselves. Administrators may."""
    me = current().member
    if me is None or rules(me):
        return
    theirs = row.owner_id not in (None, me.pk)
    delegate = member_in(values, "delegate")
    if theirs and values.keys() & {"delegate", "delegate_id"} and delegate != row.delegate_id:
        raise NotAllowed(
            say("Who stands in for %(owner)s is theirs to say.", owner=name_of(row)),
            say("Ask them to name you."),
        )
    if not appoints(row, values):
        return
    mine = owner_after(row, values) in (None, me.pk) or row.state not in OPEN
    if theirs and not manages(me, row) and (mine or me.pk != row.delegate_id):
        raise NotAllowed(
            say("%(owner)s decides this.", owner=name_of(row)),
            say("Ask them to hand it to you, or ask for approval."),
        )
    if row.owner_id is None and (row.owner_gap == "left" or row.state not in OPEN):
        raise NotAllowed(
            say("Whoever decided this is not here any more."),
            say("Ask an administrator to name who decides it."),
        )


def rules(me: Member) -> bool:
    return me.role in ("admin", "owner")


def appoints(row: Decision, values: Values) -> bool:
    gap = values.get("owner_gap", row.owner_gap)
    return owner_after(row, values) != row.owner_id or (row.owner_id is None and gap != row.owner_gap)


def owner_after(row: Decision, values: Values) -> int | None:
    """A gap alone takes the owner away, as `rows.own` reads it."""
    return member_in(values, "owner") if values.keys() & OWNER else row.owner_id


def freed(row: Decision, values: Values) -> Values:
    """Who stands in does so for one owner: the next begins with nobody, unless they or an administrator name one."""
    owner, delegate = owner_after(row, values), member_in(values, "delegate")
    if owner == row.owner_id:
        return values
    me = current().member
    if delegate is not None and (me is None or rules(me) or me.pk == owner):
        return values
    if delegate not in (None, row.delegate_id):
        raise NotAllowed(say("Who stands in is for the owner to say."), say("Leave it out, and ask them."))
    return {**{name: value for name, value in values.items() if name != "delegate_id"}, "delegate": None}


def refuse_self_made(rows: Iterable[Decision]) -> None:
    """Who makes a decision of somebody else's does not name themselves to stand in."""
    me = current().member
    if me is None or rules(me):
        return
    if any(row.delegate_id == me.pk and row.owner_id not in (None, me.pk) for row in rows):
        raise NotAllowed(say("Who stands in is for the owner to say."), say("Leave it out, and ask them."))


def manages(me: Member, row: Decision) -> bool:
    """A manager takes over."""
    return row.owner is not None and row.owner.manager_id == me.pk


def member_in(values: Values, name: str) -> int | None:
    found = values.get(name, values.get(f"{name}_id"))
    return found.pk if isinstance(found, Member) else found


def name_of(row: Decision) -> str:
    return row.owner.name if row.owner is not None else ""


def refuse_rewritten(row: Decision, values: Values) -> None:
    """An approval is of these words: who gave it may change them, nobody else. To ask anew, open it again. Where
    nobody owns it, an administrator may."""
    me = current().member
    if row.state != "approved" or values.get("state", row.state) != "approved" or me is None:
        return
    if not any(name in values and values[name] != getattr(row, name) for name in WRITTEN):
        return
    if row.owner_id is None and not rules(me):
        raise NotAllowed(
            say("This was approved as it stands, and nobody owns it now."),
            say("Ask an administrator to name who decides it."),
        )
    if row.owner_id is not None and me.pk not in (row.owner_id, row.delegate_id):
        raise NotAllowed(
            say("This was approved as it stands; only %(owner)s changes its words.", owner=name_of(row)),
            say("Ask them to open it again, or propose another decision that replaces it."),
        )


def refuse_dated(row: Decision, values: Values) -> None:
    """A day on which it was decided belongs to what was decided: it is not given to what still waits."""
    goes, day = values.get("state", row.state), values.get("decided_on")
    if day is None or goes not in OPEN or undoing.taking_back():
        return
    if goes != row.state or day != row.decided_on:
        raise Invalid([spelling.undecided(row.title)])


def set_aside(row: Decision) -> None:
    """The day that a file names of what still waits is kept beside it: nothing was decided here on it."""
    if row.decided_on is not None and row.state in OPEN:
        row.fields, row.decided_on = beside(row.fields, row.decided_on), None


def beside(fields: dict[str, Any], day: date) -> dict[str, Any]:
    return {**fields, "date": day.isoformat()}


def from_beside(row: Decision) -> dict[str, Any]:
    """What a file says of such a day: it stands where the day of the decision would, and not among its own fields."""
    try:
        day = date.fromisoformat(str(row.fields.get("date", "")))
    except ValueError:
        return {}
    if row.decided_on is not None or row.state not in OPEN:
        return {}
    return {"decided_on": day, "fields": {name: said for name, said in row.fields.items() if name != "date"}}


def refuse_born_dated(rows: Iterable[Decision]) -> None:
    early = (row for row in rows if row.state in OPEN and row.decided_on is not None)
    if problems := [spelling.undecided(row.title) for row in early]:
        raise Invalid(problems)


def demanded(row: Decision, values: Values) -> bool:
    """Whether the workspace asks for evidence of it, whatever it says itself."""
    of_customer = values.get("customer", values.get("customer_id", row.customer_id)) is not None
    return evidencing.demanded(current().workspace.policy, of_customer=of_customer)


def refuse_unproven(row: Decision, values: Values) -> None:
    """Evidence is not asked for afterwards where there is none: the approval would stand without it. And an approval
    that was bound to some stays so, as long as the workspace asks for it."""
    if row.state != "approved" or not values.keys() & {"evidence_needed", "customer", "customer_id"}:
        return
    asks = demanded(row, values)
    if asks and row.evidence_needed and values.get("evidence_needed") is False:
        words = say("This workspace approves nothing like this without evidence.")
        fix = say("An administrator changes that under Settings, Policy.")
        raise Invalid([Problem("evidence_needed", words, fix)])
    needed = (values.get("evidence_needed") or asks) and not row.evidence_needed
    if needed and not talk.evidence_of([ref(row)]):
        words = say("Nothing supports this decision yet.")
        raise Invalid([Problem("evidence_needed", words, say("Add a piece of evidence first."))])


def keep_proven(going: Sequence[Evidence]) -> None:
    """These pieces are taken away: none of them may be the last one that an approval rests on. Two statements."""
    named = Counter(
        row.subject for row in going if row.subject.startswith("decision:") and row.removed_at is None
    )
    if not named:
        return
    with unveiled():
        keys = [name.partition(":")[2] for name in named]
        rows = Decision.objects.filter(key__in=keys, state="approved", evidence_needed=True)
        found = {ref(row): row for row in rows}
        left = talk.evidence_of(found)
    for name, row in found.items():
        if len(left.get(name, ())) <= named[name]:
            words = say("“%(decision)s” was approved with this evidence, and needs some.", decision=row.title)
            raise Invalid(
                [Problem("subject", words, say("Add another piece first, or take the decision back."))]
            )
