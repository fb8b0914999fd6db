"""Pure judgement of notes: is what we know still so. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from handrail.kit.verdict import Evidence, Verdict, cite

from .facts import NoteFacts


def fresh(notes: Iterable[NoteFacts], kind: str, today: date, about: Evidence) -> Verdict:
    """One of these notes is of this kind (any, where none is asked for) and still fresh.

    `about` is the record they are linked with: where no note is there, it is what the verdict rests on.
    """
    fitting = [note for note in notes if kind in ("", note.kind)]
    if not fitting:
        return Verdict("note.none", False, {"kind": kind}, (about,), "write-note")
    best = freshest(fitting)
    evidence = (cite(best, "fresh_until", on=best.fresh_until),)
    said = {"note": best.title, "kind": kind, "day": day(best.fresh_until)}
    if best.fresh_until is None:
        return Verdict("note.ageless", True, said, evidence, "")
    return Verdict("note.fresh", best.is_fresh(today), said, evidence, "confirm-note")


def freshest(notes: Sequence[NoteFacts]) -> NoteFacts:
    """The one that stays good the longest."""
    return max(notes, key=lambda note: (note.fresh_until or date.max, note.key))


def day(when: date | None) -> str:
    return when.isoformat() if when is not None else ""
