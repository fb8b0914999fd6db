"""An import through the browser, from upload to report: what is kept between its pages."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from handrail.house.imports import verbs as imports
from handrail.house.imports.models import Import
from handrail.house.imports.progress import Progress
from handrail.house.workspaces.models import Member
from handrail.kit.icsio import is_calendar
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from .importing import File, NothingWritten, apply, look, plan_import
from .mapping import Reading, fingerprint, from_json, to_json
from .previewing import Preview

KIND = "tables"
LARGE = 2_000
"""With more rows than this the worker does it, and the page shows how far it is."""
MOST_FILES = 20
MOST_BYTES = 200 * 1024 * 1024
Upload = Any
"""A file of a request: `UploadedFile` is generic for type checkers only."""


# -- what came ------------------------------------------------------------------------------------------


def receive(uploads: Sequence[Upload], by: Member | None) -> Import:
    """Keep the files with what they are taken for; nothing is read into the workspace yet."""
    refuse_unusable(uploads)
    files: dict[str, bytes] = {}
    for upload in uploads:
        files[unique(upload.name or "table.csv", files)] = upload.read()
    content = packed(files)
    described = [describe(look(data, name), data) for name, data in files.items()]
    return imports.start(
        KIND, ", ".join(u.name or "" for u in uploads), content, hashlib.sha256(content).hexdigest(),
        settings={"files": described, "confirmed": False}, by=by,
    )  # fmt: skip


def refuse_unusable(uploads: Sequence[Upload]) -> None:
    """What can not be read together, or at all."""
    boards = [upload.name for upload in uploads if str(upload.name or "").lower().endswith(".json")]
    if boards and len(uploads) > 1:
        words = say("“%(file)s” is a board, and a board comes in alone.", file=str(boards[0])[:80])
        raise Invalid([Problem("files", words, say("Choose this file by itself."))])
    if not uploads:
        raise Invalid(
            [
                Problem(
                    "files",
                    say("No file was chosen."),
                    say("Choose one or more CSV, XLSX or calendar files."),
                )
            ]
        )
    if len(uploads) > MOST_FILES:
        raise Invalid(
            [
                Problem(
                    "files",
                    say("%(n)s files are too many at once.", n=len(uploads)),
                    say("Choose up to %(most_files)s.", most_files=MOST_FILES),
                )
            ]
        )
    if sum(upload.size or 0 for upload in uploads) > MOST_BYTES:
        raise Invalid(
            [
                Problem(
                    "files",
                    say("The files are too big together."),
                    say("Choose fewer, or use `handrail import`."),
                )
            ]
        )


def unique(name: str, taken: Mapping[str, bytes]) -> str:
    """Two uploads may have one name."""
    return name if name not in taken else f"{len(taken) + 1}. {name}"


def packed(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpacked(row: Import) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(bytes(row.content or b""))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def describe(file: File, data: bytes) -> dict[str, Any]:
    guess = file.guess
    return {
        "name": file.name,
        "rows": rows_in(data),
        "sure": guess.sure if guess else 0,
        "why": guess.why if guess else "",
        "remembered": file.remembered,
        "reading": to_json(file.reading) if file.reading else None,
        "names": file.columns,
        "columns": [
            {"column": g.column, "sure": g.sure, "why": g.why, "samples": list(g.samples)}
            for g in (guess.columns if guess else ())
        ],
        "problems": [problem.as_json() for problem in file.problems],
    }  # fmt: skip


def rows_in(data: bytes) -> int:
    """About how many; a workbook's rows take some fifty bytes each, packed."""
    if is_calendar(data[:512], ""):
        return data.upper().count(b"BEGIN:VEVENT")
    return len(data) // 50 if data.startswith(b"PK") else data.count(b"\n")


def rows_of(row: Import) -> int:
    return sum(file["rows"] for file in row.settings["files"])


def is_large(row: Import) -> bool:
    return rows_of(row) > LARGE


# -- what a person says about it ------------------------------------------------------------------------


def confirm_readings(row: Import, readings: Sequence[Reading | None]) -> None:
    """How each file is to be read. None leaves a file out."""
    files = [
        {**file, "reading": to_json(r) if r else None}
        for file, r in zip(row.settings["files"], readings, strict=True)
    ]
    imports.settle_settings(row, {**row.settings, "files": files, "confirmed": True})


def look_again(row: Import, at: int, target: str) -> None:
    """A person says what a file holds; its columns are guessed for that."""
    files, found = list(row.settings["files"]), unpacked(row)
    name = files[at]["name"]
    files[at] = describe(look(found[name], name, target=target), found[name])
    imports.settle_settings(row, {**row.settings, "files": files, "confirmed": False})


def files_of(row: Import) -> list[File]:
    found = unpacked(row)
    return [
        look(found[f["name"]], f["name"], given=f["reading"]) for f in row.settings["files"] if f["reading"]
    ]


# -- doing it -------------------------------------------------------------------------------------------


def preview(row: Import, progress: Progress | None = None) -> None:
    found = plan_import(files_of(row), tell=teller(row, progress))
    finish(row, "previewed", found, progress)


def carry_out(row: Import, *, accept_partial: bool, progress: Progress | None = None) -> None:
    """Write it, or nothing; and say which. Inside a scope whose actor is the import."""
    try:
        with transaction.atomic():
            found = apply(files_of(row), accept_partial=accept_partial, tell=teller(row, progress))
    except NothingWritten as nothing:
        finish(row, "refused", nothing.preview, progress, written=False)
        return
    remember(row.settings["files"])
    finish(row, "done", found, progress)


def teller(row: Import, progress: Progress | None) -> Any:
    everything = rows_of(row)
    return (lambda done: progress(done, everything)) if progress else None


def finish(
    row: Import,
    state: str,
    found: Preview,
    progress: Progress | None = None,
    *,
    written: bool | None = None,
) -> None:
    """The last word on this step; after what the progress has still to tell."""
    if progress:
        progress.flush()
    row.refresh_from_db(fields=["revision", "done_steps", "all_steps", "state"])
    report = {**found.report(), **({} if written is None else {"written": written})}
    imports.move(row, state, report=report, done_steps=found.rows, all_steps=found.rows)


def remember(files: Iterable[Mapping[str, Any]]) -> None:
    for file in files:
        if file["reading"]:
            reading = from_json(file["reading"])
            said = to_json(reading)
            imports.remember(reading.target, fingerprint(file["names"]), said["columns"], said["choices"])
