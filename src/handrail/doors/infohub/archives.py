"""A tree that came through the browser: an archive, or single files. Bounded, and never unpacked to disk."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from .findings import Finding
from .tree import MOST_BYTES, SKIPPED, Source, read

MOST_FILES = 50_000
MOST_TOGETHER = 512 * 1024 * 1024
TAR_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
)


@dataclass
class Bundle:
    """The files of an upload by path, and what was wrong with some of them."""

    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    together: int = 0

    def sources(self) -> list[Source]:
        return [read(path, content) for path, content in sorted(self.files.items())]

    def skip(self, path: str, code: str, message: str, fix: str) -> None:
        self.findings.append(Finding(path[:300] or "?", 1, 1, code, "warning", message, fix))

    def put(self, path: str, content: bytes) -> None:
        self.together += len(content)
        if self.together > MOST_TOGETHER or len(self.files) >= MOST_FILES:
            raise Invalid(
                [
                    Problem(
                        "files",
                        say("This unpacks to too much."),
                        say("Use `handrail import`, or smaller parts."),
                    )
                ]
            )
        self.files[path] = content


def unpack(name: str, content: bytes) -> Bundle:
    """The files in an archive."""
    bundle = Bundle()
    try:
        members = _tar(content, bundle) if name.lower().endswith(TAR_ENDINGS) else _zip(content, bundle)
        for path, data in members:
            bundle.put(path, data)
    except BROKEN as trouble:
        if isinstance(trouble, Invalid):
            raise
        message = say(
            "%(name)s cannot be unpacked: %(value)s.", name=name, value=trouble or type(trouble).__name__
        )
        raise Invalid([Problem("files", message, say("Pack it again, as .zip or .tar.gz."))]) from None
    return bundle


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Single files as one archive, so that both ways in are one."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files:
            archive.writestr(zipfile.ZipInfo(path), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _zip(content: bytes, bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        infos = archive.infolist()
        _count(infos)
        for info in infos:
            path = safe(info.filename, bundle)
            if info.is_dir() or path is None:
                continue
            if (info.external_attr >> 16) & 0o170000 == 0o120000:
                bundle.skip(
                    path,
                    "file.link",
                    say("This is a link and is not followed."),
                    say("Pack the file itself."),
                )
                continue
            with archive.open(info) as opened:
                data = opened.read(MOST_BYTES + 1)
            yield from _measured(path, data, bundle)


def _tar(content: bytes, bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(content), mode="r|*") as archive:
        for number, info in enumerate(archive):
            if number > 2 * MOST_FILES:
                raise Invalid(
                    [Problem("files", say("There are too many files."), say("Use `handrail import`."))]
                )
            path = safe(info.name, bundle)
            if info.isdir() or path is None:
                continue
            opened = archive.extractfile(info) if info.isreg() else None
            if opened is None:
                bundle.skip(
                    path,
                    "file.special",
                    say("This is a link or a device and is not read."),
                    say("Pack the file itself."),
                )
                continue
            yield from _measured(path, opened.read(MOST_BYTES + 1), bundle)


def _count(infos: Sequence[object]) -> None:
    if len(infos) > 2 * MOST_FILES:
        raise Invalid([Problem("files", say("There are too many files."), say("Use `handrail import`."))])


def _measured(path: str, data: bytes, bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    if len(data) > MOST_BYTES:
        message = say(
            "The file is larger than %(most_bytes)s bytes and was left out.", most_bytes=f"{MOST_BYTES:,}"
        )
        bundle.skip(path, "file.too_big", message, say("Split it into smaller files."))
    else:
        yield path, data


def safe(name: str, bundle: Bundle) -> str | None:
    """The path inside the tree; None for what lies outside of it, or is none of a tree's business."""
    place = PurePosixPath(name.replace("\\", "/"))
    parts = [part for part in place.parts if part not in (".", "")]
    if place.is_absolute() or ".." in parts or (parts and parts[0].endswith(":")):
        bundle.skip(
            name,
            "file.outside",
            say("This name leads out of the folder and was left out."),
            say("Pack it again."),
        )
        return None
    if not parts or any(part in SKIPPED or part == "__MACOSX" for part in parts):
        return None
    return "".join(c if c.isprintable() else "\ufffd" for c in "/".join(parts))
