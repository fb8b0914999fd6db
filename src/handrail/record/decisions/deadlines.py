"""The dates that a decision promises, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

from .states import OPEN as OPEN

DUE = Kind(
    name="decision.due",
    words=mark("Decision"),
    says=Says(
        before=mark("This is to be decided in %(days)s days."),
        tomorrow=mark("This is to be decided tomorrow."),
        today=mark("This is to be decided today."),
        yesterday=mark("This was to be decided yesterday."),
        after=mark("This was to be decided %(days)s days ago."),
    ),
    offsets=("-3d", "0d"),
    missed="+decision_raised_days",
    thresholds={"decision_raised_days": 7},
    step=mark("Decide"),
    path="decisions/{key}/",
)
CHECKPOINT = Kind(
    name="dependency.due",
    words=mark("What a decision waits for"),
    says=Says(
        before=mark("A decision waits for this; it is looked at in %(days)s days."),
        tomorrow=mark("A decision waits for this; it is looked at tomorrow."),
        today=mark("A decision waits for this; it is looked at today."),
        yesterday=mark("A decision waits for this; it was to be looked at yesterday."),
        after=mark("A decision waits for this; it was to be looked at %(days)s days ago."),
    ),
    offsets=("-1d", "0d"),
    step=mark("Say how it stands"),
    path="dependencies/{key}/",
)
KINDS = (DUE, CHECKPOINT)


def decision(row: Any) -> Iterator[Promise]:
    """Asked to be approved, it waits for who stands in as well."""
    if row.due_on and row.state in OPEN:
        owner, *others = told(row)
        tell = (owner, row.delegate_id, *others) if row.delegate_id else (owner, *others)
        yield Promise(DUE.name, row.due_on, row.title, tell)


def dependency(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state == "open" and row.decision.state in OPEN and row.decision.removed_at is None:
        yield Promise(CHECKPOINT.name, row.due_on, row.title, told(row))
