"""What can be promised, and what the rooms tell about it. Pure: the rooms' `deadlines.py` import this, no Django.

A room names its kinds (`KINDS`) and has one function per record: a row in, the row's promises out. `wiring.DEADLINES`
lists these functions; nothing else is needed for a new date to be watched over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from .moments import Due

Told = tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """Why the nudge came, as marked templates (`kit/words.py`): `title` and `days` are filled in when it is read."""

    before: str
    tomorrow: str
    today: str
    yesterday: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of date.

    `offsets` are the defaults of its reminders; a workspace's policy may have others. `missed` is the offset
    from which the promise counts as broken: it is never too late to say so, and `wiring.FIRES` may name what
    happens then in place of an urgent nudge. An offset such as "+fresh_days" takes a threshold of the policy,
    by default the one in `thresholds`; such offsets are set where the threshold is.
    `late`: a reminder that could not come for so long (the workers were down) is not sent, and that is recorded.
    `step` and `path` are what to do about it: a label, and an address inside the workspace with the key in it.
    """

    name: str
    words: str
    says: Says
    offsets: tuple[str, ...]
    step: str
    path: str
    missed: str = ""
    thresholds: Mapping[str, int] = field(default_factory=dict)
    late: timedelta = timedelta(days=3)
    owed: bool = False
    """It fires also where its moment had passed before it was computed: a worker came late to that."""

    @property
    def settable(self) -> bool:
        """Whether the policy names its offsets; otherwise they follow from thresholds, or there are none."""
        return bool(self.offsets) and not any(offset[1:] in self.thresholds for offset in self.offsets)


@dataclass(frozen=True, slots=True)
class Promise:
    """One date of one row. `due` is a day, or a moment with its zone.

    `tell` is who is told: the first of these members who is still there; the very first owns the date.
    `breaks` False says that missing this one has no consequences (a plan before the sale).
    `heard`: somebody is told whatever happens; where none of these is there, an owner of the workspace.
    """

    name: str
    due: Due
    title: str
    tell: Told = ()
    breaks: bool = True
    heard: bool = False


def told(row: Any) -> Told:
    """Whoever owns it; where nobody does, or they left, the one who owns the customer."""
    customer = row.customer if getattr(row, "customer_id", None) else None
    return (row.owner_id, customer.owner_id) if customer is not None else (row.owner_id,)
