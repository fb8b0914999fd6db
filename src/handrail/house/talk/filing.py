"""Every change of attached files: attached, renamed, removed, brought back; and what is really dropped in the end."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Sum

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import undoing
from handrail.house.ledger.rows import Values, refuse
from handrail.house.ledger.sweeps import across
from handrail.house.workspaces.scope import current, enter, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import sniffing, storing, subjects
from .models import Attachment
from .subjects import Subject, placed

KEPT = timedelta(days=30)
"""How long a removed file can be brought back with its content."""
Found = dict[str, Subject]


def add_attachments(rows: Sequence[Attachment], *, from_file: bool = False) -> Sequence[Attachment]:
    """Each row brings its `content`, a file that can be sought in. What it is, is found out; nothing is believed.

    A tree of files says itself by whom each was attached, and when."""
    for row in rows:
        if not from_file:
            row.by = current().member
        row.subject = subjects.meant(row.subject)
        row.name = sniffing.clean_name(row.name)
        row.size = int(row.content.size or 0) if row.content is not None else 0
        row.media = sniffing.media_of(row.content) if row.size <= settings.FILE_MOST and row.size else ""
    here = placed(rows)
    refuse(problem for row in rows for problem in amiss(row, here))
    for row in rows:
        row.digest = storing.digest_of(row.content)
    storing.wait()
    refuse_full(rows)
    for row in rows:
        storing.keep(row.digest, row.content)
    return ledger_rows.add(rows, lambda row: f"{row.name[:40]}-{secrets.token_hex(3)}".replace(".", "-"))


def amiss(row: Attachment, here: Found) -> Iterator[Problem]:
    name = row.name or say("The file")
    if row.subject not in here:
        words = say("What this is about is not here any more, or you may not see it.")
        yield Problem("subject", words, say("Write its kind and key, such as risk:sponsor-leaves."))
    if not row.name:
        yield Problem("name", say("The file needs a name."), say("Give it one."))
    if not row.size:
        yield Problem(
            "content", say("“%(name)s” is empty.", name=name), say("Choose a file with something in it.")
        )
    elif row.size > settings.FILE_MOST:
        words = say("“%(name)s” is larger than %(most)s MB.", name=name, most=settings.FILE_MOST >> 20)
        yield Problem(
            "content",
            words,
            say("Put it where your team keeps large files, and add a link to it as evidence."),
        )
    elif row.media == "program":
        words = say("“%(name)s” is a program, whatever it is called.", name=name)
        yield Problem("content", words, say("Attach documents, pictures, recordings, texts or ZIP files."))
    elif not row.media:
        words = say("What kind of file “%(name)s” is can not be told from what is in it.", name=name)
        yield Problem("content", words, say("Attach documents, pictures, recordings, texts or ZIP files."))


def refuse_full(rows: Sequence[Attachment]) -> None:
    """Equal content counts once; what was removed does not count."""
    new = {row.digest: row.size for row in rows}
    with unveiled():
        held = used(without=new)
    if held + sum(new.values()) > settings.FILES_MOST:
        words = say(
            "The files of this workspace would take more than %(most)s MB.", most=settings.FILES_MOST >> 20
        )
        fix = say("Remove some that nobody needs, or ask whoever runs Handrail for more room.")
        raise Invalid([Problem("content", words, fix)])


def used(without: Iterable[str] = ()) -> int:
    """Bytes that the files of this workspace take. One statement."""
    live = Attachment.objects.filter(removed_at=None).exclude(digest__in=list(without))
    once = live.order_by("digest").distinct("digest")
    return int(Attachment.objects.filter(pk__in=once.values("pk")).aggregate(all=Sum("size"))["all"] or 0)


def edit_attachment(row: Attachment, values: Values, *, revision: int | None = None) -> bool:
    placed([row])
    return ledger_rows.edit(row, renamed(values), revision=revision)


def edit_attachments(pairs: Iterable[tuple[Attachment, Values]]) -> int:
    pairs = [(row, renamed(values)) for row, values in pairs]
    placed(row for row, _ in pairs)
    return ledger_rows.edit_many(pairs)


def hang_elsewhere(came: str, goes: str) -> int:
    """What was on one record is on another of the same customer from now on, such as the card that it became."""
    rows = list(Attachment.objects.filter(subject=came, removed_at=None))
    placed(rows)
    return ledger_rows.edit_many([(row, {"subject": subjects.meant(goes)}) for row in rows])


def renamed(values: Values) -> dict[str, Any]:
    """Only the name changes, and whether people outside see it: another content is another file. Where it hangs is
    changed by `hang_elsewhere` alone, and by who takes that back."""
    kept: dict[str, Any] = {"shared": bool(values["shared"])} if "shared" in values else {}
    if undoing.taking_back() and "subject" in values:
        kept["subject"] = values["subject"]
    if "name" not in values:
        return kept
    name = sniffing.clean_name(str(values["name"]))
    if not name:
        raise Invalid([Problem("name", say("The file needs a name."), say("Give it one."))])
    return {"name": name, **kept}


def remove_attachments(rows: Sequence[Attachment]) -> int:
    placed(rows)
    return ledger_rows.remove(rows)


def restore_attachments(rows: Sequence[Attachment]) -> int:
    rows = [row for row in rows if row.removed_at is not None]
    placed(rows)
    storing.wait()
    for row in rows:
        if not storing.there(row.digest):
            words = say("The content of “%(name)s” was dropped a month after it was removed.", name=row.name)
            raise Invalid([Problem("content", words, say("Attach it again."))])
    refuse_full(rows)
    return ledger_rows.restore(rows)


# -- the worker's turn --------------------------------------------------------------------------------------


def forget() -> int:
    """Drop what has been removed for a month and is attached nowhere else."""
    cutoff = [clock.real() - KEPT]
    gone = across("SELECT DISTINCT workspace_id FROM talk_attachment WHERE removed_at < %s", cutoff)
    return sum(forget_in(workspace) for workspace in gone)


def forget_in(workspace: int) -> int:
    with enter(workspace):
        storing.wait()
        old = Attachment.objects.filter(removed_at__lt=clock.now() - KEPT)
        needed = Attachment.objects.exclude(pk__in=old.values("pk")).values("digest")
        digests = set(old.exclude(digest__in=needed).values_list("digest", flat=True))
        dropped = [digest for digest in digests if storing.there(digest)]
        for digest in dropped:
            storing.drop(digest)
        return len(dropped)
