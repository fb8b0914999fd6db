"""Every change of a risk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore
from handrail.kit.refusals import Stale

from . import going
from .going import Going, taken_back, windowed
from .models import Risk
from .states import STATES

DERIVED = frozenset({"answer_by"})
"""What is computed from the rest."""


def add_risks(rows: Sequence[Risk], *, from_file: bool = False) -> Sequence[Risk]:
    """One that is said to be further is judged, as if somebody had taken it there, unless a file says so: that is the
    history of another place."""
    if not from_file:
        going.born(rows)
    going.begin(rows)
    return add(rows, lambda row: row.title)


def edit_risk(row: Risk, values: Values, *, revision: int | None = None) -> bool:
    """A change that names another state is a step: it is judged (`going.go`)."""
    if goes_on(row, values):
        if revision is not None and revision != row.revision:
            raise Stale(row.revision, {})
        return going.go([Going(row, str(values["state"]), rest(values))]) == 1
    return edit(row, windowed(row, values), revision=revision)


def edit_risks(pairs: Iterable[tuple[Risk, Values]], *, from_file: bool = False) -> int:
    """A file says what was so elsewhere: its states are not judged."""
    known = list(pairs)
    on = [] if from_file or taken_back() else [pair for pair in known if goes_on(*pair)]
    steps = {id(row) for row, _ in on}
    with transaction.atomic():
        changed = (
            going.go([Going(row, str(values["state"]), rest(values)) for row, values in on]) if on else 0
        )
        others = [(row, windowed(row, values)) for row, values in known if id(row) not in steps]
        return changed + edit_many(others)


def goes_on(row: Risk, values: Values) -> bool:
    return values.get("state", row.state) != row.state and values["state"] in STATES


def rest(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "state"}


def step_risks(rows: Sequence[Risk], name: str, values: Values | None = None) -> int:
    """Take one step of `states.STEPS` with these risks, all of them or none."""
    return going.take(rows, name, values)


def remove_risks(rows: Sequence[Risk]) -> int:
    return remove(rows)


def restore_risks(rows: Sequence[Risk]) -> int:
    return restore(rows)
