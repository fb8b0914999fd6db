"""Every change of a goal: what a workspace wants of a measure, and who looks after it. An administrator sets it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say

from .measures import MEASURES, PERCENT
from .models import Goal

HANDED = "handover:"


def add_goals(rows: Sequence[Goal]) -> Sequence[Goal]:
    """One for each measure: its key is the measure's name."""
    refuse_others()
    for row in rows:
        if row.key and row.key != row.measure:
            fix = say("Leave the key out.")
            raise Invalid([Problem("key", say("A goal is called by its measure."), fix)])
        row.key = row.measure
        refuse_beyond(row, {})
    return add(rows, lambda row: row.measure)


def edit_goal(row: Goal, values: Values, *, revision: int | None = None) -> bool:
    refuse_others()
    refuse_beyond(row, values)
    return edit(row, values, revision=revision)


def edit_goals(pairs: Iterable[tuple[Goal, Values]]) -> int:
    """Who hands a whole book over was asked whether they may, and changes nothing but the owner."""
    pairs = list(pairs)
    if not current().cause.startswith(HANDED):
        refuse_others()
    for row, values in pairs:
        refuse_beyond(row, values)
    return edit_many(pairs)


def remove_goals(rows: Sequence[Goal]) -> int:
    """Back to the target that a measure begins with."""
    refuse_others()
    return remove(rows)


def restore_goals(rows: Sequence[Goal]) -> int:
    refuse_others()
    return restore(rows)


def refuse_others() -> None:
    """A command on the server has no member and counts as the owner."""
    member = current().member
    if member is not None and member.role not in ("admin", "owner"):
        words = say("Only an administrator sets the targets of measures.")
        raise NotAllowed(words, say("Ask one of them to look at it."))


def refuse_beyond(row: Goal, values: Values) -> None:
    """Of a part of a whole, nobody reaches more than all of it."""
    measure = MEASURES.get(str(values.get("measure", row.measure)))
    target = Decimal(str(values.get("target", row.target)))
    if measure is not None and measure.unit == PERCENT and not (target.is_finite() and target <= 100):
        raise Invalid(
            [Problem("target", say("This is more than a hundred percent."), say("Write up to 100."))]
        )
