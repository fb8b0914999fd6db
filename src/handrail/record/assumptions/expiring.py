"""Time passes: what was good until a day and was not confirmed holds up nothing any more."""

from __future__ import annotations

from collections.abc import Sequence

from handrail.house.deadlines.sweeps import Firing
from handrail.house.nudges import verbs as nudges
from handrail.house.nudges.verbs import Telling
from handrail.kit.words import mark

from . import verbs
from .models import Assumption

GONE = mark("This was good until %(day)s and nobody has confirmed it. What leans on it is open again.")


def expire(firings: Sequence[Firing]) -> None:
    """An effect of `wiring.FIRES`, in the transaction in which the date counts as fired: told and opened again once,
    whoever is killed."""
    ids = [firing.deadline.subject_id for firing in firings]
    rows = Assumption.objects.filter(pk__in=ids, removed_at=None)
    with verbs.leaning(list(rows.order_by("pk"))):
        nudges.tell(telling(firing) for firing in firings if firing.recipient_id)


def telling(firing: Firing) -> Telling:
    one = firing.deadline
    assert firing.recipient_id is not None  # those without were left out
    return Telling(
        recipient_id=firing.recipient_id, occasion=firing.occasion, name=one.name, subject_kind=one.subject_kind,
        subject_id=one.subject_id, subject_key=one.subject_key, about_id=one.about_id, title=one.title, reason=GONE,
        params={"day": one.due_on.isoformat() if one.due_on else ""}, step=mark("Look whether it still holds"),
        step_path=f"assumptions/{one.subject_key}/", urgent=True,
    )  # fmt: skip
