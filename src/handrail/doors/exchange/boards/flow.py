"""A board through the browser, from upload to report: what is kept between its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from handrail.house.imports import verbs as imports
from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current

from ..importing import NothingWritten
from ..previewing import Preview
from . import bringing, reading
from .choice import Choice, usual
from .foreign import SYSTEMS, Foreign

KIND = "board"
LARGE = 1_000
"""With more cards than this the worker does it, and the page shows how far it is."""


def receive(uploads: Sequence[Any], by: Member | None) -> Import | None:
    """Keep a board that came, and look what it would do; None where what came is no board. Raises `Invalid`."""
    if len(uploads) != 1:
        return None
    upload = uploads[0]
    name, content = str(upload.name or ""), upload.read()
    upload.seek(0)
    return start(name, content, by) if reading.is_board(name, content) else None


def start(name: str, content: bytes, by: Member | None) -> Import:
    foreign = reading.read(name, content)
    choice = usual(foreign)
    settings = {
        "cards": len(foreign.items),
        "title": foreign.title,
        "tool": SYSTEMS[foreign.system],
        "choice": choice.as_json(),
    }
    digest = hashlib.sha256(content).hexdigest()
    row = imports.start(KIND, name, content, digest, settings=settings, by=by)
    again(row, choice)
    return row


def again(row: Import, choice: Choice) -> None:
    """Look what would happen with this choice; a large board is the worker's."""
    imports.settle_settings(row, {**row.settings, "choice": choice.as_json()})
    if row.state != "previewing":
        imports.move(row, "previewing", report={"rows": 0}, done_steps=0, all_steps=row.settings["cards"])
    if is_large(row):
        from .. import tasks

        tasks.board_preview.defer(workspace_id=current().workspace_id, key=row.key, language=get_language())
    else:
        look(row)


def is_large(row: Import) -> bool:
    return int(row.settings["cards"]) > LARGE


def foreign_of(row: Import) -> Foreign:
    return reading.read(row.filename, bytes(row.content or b""))


def choice_of(row: Import) -> Choice:
    return Choice.of(row.settings["choice"])


def look(row: Import, progress: Progress | None = None) -> None:
    finish(row, "previewed", bringing.preview(foreign_of(row), choice_of(row)), progress)


def carry_out(row: Import, *, accept_partial: bool, progress: Progress | None = None) -> None:
    """Write it, or nothing; and say which. Inside a scope whose actor is the import."""
    try:
        with transaction.atomic():
            found = bringing.apply(foreign_of(row), choice_of(row), accept_partial=accept_partial)
    except NothingWritten as nothing:
        finish(row, "refused", nothing.preview, progress)
        return
    finish(row, "done", found, progress)


def finish(row: Import, state: str, found: Preview, progress: Progress | None) -> None:
    """The last word on this step; after what the progress has still to tell."""
    if progress:
        progress.flush()
    row.refresh_from_db(fields=["revision", "done_steps", "all_steps", "state"])
    imports.move(row, state, report=found.report(), done_steps=found.rows, all_steps=found.rows)
