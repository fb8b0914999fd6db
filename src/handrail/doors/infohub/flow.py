"""A tree through the browser, from upload to report: what is kept between its pages."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from handrail.house.imports import verbs as imports
from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.scope import current
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import archives
from .ground import Tree
from .importing import apply, preview, read_sources
from .reports import NothingWritten, Report

KIND = "tree"
LARGE = 200
"""With more files than this the worker does it, and the page shows how far it is."""
MOST_UPLOADED = 200 * 1024 * 1024
MOST_LINES = 2_000
Upload = Any
"""A file of a request: `UploadedFile` is generic for type checkers only."""


def receive(uploads: Sequence[Upload], by: Member | None) -> Import:
    """Keep the archive; nothing is read into the workspace yet. Several files become one archive."""
    refuse_unusable(uploads)
    name = str(uploads[0].name or "tree.zip")
    content = uploads[0].read()
    if len(uploads) > 1 or not is_archive(name):
        content = archives.pack(numbered([(str(u.name or "file"), u) for u in uploads], content))
        name = name if len(uploads) == 1 else f"{len(uploads)} files"
    bundle = archives.unpack(name if is_archive(name) else "files.zip", content)
    if not bundle.files:
        raise Invalid(
            [Problem("files", say("There is no file in it that can be read."), say("Pack the folder again."))]
        )
    digest = hashlib.sha256(content).hexdigest()
    settings = {"files": len(bundle.files), "archive": name if is_archive(name) else "files.zip"}
    return imports.start(KIND, name, content, digest, settings=settings, by=by)


def numbered(uploads: Sequence[tuple[str, Upload]], first: bytes) -> list[tuple[str, bytes]]:
    """Each file under a name of its own: a browser sends names without folders."""
    made: dict[str, bytes] = {}
    for at, (name, upload) in enumerate(uploads):
        place = PurePosixPath(name)
        path = name if name not in made else f"{at + 1:03d}/{place.name}"
        made[path] = first if at == 0 else upload.read()
    return list(made.items())


def is_archive(name: str) -> bool:
    return name.lower().endswith((".zip", *archives.TAR_ENDINGS))


def refuse_unusable(uploads: Sequence[Upload]) -> None:
    if not uploads:
        raise Invalid(
            [Problem("files", say("No file was chosen."), say("Choose a .zip or .tar.gz, or several files."))]
        )
    if sum(upload.size or 0 for upload in uploads) > MOST_UPLOADED:
        raise Invalid(
            [Problem("files", say("This is too big."), say("Choose less, or use `handrail import`."))]
        )


def is_large(row: Import) -> bool:
    return int(row.settings["files"]) > LARGE


def tree_of(row: Import) -> Tree:
    bundle = archives.unpack(row.settings["archive"], bytes(row.content or b""))
    return read_sources(bundle.sources(), bundle.findings, PurePosixPath(row.filename).name.partition(".")[0])


def is_tree(names: Sequence[str]) -> bool:
    """Whether files of these names come in as a tree: an archive, or one of them in YAML."""
    return any(is_archive(name) or name.lower().endswith((".yaml", ".yml")) for name in names)


def look_at(row: Import) -> None:
    """See what would happen; a large tree is the worker's."""
    if is_large(row):
        from . import tasks

        imports.move(row, "previewing", all_steps=row.settings["files"])
        tasks.preview.defer(workspace_id=current().workspace_id, key=row.key, language=get_language())
    else:
        look(row)


def look(row: Import, progress: Progress | None = None) -> None:
    """What would happen."""
    report = preview(tree_of(row), current().member, tell=progress, why=why_of(row))
    finish(row, "previewed", report, progress)


def why_of(row: Import) -> str:
    """What is said of cards that go back on their boards."""
    return str(row.settings.get("why", ""))


def say_why(row: Import, why: str) -> None:
    imports.settle_settings(row, {**row.settings, "why": why[:2000]})


def carry_out(row: Import, *, accept_partial: bool, progress: Progress | None = None) -> None:
    """Write it, or nothing; and say which. Inside a scope whose actor is the import."""
    member = row.by
    try:
        with transaction.atomic():
            report = apply(
                tree_of(row), member, accept_partial=accept_partial, tell=progress, why=why_of(row)
            )
    except NothingWritten as nothing:
        finish(row, "refused", nothing.report, progress)
        return
    finish(row, "done", report, progress)


def finish(row: Import, state: str, report: Report, progress: Progress | None) -> None:
    """The last word on this step; after what the progress has still to tell."""
    if progress:
        progress.flush()
    row.refresh_from_db(fields=["revision", "done_steps", "all_steps", "state"])
    imports.move(row, state, report=told(report), done_steps=report.files, all_steps=report.files)


def told(report: Report) -> dict[str, Any]:
    whole = report.as_json()
    for name in ("refused", "flagged"):
        whole[f"{name}_count"] = len(whole[name])
        whole[name] = whole[name][:MOST_LINES]
    return whole
