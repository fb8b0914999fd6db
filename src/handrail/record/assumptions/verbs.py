"""Every change of an assumption. Where one breaks by it, what leans on it hears of it in the same change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, cast

from django.db import transaction

from handrail import wiring
from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore
from handrail.kit.refusals import Stale

from .models import Assumption
from .proving import Going, born, go, take
from .states import STATES

DERIVED = frozenset({"settled_on"})
"""What the steps write."""


def leaning(rows: Sequence[Assumption]) -> AbstractContextManager[None]:
    """Around a change of these: what leans on them waits until it is over, and is opened again where they broke."""
    return cast(AbstractContextManager[None], wiring.load(wiring.LEANING)(rows))


def add_assumptions(rows: Sequence[Assumption], *, from_file: bool = False) -> Sequence[Assumption]:
    """One that is said to be settled is judged, unless a file says so: that is the history of another place."""
    with leaning(rows):
        if not from_file:
            born(rows)
        return add(rows, lambda row: row.title)


def edit_assumption(row: Assumption, values: Values, *, revision: int | None = None) -> bool:
    """A change that names another state is a step: it is judged (`proving.go`)."""
    with leaning([row]):
        if goes_on(row, values):
            if revision is not None and revision != row.revision:
                raise Stale(row.revision, {})
            return go([Going(row, str(values["state"]), rest(values))]) == 1
        return edit(row, values, revision=revision)


def edit_assumptions(pairs: Iterable[tuple[Assumption, Values]], *, from_file: bool = False) -> int:
    """What a file says of a state is what was found elsewhere; what a person says is judged."""
    pairs = list(pairs)
    with transaction.atomic(), leaning([row for row, _ in pairs]):
        going = [
            Going(row, str(values["state"]), rest(values))
            for row, values in pairs
            if goes_on(row, values) and not from_file
        ]
        changed = go(going) if going else 0
        gone = {id(one.row) for one in going}
        return changed + edit_many((row, values) for row, values in pairs if id(row) not in gone)


def remove_assumptions(rows: Sequence[Assumption]) -> int:
    return remove(rows)


def restore_assumptions(rows: Sequence[Assumption]) -> int:
    with leaning(rows):
        return restore(rows)


def goes_on(row: Assumption, values: Values) -> bool:
    return values.get("state", row.state) != row.state and values["state"] in STATES


def rest(values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "state"}


def step_assumptions(rows: Sequence[Assumption], name: str, values: Values | None = None) -> int:
    """Take one step of `states.STEPS` with these, all of them or none."""
    with leaning(rows):
        return take(rows, name, values or {})
