"""Writing by several hands, as the database keeps it: every stroke before anybody else sees it.

The shared text begins with the note's own text, once. From then on they follow each other: a spell of writing that
ends goes into the note (`settle`), and what changes the note otherwise goes into the shared text (`follow`).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import connection, transaction

from handrail.house.ledger import write
from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import SYSTEM, Actor, actor_of, current, enter, on_behalf_of
from handrail.kit import clock
from handrail.kit.words import say

from .models import Note, Stroke
from .shared import Shared

log = logging.getLogger(__name__)
CHANNEL = "handrail_writing"
STROKE = "stroke "
MANY = 64
"""Strokes of a note after which they are merged into one, when a spell of writing ends."""
LEFT = timedelta(minutes=3)
"""After that long a spell has ended, whatever became of the server that kept it."""


def of(note: Note) -> list[Stroke]:
    """One statement."""
    return list(Stroke.objects.filter(note=note).order_by("pk"))


def opened(note: Note) -> list[tuple[int, bytes]]:
    """The shared text's updates with their ids. The first one is the note's text: of two who open it, one waits."""
    with transaction.atomic():
        locked = Note.objects.select_for_update(no_key=True).get(pk=note.pk)
        there = of(locked)
        if not there:
            there = [keep(locked, Shared().put(locked.text), None, settled=True)]
        return [(row.pk, bytes(row.data)) for row in there]


def one(note: Note, pk: int) -> bytes | None:
    """One statement. What was merged meanwhile is not there any more."""
    found = Stroke.objects.filter(note=note, pk=pk).values_list("data", flat=True).first()
    return bytes(found) if found is not None else None


def keep(note: Note, update: bytes, by: Member | None, *, settled: bool = False, process: str = "") -> Stroke:
    """Write it down, and tell every process that has the note open."""
    row = Stroke(note=note, customer_id=note.customer_id, by=by, data=update, settled=settled)
    (row,) = Stroke.objects.bulk_create([row])
    tell(current().workspace_id, note.pk, f"{STROKE}{row.pk}", process)
    return row


def tell(workspace: int, note: int, what: str, process: str = "") -> None:
    """The word to the other processes; `process` is the one that knows already."""
    told = {"w": workspace, "t": [f"note:{note}"], "k": what, "f": process}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(told)])


# -- into the note ------------------------------------------------------------------------------------------


def settle(notes: Iterable[int]) -> int:
    """End the spell of writing of these notes: their texts are what was written, told as the writers' own change."""
    return sum(settle_one(pk) for pk in notes)


def settle_one(pk: int, row: Note | None = None) -> bool:
    """`row` is the caller's own copy of the note, which learns of it."""
    with transaction.atomic():
        locked = Note.objects.select_for_update(no_key=True).filter(pk=pk).first()
        there = of(locked) if locked is not None else []
        new = [stroke for stroke in there if not stroke.settled]
        if locked is None or not new:
            return False
        shared = Shared(bytes(stroke.data) for stroke in there)
        mine = row if row is not None and row.revision == locked.revision else locked
        changed = False
        if mine.removed_at is None:
            with on_behalf_of(*writers(new)):
                changed = write.change(mine, {"text": shared.kept})
        Stroke.objects.filter(pk__in=[stroke.pk for stroke in new]).update(settled=True)
        if len(there) > MANY:
            merge(there, shared)
        return changed


def writers(strokes: Sequence[Stroke]) -> tuple[Actor, str]:
    """Who wrote last; and the others, in words."""
    found = Member.objects.in_bulk({stroke.by_id for stroke in strokes if stroke.by_id})
    names = list(dict.fromkeys(stroke.by_id for stroke in reversed(strokes) if stroke.by_id in found))
    if not names:
        return SYSTEM, ""
    others = ", ".join(sorted(found[pk].name for pk in names[1:]))
    return actor_of(found[names[0]]), say("written together with %(names)s", names=others)[
        :200
    ] if others else ""


def merge(strokes: Sequence[Stroke], shared: Shared) -> None:
    """Into the first of them: what somebody keeps in the same moment has a later id, and leans on these."""
    first, *rest = strokes
    Stroke.objects.filter(pk=first.pk).update(data=shared.whole(), by=None)
    Stroke.objects.filter(pk__in=[stroke.pk for stroke in rest]).delete()


def settle_left() -> int:
    """The worker's part: what was written on a server that stopped before the spell ended."""
    before = clock.real() - LEFT
    left = across("SELECT DISTINCT workspace_id FROM notes_stroke WHERE NOT settled AND at < %s", [before])
    return sum(settle_workspace(workspace) for workspace in left)


def settle_workspace(workspace: int) -> int:
    with enter(workspace):
        late = Stroke.objects.filter(settled=False, at__lt=clock.real() - LEFT)
        notes = sorted(set(late.values_list("note_id", flat=True)))
    done = 0
    for note in notes:
        try:
            with enter(workspace):
                done += settle_one(note)
        except Exception:
            log.exception("What was written in note %d could not be settled", note)
    return done


# -- out of the note ----------------------------------------------------------------------------------------


def catch_up(rows: Sequence[Note]) -> None:
    """Before a note is changed in another way: what is being written counts first. One statement where nothing is."""
    writing = set(Stroke.objects.filter(note__in=rows, settled=False).values_list("note_id", flat=True))
    for row in rows:
        if row.pk in writing:
            settle_one(row.pk, row)


def follow(rows: Sequence[Note]) -> None:
    """The shared texts of these notes become what the notes say now. One statement where none has one."""
    there = {note for (note,) in Stroke.objects.filter(note__in=rows).values_list("note_id").distinct()}
    for row in rows:
        if row.pk in there:
            shared = Shared(bytes(stroke.data) for stroke in of(row))
            if shared.kept != row.text:
                keep(row, shared.put(row.text), current().member, settled=True)
            Stroke.objects.filter(note=row).exclude(customer=row.customer_id).update(customer=row.customer_id)
