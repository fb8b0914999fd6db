"""What the clock does when nobody has opened a review: it is missed, whoever runs it hears, the next is planned."""

from __future__ import annotations

from collections.abc import Sequence

from handrail.house.deadlines import sweeps
from handrail.house.deadlines.sweeps import Firing
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger.rows import today
from handrail.house.nudges import verbs as nudges

from . import escalating, planning
from .models import Cadence, Review
from .states import STEPS

MISS = STEPS["miss"]


def missed(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`, in the transaction in which the deadlines count as fired."""
    ids = [firing.deadline.subject_id for firing in firings]
    rows = list(
        Review.objects.filter(pk__in=ids, state__in=MISS.came, removed_at=None)
        .select_for_update(no_key=True)
        .order_by("pk")
    )
    ledger_rows.edit_many([(row, {"state": MISS.goes}) for row in rows], kind="missed")
    nudges.tell(sweeps.telling(one, today()) for one in firings if one.recipient_id)
    cadences = Cadence.objects.filter(pk__in=[row.cadence_id for row in rows if row.cadence_id])
    planning.plan_next(list(cadences.select_related("owner").order_by("pk")))
    for row in rows:
        escalating.raise_survivors(row)
