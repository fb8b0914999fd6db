"""The date that a note promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handrail.house.deadlines.kinds import Kind, Promise, Says, told
from handrail.kit.words import mark

FRESH = Kind(
    name="note.fresh",
    words=mark("Note to be confirmed"),
    says=Says(
        before=mark("This note is good for %(days)s more days: look whether it is still true."),
        tomorrow=mark("This note is good until tomorrow: look whether it is still true."),
        today=mark("This note is good until today: look whether it is still true."),
        yesterday=mark("Nobody has confirmed this note since yesterday: others can no longer rely on it."),
        after=mark("Nobody has confirmed this note for %(days)s days: others can no longer rely on it."),
    ),
    offsets=("-7d", "0d"),
    step=mark("Look at the note"),
    path="notes/{key}/",
)
KINDS = (FRESH,)


def note(row: Any) -> Iterator[Promise]:
    if row.fresh_until:
        yield Promise(FRESH.name, row.fresh_until, row.title, told(row))
