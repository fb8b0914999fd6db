"""Every change of a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore, today

from . import strokes
from .facts import good_again
from .files import even
from .models import Note

FOLLOWED = frozenset({"text", "customer", "customer_id"})
"""What the shared text of a note that is written by several hands has to know."""


def add_notes(rows: Sequence[Note]) -> Sequence[Note]:
    for row in rows:
        row.text = even(row.text or "")
    return add(rows, lambda row: row.title)


def edit_note(row: Note, values: Values, *, revision: int | None = None) -> bool:
    values = evened(row, values)
    followed = [row] if FOLLOWED & values.keys() else []
    with transaction.atomic():
        strokes.catch_up(followed)
        changed = edit(row, values, revision=revision)
        strokes.follow(followed)
    return changed


def edit_notes(pairs: Iterable[tuple[Note, Values]]) -> int:
    pairs = [(row, evened(row, values)) for row, values in pairs]
    followed = [row for row, values in pairs if FOLLOWED & values.keys()]
    with transaction.atomic():
        strokes.catch_up(followed)
        changed = edit_many(pairs)
        strokes.follow(followed)
    return changed


def remove_notes(rows: Sequence[Note]) -> int:
    with transaction.atomic():
        strokes.catch_up(rows)
        return remove(rows)


def restore_notes(rows: Sequence[Note]) -> int:
    return restore(rows)


def confirm_notes(rows: Sequence[Note], until: date | None = None) -> int:
    """Somebody vouches for what they say: they are good again, until this day or as long as their kind says."""
    return edit_notes((row, {"fresh_until": until or good_again(row.kind, today())}) for row in rows)


def catch_up(rows: Sequence[Note]) -> None:
    """What is being written in these notes counts from now on: a spell of writing ends."""
    strokes.catch_up([row for row in rows if row.removed_at is None])


def evened(row: Note, values: Values) -> Values:
    """A text that the writer has not changed is not said: what others are writing meanwhile stays."""
    if not isinstance(values.get("text"), str):
        return values
    text = even(values["text"])
    rest = {name: value for name, value in values.items() if name != "text"}
    return rest if text == row.text else {**rest, "text": text}
