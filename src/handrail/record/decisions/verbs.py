"""Every change of a decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Stale

from . import keeping, leaning, spelling, telling
from .deciding import Going, born, go, take
from .models import Decision
from .states import STATES
from .yielding import bind

DERIVED = frozenset({"asked_on", "asked_by", "decided_by", "reason", "replaced_by"})
"""What the steps write."""


def add_decisions(rows: Sequence[Decision], *, from_file: bool = False) -> Sequence[Decision]:
    """One that is said to be decided is judged, unless a file says so: that is the history of another place."""
    for row in rows:
        spelling.tidy(row)
    keeping.refuse_born_dated(rows)
    if from_file:
        return add(rows, lambda row: row.title)
    keeping.refuse_self_made(rows)
    with transaction.atomic():
        born(rows)
        made = add(rows, lambda row: row.title)
        bind([row for row in made if row.state == "approved"])
        leaning.settle([row.key for row in made if row.state == "approved"])
    return made


def edit_decision(row: Decision, values: Values, *, revision: int | None = None) -> bool:
    """A change that names another state is a step: it is judged (`deciding.go`)."""
    values = checked(row, values)
    if goes_on(row, values):
        if revision is not None and revision != row.revision:
            raise Stale(row.revision, {})
        return go([Going(row, str(values["state"]), rest(values))]) == 1
    return edit(row, values, revision=revision)


def edit_decisions(pairs: Iterable[tuple[Decision, Values]]) -> int:
    known = [(row, checked(row, values)) for row, values in pairs]
    with transaction.atomic():
        going = [
            Going(row, str(values["state"]), rest(values)) for row, values in known if goes_on(row, values)
        ]
        changed = go(going) if going else 0
        return changed + edit_many((row, values) for row, values in known if not goes_on(row, values))


def hand_on_decisions(pairs: Iterable[tuple[Decision, Values]]) -> int:
    """A book changes hands: who may give whose is settled there. Nobody stands in for who takes it over."""
    return edit_many((row, keeping.freed(row, values)) for row, values in pairs)


def remove_decisions(rows: Sequence[Decision]) -> int:
    return remove(rows)


def restore_decisions(rows: Sequence[Decision]) -> int:
    """What broke meanwhile opens an approved one again."""
    with transaction.atomic():
        restored = restore(rows)
        leaning.settle([row.key for row in rows if row.state == "approved"])
    return restored


def checked(row: Decision, values: Values) -> Values:
    values = spelling.tidied(values)
    keeping.refuse_appointed(row, values)
    keeping.refuse_rewritten(row, values)
    keeping.refuse_unproven(row, values)
    keeping.refuse_dated(row, values)
    return keeping.freed(row, values)


def goes_on(row: Decision, values: Values) -> bool:
    return values.get("state", row.state) != row.state and values["state"] in STATES


def rest(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "state"}


# -- the steps ----------------------------------------------------------------------------------------------


def step_decisions(rows: Sequence[Decision], name: str, values: Values | None = None) -> int:
    """Take one step of `states.STEPS` with these decisions, all of them or none."""
    return take(rows, name, spelling.tidied(values or {}))


def delegate_decision(row: Decision, member: Member | None) -> bool:
    """Somebody stands in for the owner from now on, and is told; None takes that back."""
    with transaction.atomic():
        changed = edit_decision(row, {"delegate": member})
        if changed and member is not None:
            telling.stood_in(row, member)
    return changed
