"""An approval stands as long as what it leans on: what breaks opens the decisions above it again, at once and once.

Every path to a broken assumption under an approved decision ends here: a change of the assumption (`shaking`), a
connection that is made (`tied`), a decision that comes back (`settle`), and time that passes (`assumption.expires`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager

from django.db import transaction

from handrail.house.talk.models import Link
from handrail.house.workspaces.scope import unveiled
from handrail.record.assumptions.models import Assumption
from handrail.record.assumptions.queries import is_broken

from . import grounds
from .deciding import Going, go
from .models import Decision


@contextmanager
def shaking(rows: Sequence[Assumption]) -> Iterator[None]:
    """`wiring.LEANING`: the decisions are held before the assumptions change, in the same order as an approval does."""
    with transaction.atomic():
        held(grounds.leaning_on(rows))
        yield
        settle(grounds.leaning_on([row for row in rows if row.removed_at is None and is_broken(row)]))


def tied(rows: Sequence[Link]) -> None:
    """`wiring.LINKED`: what an approved decision is connected with may be broken already."""
    settle(
        {
            row.source.removeprefix(grounds.OURS)
            for row in rows
            if row.relation == grounds.LEANS
            and row.removed_at is None
            and row.source.startswith(grounds.OURS)
            and row.target.startswith(grounds.THEIRS)
        }
    )


def settle(keys: Collection[str]) -> int:
    """Of these decisions, the approved ones that lean on what does not hold are proposed anew. Returns how many."""
    if not keys:
        return 0
    with unveiled():  # it must be true for all of them, whoever caused it
        rows = held(keys)
        broken = grounds.broken_under([row.key for row in rows])
        return go([Going(row, "proposed", falls=True) for row in rows if row.key in broken])


def held(keys: Collection[str]) -> list[Decision]:
    """The approved ones of these, which nobody else changes until this is over. One statement."""
    if not keys:
        return []
    with unveiled():
        rows = Decision.objects.filter(key__in=keys, state="approved", removed_at=None).order_by("pk")
        return list(rows.select_for_update(no_key=True))
