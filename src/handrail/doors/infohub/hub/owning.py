"""Whose a value is on which both sides differ: the files of a customer tell it, a list of the root only by its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..nouns import NOUNS
from .merging import Conflict

NAMING = frozenset(("customer", "account", "account_id"))
"""Values that name a customer, maybe another one than the row's."""


def customers_of(conflicts: Iterable[Conflict]) -> dict[str, int]:
    """{row: customer} of the rows that are a customer's record. One statement for each noun."""
    keys = defaultdict[str, set[str]](set)
    for one in conflicts:
        noun, _, key = one.row.partition(":")
        if is_of_its_row(one) and noun in NOUNS and "customer" in NOUNS[noun].columns:
            keys[noun].add(key)
    found: dict[str, int] = {}
    for noun, some in keys.items():
        model: Any = NOUNS[noun].model
        rows = model.objects.filter(key__in=some, removed_at=None)
        told = rows.exclude(customer=None).values_list("key", "customer_id")
        found |= {f"{noun}:{key}": customer for key, customer in told}
    return found


def is_of_its_row(one: Conflict) -> bool:
    """Whether it tells of nobody but the customer of its row: a whole row may have been another's on one side."""
    return bool(one.steps) and not NAMING.intersection(one.steps)
