"""The dates that a scope change promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

from .states import OPEN

DUE = Kind(
    name="scopechange.due",
    words=mark("Scope change"),
    says=Says(
        before=mark("This change of scope is to be decided in %(days)s days."),
        tomorrow=mark("This change of scope is to be decided tomorrow."),
        today=mark("This change of scope is to be decided today."),
        yesterday=mark("This change of scope was to be decided yesterday."),
        after=mark("This change of scope was to be decided %(days)s days ago."),
    ),
    offsets=("-1d", "0d"),
    step=mark("Decide"),
    path="scope-changes/{key}/",
)
KINDS = (DUE,)


def scopechange(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state in OPEN and row.project.removed_at is None:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
