"""Many cards changed in one go, and made again: judged whole, all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction

from handrail.house.ledger.rows import Values
from handrail.record.tasks import verbs as tasks

from .cards import add_cards, edit_cards
from .models import Card, Stage
from .moving import move_cards
from .recurring import duplicates

MOST_AT_ONCE = 5_000
"""So many cards are changed or moved in one go, by page and by program: as many as one undo takes back."""


def change_cards(
    cards: Sequence[Card],
    *,
    task: Values | None = None,
    card: Values | None = None,
    own: Values | None = None,
    add_labels: Collection[str] = (),
    drop_labels: Collection[str] = (),
    stage: Stage | None = None,
    reason: str = "",
    override: bool = False,
) -> int:
    """The same for each of them: of its task, of the card, of its board's own fields (None empties one), its labels;
    then all go to a stage, if one is named.

    What is filled in here counts for the checks of that move. Where one card may not go, nothing of it has happened.
    Returns how many cards were changed or moved.
    """
    before = {row.pk: (row.revision, row.task.revision) for row in cards}
    with transaction.atomic():
        if task:
            tasks.edit_tasks([(row.task, task) for row in cards])
        labels = bool(add_labels or drop_labels)
        if card or own or labels:
            said: Values = card or {}
            edit_cards(
                (row, {**said, **refilled(row, own), **relabelled(row, add_labels, drop_labels, labels)})
                for row in cards
            )
        if stage is not None:
            move_cards(cards, stage, reason=reason, override=override)
    return sum((row.revision, row.task.revision) != before[row.pk] for row in cards)


def refilled(row: Card, own: Values | None) -> dict[str, Any]:
    """What is not named of its own fields stays."""
    return {"own": {**row.own, **own}} if own else {}


def relabelled(row: Card, more: Collection[str], less: Collection[str], wanted: bool) -> dict[str, Any]:
    kept = [label for label in row.labels if label not in less]
    return {"labels": list(dict.fromkeys([*kept, *more]))} if wanted else {}


def duplicate_cards(rows: Sequence[Card]) -> Sequence[Card]:
    """The same to be done once more, in the first stage of their board."""
    return add_cards(duplicates(rows), copied=True)
