"""What the clock does when a blocker was not solved in time. An effect of `wiring.FIRES`, in the transaction in which
the deadline counts as fired: whoever is killed, and however many workers there are, it happens once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from handrail.house.deadlines import sweeps
from handrail.house.deadlines.sweeps import Firing
from handrail.house.ledger.rows import today
from handrail.house.nudges import verbs as nudges
from handrail.house.workspaces.scope import SYSTEM, current, on_behalf_of, seeing_as
from handrail.kit.refusals import Refusal, Refused
from handrail.kit.verdict import as_json

from . import stepping
from .models import Blocker
from .states import STEPS
from .stepping import Going


def fall(firings: Sequence[Firing]) -> None:
    """An armed fallback takes effect, or waits for a word; of one that is not armed its owner hears that it is late."""
    ids = [firing.deadline.subject_id for firing in firings]
    rows = Blocker.objects.filter(pk__in=ids, state="armed", removed_at=None).order_by("pk")
    armed = [row.pk for row in rows.select_for_update(no_key=True)]
    nudges.tell(
        sweeps.telling(one, today())
        for one in firings
        if one.recipient_id and one.deadline.subject_id not in armed
    )
    for pk in armed:
        fall_back(pk)


def fall_back(pk: int) -> None:
    """One blocker: its fallback wholly, or nothing of it and why. With the eyes of who armed it."""
    row = fresh(pk)
    with on_behalf_of(SYSTEM, current().cause), seeing_as(row.armed_by_id or 0):
        try:
            with transaction.atomic():
                step(row, "fall_back")
        except Refused as refusal:
            if any(one.code == "blocker.unseen" for one in refusal.checks):
                step(fresh(pk), "ask")
            else:
                step(fresh(pk), "stop", {"refusal": told(refusal)})
        except Refusal as refusal:
            step(fresh(pk), "stop", {"refusal": told(refusal)})


def fresh(pk: int) -> Blocker:
    """As it stands: what was refused has left nothing."""
    return Blocker.objects.select_related("owner", "customer").get(pk=pk)


def step(row: Blocker, name: str, values: dict[str, Any] | None = None) -> None:
    stepping.go([Going(row, STEPS[name].goes, values or {}, named=STEPS[name])])


def told(refusal: Refusal) -> dict[str, Any]:
    """What stands on the blocker: why it was refused, and every answer of the checks."""
    checks = as_json(list(refusal.checks)) if isinstance(refusal, Refused) else []
    return {"message": refusal.message, "fix": refusal.fix, "checks": checks}
