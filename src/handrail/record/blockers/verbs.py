"""Every change of a blocker."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing, write
from handrail.house.ledger.rows import Values, today
from handrail.house.ledger.undoing import taking_back
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.kit.gating import allowed
from handrail.kit.refusals import NotAllowed, NotFound, Overtaken, Stale
from handrail.kit.steps import refuse
from handrail.kit.words import say

from . import holding, stepping, targets
from .models import Blocker
from .states import NAMES, OPEN, STATES, STEPS
from .stepping import Going, owner_after

DERIVED = frozenset({"armed_by", "took_at", "closed_on", "refusal", "held"})
"""What the steps write."""
PROMISED = ("due_on", "fallback", "effects", "customer_sees")
"""What the owner has armed: changed by them alone while it is."""
LASTS = timedelta(days=30)
WITHIN = timedelta(hours=1)
Pairs = Iterable[tuple[Blocker, Values]]


def add_blockers(rows: Sequence[Blocker], *, from_file: bool = False) -> Sequence[Blocker]:
    """One that is said to be further is judged, as if somebody had taken it there: a fallback takes effect by a step
    that carries it out, never by being written down. Of what a file says, what is over is the history of another place,
    and what still acts is so as far as whoever brings it could have said so."""
    for row in rows:
        targets.settle(row, row.blocks, row.effects, before=None if from_file else ())
    with transaction.atomic():
        for row in rows:
            born(row, from_file)
        made = ledger_rows.add(rows, lambda row: row.title)
        if not taking_back():
            holding.follow([row for row in made if row.state in OPEN])
    return made


def born(row: Blocker, from_file: bool) -> None:
    if row.state == "armed":
        one = Going(row, "armed", came="open")
        stepping.judge([one])
        if allowed(one.verdicts):
            row.armed_by = current().member or row.owner
            return
        if not from_file:
            refuse([one], NAMES)
    elif row.state in STATES and row.state != "open" and not from_file:
        one = Going(row, row.state, {"reason": row.reason}, came="open")
        stepping.judge([one])
        refuse([one], NAMES)
    if row.state in ("armed", "waiting", "refused"):
        row.state, row.armed_by = "open", None
    if row.state not in OPEN:
        row.closed_on = row.closed_on or today()


def edit_blocker(row: Blocker, values: Values, *, revision: int | None = None) -> bool:
    """A change that names another state is a step: it is judged (`stepping.go`)."""
    if revision is not None and revision != row.revision and goes_on(row, values):
        raise Stale(row.revision, {})
    with transaction.atomic():
        if goes_on(row, values):
            return edit_blockers([(row, values)]) == 1
        values, left = prepared(row, values), holding.cards_of(row.blocks)
        changed = ledger_rows.edit(row, values, revision=revision)
        follow([row], left)
    return changed


def edit_blockers(pairs: Pairs) -> int:
    pairs = list(pairs)
    with transaction.atomic():
        left = [key for row, _ in pairs for key in holding.cards_of(row.blocks)]
        known = [(row, prepared(row, values)) for row, values in pairs]
        going = [going_on(row, values) for row, values in known if goes_on(row, values)]
        changed = stepping.go(going) if going else 0
        staying = [(row, values) for row, values in known if not goes_on(row, values)]
        changed += ledger_rows.edit_many(staying)
        follow([row for row, _ in staying], left)
    return changed


def edit_filed_blockers(pairs: Pairs) -> int:
    """What a file says of blockers that are there: a step that whoever brings it may not take is left out."""
    return edit_blockers((row, filed(row, values)) for row, values in pairs)


def filed(row: Blocker, values: Values) -> Values:
    if not goes_on(row, values):
        return values
    one = going_on(row, values)
    stepping.judge([one])
    if one.step is not None and not one.step.carries and allowed(one.verdicts):
        return values
    return {name: value for name, value in values.items() if name not in ("state", *DERIVED)}


def follow(rows: Sequence[Blocker], left: Sequence[str]) -> None:
    if not taking_back() and any(set(left) != set(holding.cards_of(row.blocks)) for row in rows):
        holding.follow(rows, left)


def hand_on_blockers(pairs: Pairs) -> int:
    """A book changes hands: the next owner arms for themselves."""
    return ledger_rows.edit_many([(row, disarmed(row, values)) for row, values in pairs])


def remove_blockers(rows: Sequence[Blocker]) -> int:
    with transaction.atomic():
        gone = ledger_rows.remove(rows)
        holding.follow(rows)
    return gone


def restore_blockers(rows: Sequence[Blocker]) -> int:
    """One whose date has passed meanwhile is not armed any more."""
    with transaction.atomic():
        back = ledger_rows.restore(rows)
        late = [
            row for row in rows if row.state == "armed" and row.due_on is not None and row.due_on < today()
        ]
        ledger_rows.edit_many([(row, {"state": "open", "armed_by": None}) for row in late])
        holding.follow(rows)
    return back


# -- before a change ----------------------------------------------------------------------------------------


def goes_on(row: Blocker, values: Values) -> bool:
    return values.get("state", row.state) != row.state and values["state"] in STATES


def going_on(row: Blocker, values: Values) -> Going:
    goes = str(values["state"])
    rest = {name: value for name, value in values.items() if name != "state"}
    return Going(row, goes, rest)


def prepared(row: Blocker, values: Values) -> Values:
    """In their shape; what was armed is changed by its owner, and not armed any more with another one."""
    if values.keys() & {"blocks", "effects"}:
        values = shaped(row, values)
    if taking_back() and row.state != "armed":
        return come_back(row, values)
    if not taking_back():
        values = {name: value for name, value in values.items() if name.removesuffix("_id") not in DERIVED}
    changed = write.real_changes(row, {name: values[name] for name in PROMISED if name in values})
    if row.state == "armed" and changed and values.get("state", "armed") == "armed":
        one = Going(row, "armed", dict(values), came="open")
        stepping.judge([one])
        refuse([one], NAMES)
    return disarmed(row, values)


def shaped(row: Blocker, values: Values) -> Values:
    before = (*row.blocks, *(str(one["what"]) for one in row.effects))
    blank = Blocker(customer_id=row.customer_id)
    said, effects = values.get("blocks", row.blocks), values.get("effects", row.effects)
    targets.settle(blank, said, effects, before=before)
    found: dict[str, Any] = {**values, "blocks": blank.blocks, "effects": blank.effects}
    if blank.customer_id != row.customer_id and not values.keys() & {"customer", "customer_id"}:
        found["customer_id"] = blank.customer_id
    return found


def disarmed(row: Blocker, values: Values) -> Values:
    """The word was that of the owner who gave it."""
    stays = row.state == "armed" == values.get("state", "armed")
    if not stays or owner_after(row, values) == row.owner_id:
        return values
    rest = {name: value for name, value in values.items() if name != "armed_by_id"}
    return {**rest, "state": "open", "armed_by": None}


def come_back(row: Blocker, values: Values) -> Values:
    """What was armed before comes back armed where whoever takes this back could arm it now, and open elsewhere."""
    if values.get("state", row.state) != "armed" or row.state == "armed":
        return values
    one = Going(row, "armed", dict(values), named=STEPS["arm"])
    stepping.judge([one])
    me = current().member
    if allowed(one.verdicts) and owner_after(row, values) == (me.pk if me is not None else row.owner_id):
        return values
    return {**values, "state": "open", "armed_by": None, "armed_by_id": None}


# -- the steps ----------------------------------------------------------------------------------------------


def step_blockers(rows: Sequence[Blocker], name: str, values: Values | None = None) -> int:
    """Take one step of `states.STEPS` with these blockers, all of them or none."""
    return stepping.take(rows, name, values)


def take_back(row: Blocker) -> int:
    """All that its fallback changed is as it was before, and the blocker is open: the change of whoever asks, which
    their own undo brings back. Refused where somebody has gone on with it."""
    refuse_others(row)
    if row.state != "took_effect" or row.took_at is None or row.took_at < clock.now() - LASTS:
        fix = say("Only what a fallback did in the last 30 days, and once.")
        raise NotFound(say("There is nothing here that could be taken back."), fix)
    with transaction.atomic():
        change = undoing.of_cause(stepping.cause_of(row), row.took_at, row.took_at + WITHIN)
        nets = tuple(net for net in change.nets if net.kind != "blocker") if change is not None else ()
        if change is None or not nets:
            raise Overtaken(
                say("This fallback changed nothing that could be taken back."), say("Open it again instead.")
            )
        undoing.reverse(
            undoing.Change(change.batch, change.at, change.cause, nets), f"{undoing.CAUSE}{change.batch}"
        )
        words = say("What the fallback did was taken back.")
        step_blockers([row], "reopen", {"reason": words})
    return len(nets)


def may_take_back(row: Blocker) -> bool:
    me = current().member
    return me is None or me.role in ("admin", "owner") or row.owner_id == me.pk


def refuse_others(row: Blocker) -> None:
    if not may_take_back(row):
        words = say("Only its owner or an administrator takes back what a fallback did.")
        raise NotAllowed(words, say("Ask one of them to look at it."))


__all__ = ["OPEN", "add_blockers", "edit_blocker", "edit_blockers", "step_blockers", "take_back"]
