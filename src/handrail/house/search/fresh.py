"""Rows that were made a moment ago are found at once, without a ticket: no other index has an entry of them.

Only what belongs to nothing: what a row is inside of may go in the same moment, and then its reader has to wait.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from handrail import wiring
from handrail.house.ledger import reading
from handrail.house.ledger.append import Line, subject_kind
from handrail.house.workspaces.models import Tenanted
from handrail.kit import clock

from .found import Finder
from .verbs import write


def takes(line: Line) -> bool:
    row = line.subject
    if line.kind != "created" or row.removed_at is not None:
        return False
    known = isinstance(wiring.load(wiring.SEARCHED[subject_kind(row)]), Finder)
    return known and not any(getattr(row, f"{name}_id") for name in reading.parents(type(row)))


def index(rows: Sequence[Tenanted]) -> list[Tenanted]:
    """A statement for each kind. A row that was taken back meanwhile, or changed, is not there as it was made: nothing
    is left to do, since each change has a ticket of its own."""
    by_kind: defaultdict[str, list[Tenanted]] = defaultdict(list)
    for row in rows:
        by_kind[subject_kind(row)].append(row)
    for kind, some in by_kind.items():
        finder = wiring.load(wiring.SEARCHED[kind])
        assert isinstance(finder, Finder)
        moments = {(kind, row.pk): clock.now() for row in some}
        write([finder.found(row) for row in some], moments, made_in=finder.model._meta.db_table)
    return []
