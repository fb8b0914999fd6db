"""Decision records through the browser, from upload to report: what is kept between its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Any

from django.db import transaction

from handrail.doors.infohub import archives
from handrail.house.imports import verbs as imports
from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current, held
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.decisions import adr
from handrail.record.decisions.bringing import MOST_FILES, Bringing, Brought, bring_records

from ..boards.flow import finish
from ..flow import packed, unique, unpacked
from ..importing import NothingWritten
from ..previewing import Preview, Shown
from ..remarks import Remark
from .choice import Choice, how, kept, words_of

KIND = "records"
ENDINGS = (".md", ".markdown")
MOST_BYTES = 4 * adr.MOST + 4
"""Of one file; what is longer than a record can be is told, and left out."""
NOUN = "decisions"


# -- what came ------------------------------------------------------------------------------------------


def is_record(name: str) -> bool:
    return PurePath(name).suffix.lower() in ENDINGS


def receive(uploads: Sequence[Any], by: Member | None) -> Import | None:
    """Keep the records that came, and look what they would do; None where what came is something else."""
    files: dict[str, bytes] = {}
    for upload in uploads:
        if (name := str(upload.name or "")).lower().endswith(".zip"):
            files |= archives.unpack(name, upload.read()).files
            upload.seek(0)
        elif is_record(name):
            files[unique(name, files)] = upload.read(MOST_BYTES)
            upload.seek(0)
        else:
            return None
    if not uploads:
        return None
    name = str(uploads[0].name) if len(uploads) == 1 else say("%(n)s files", n=len(uploads))
    packed_up = any(not is_record(str(one.name or "")) for one in uploads)
    return start(name, texts_of(files), by) if not packed_up or all_records(files) else None


def all_records(files: Mapping[str, bytes]) -> bool:
    """Of an archive: whether a record is in it, and nothing that has another way in."""
    others = {".yaml", ".yml", ".csv", ".json"}
    if any(PurePath(name).suffix.lower() in others for name in files):
        return False
    return any(adr.read(path, text) is not None for path, text in texts_of(files).items())


def texts_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """PostgreSQL has no place for a NUL."""
    return {
        name: data[:MOST_BYTES].decode("utf-8", "replace").replace("\x00", "")
        for name, data in files.items()
        if is_record(name)
    }


def start(name: str, texts: Mapping[str, str], by: Member | None) -> Import:
    if len(texts) > MOST_FILES:
        words = say("More than %(n)s files are too many.", n=MOST_FILES)
        raise Invalid([Problem("files", words, say("Choose fewer, one folder after the other."))])
    content = packed({path: text.encode() for path, text in texts.items()})
    records = sum(adr.read(path, text) is not None for path, text in texts.items())
    settings = {
        "files": len(texts),
        "records": records,
        "words": words_of(texts),
        "choice": Choice().as_json(),
    }
    row = imports.start(KIND, name, content, hashlib.sha256(content).hexdigest(), settings=settings, by=by)
    look(row)
    return row


# -- doing it -------------------------------------------------------------------------------------------


def again(row: Import, choice: Choice) -> None:
    """Look what would happen with this choice."""
    how(choice)
    imports.settle_settings(row, {**row.settings, "choice": choice.as_json()})
    look(row)


def choice_of(row: Import) -> Choice:
    return Choice.of(row.settings["choice"])


def texts_in(row: Import) -> dict[str, str]:
    texts = texts_of(unpacked(row))
    return {path: texts[path] for path in kept(choice_of(row), texts)}


def look(row: Import, progress: Progress | None = None) -> None:
    finish(row, "previewed", preview(texts_in(row), how(choice_of(row))), progress)


def carry_out(row: Import, *, accept_partial: bool, progress: Progress | None = None) -> None:
    """Write it, or nothing; and say which. Inside a scope whose actor is the import."""
    try:
        found = apply(texts_in(row), how(choice_of(row)), accept_partial=accept_partial)
    except NothingWritten as nothing:
        finish(row, "refused", nothing.preview, progress)
        return
    finish(row, "done", found, progress)


def preview(texts: Mapping[str, str], said: Bringing) -> Preview:
    """What `apply` would do: it is done, and taken back."""
    aside = replace(current(), leaving={}, remembered={}, changed=set(), kept=[])
    with transaction.atomic(), held(aside):
        found = told(texts, brought(texts, said))
        aside.leaving.clear()
        transaction.set_rollback(True)
    return found


def apply(texts: Mapping[str, str], said: Bringing, *, accept_partial: bool = False) -> Preview:
    """Write it, in one transaction. Where something is refused nothing stays, unless the good part is accepted."""
    with transaction.atomic():
        found = told(texts, brought(texts, said))
        if found.refused_count and not accept_partial:
            raise NothingWritten(found)
    found.written = True
    return found


def brought(texts: Mapping[str, str], said: Bringing) -> Brought:
    return bring_records(texts, how=said) if texts else Brought()


def told(texts: Mapping[str, str], found: Brought) -> Preview:
    """The report, in the shape of every other import's."""
    report = Preview(rows=len(texts))
    tally = report.tally(NOUN)
    tally.created, tally.changed, tally.unchanged = len(found.made), len(found.changed), found.same
    tally.left_out = len(found.left) + len(found.refused)
    for row in found.made:
        tally.show("created", Shown(row.source, 0, row.title))
    for row, (path, changes) in zip(found.changed, found.changes.items(), strict=True):
        tally.show("changed", Shown(path, 0, row.title, changes))
    for path, why in found.left:
        report.flags.add(Remark("left_out", why, path, found=why, fix=say("Nothing of it was taken.")))
    for path, why in found.flagged:
        report.flags.add(Remark("otherwise", why, path, found=why))
    for path, why in found.refused:
        report.refuse(Remark("refused", why, path, fix=say("Leave the file out, or mend it.")))
    return report
