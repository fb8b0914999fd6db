"""Every change of a note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from handrail.house.ledger.rows import Values, add, edit, edit_many, remove, restore, today

from .facts import good_again
from .files import even
from .models import Note


def add_notes(rows: Sequence[Note]) -> Sequence[Note]:
    for row in rows:
        row.text = even(row.text)
    return add(rows, lambda row: row.title)


def edit_note(row: Note, values: Values, *, revision: int | None = None) -> bool:
    return edit(row, evened(values), revision=revision)


def edit_notes(pairs: Iterable[tuple[Note, Values]]) -> int:
    return edit_many((row, evened(values)) for row, values in pairs)


def remove_notes(rows: Sequence[Note]) -> int:
    return remove(rows)


def restore_notes(rows: Sequence[Note]) -> int:
    return restore(rows)


def confirm_notes(rows: Sequence[Note], until: date | None = None) -> int:
    """Somebody vouches for what they say: they are good again, until this day or as long as their kind says."""
    return edit_notes((row, {"fresh_until": until or good_again(row.kind, today())}) for row in rows)


def evened(values: Values) -> Values:
    return {**values, "text": even(values["text"])} if isinstance(values.get("text"), str) else values
