"""Every change of a goal: what a workspace wants of a measure, and who looks after it. An administrator sets it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db import transaction

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, NotAllowed, Problem
from handrail.kit.words import say
from handrail.record.metrics.banding import refuse_crossed
from handrail.record.metrics.cohorts import refuse_unknown

from . import banding
from .measures import MEASURES, PERCENT
from .models import Goal

HANDED = "handover:"


def add_goals(rows: Sequence[Goal]) -> Sequence[Goal]:
    """One for each measure: its key is the measure's name."""
    if rows:
        refuse_others()
    for row in rows:
        if row.key and row.key != row.measure:
            fix = say("Leave the key out.")
            raise Invalid([Problem("key", say("A goal is called by its measure."), fix)])
        row.key = row.measure
        refuse_beyond(row, {})
    with transaction.atomic():
        made = add(rows, lambda row: row.measure)
        banding.judge(made)
    return made


def edit_goal(row: Goal, values: Values, *, revision: int | None = None) -> bool:
    refuse_others()
    refuse_beyond(row, values)
    with transaction.atomic():
        changed = edit(row, values, revision=revision)
        banding.judge([row])
    return changed


def edit_goals(pairs: Iterable[tuple[Goal, Values]]) -> int:
    """Who hands a whole book over was asked whether they may, and changes nothing but the owner."""
    pairs = list(pairs)
    if pairs and not current().cause.startswith(HANDED):
        refuse_others()
    for row, values in pairs:
        refuse_beyond(row, values)
    with transaction.atomic():
        changed = edit_many(pairs)
        banding.judge(row for row, _values in pairs)
    return changed


def remove_goals(rows: Sequence[Goal]) -> int:
    """Back to the target that a measure begins with."""
    refuse_others()
    return remove(rows)


def restore_goals(rows: Sequence[Goal]) -> int:
    refuse_others()
    return restore(rows)


def drop_from_files(rows: Sequence[Goal]) -> int:
    """What a file does not say any more; of somebody who may not set targets, nothing."""
    return remove(rows) if may_set() else 0


def flaw(values: Values) -> str:
    """Why a line of a file can not be a goal; empty where it can."""
    try:
        refuse_beyond(Goal(), values)
    except Invalid as refused:
        return refused.problems[0].message
    return ""


def may_set() -> bool:
    """A command on the server has no member and counts as the owner."""
    member = current().member
    return member is None or member.role in ("admin", "owner")


def refuse_others() -> None:
    if not may_set():
        words = say("Only an administrator sets the targets of measures.")
        raise NotAllowed(words, say("Ask one of them to look at it."))


def refuse_beyond(row: Goal, values: Values) -> None:
    """Of a part of a whole, nobody reaches more than all of it; a band has its lowest below its highest."""
    refuse_crossed(row, values)
    refuse_unknown(str(values.get("cohort", row.cohort)))
    measure = MEASURES.get(str(values.get("measure", row.measure)))
    target = Decimal(str(values.get("target", row.target)))
    if measure is not None and measure.unit == PERCENT and not (target.is_finite() and target <= 100):
        raise Invalid(
            [Problem("target", say("This is more than a hundred percent."), say("Write up to 100."))]
        )
