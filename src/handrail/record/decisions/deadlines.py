"""The dates that a decision promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.house.deadlines.kinds import gettext_noop as _

OPEN = ("proposed", "in_review")
DUE = Kind(
    name="decision.due",
    words=_("Decision"),
    says=Says(
        before=_("This is to be decided in %(days)s days."),
        tomorrow=_("This is to be decided tomorrow."),
        today=_("This is to be decided today."),
        yesterday=_("This was to be decided yesterday."),
        after=_("This was to be decided %(days)s days ago."),
    ),
    offsets=("-3d", "0d"),
    step=_("Decide"),
    path="decisions/{key}/",
)
KINDS = (DUE,)


def decision(row: Any) -> Iterator[Promise]:
    if row.due_on and row.state in OPEN:
        yield Promise(DUE.name, row.due_on, row.title, told(row))
