"""The files of a folder, without leaving it: what is there, and the bytes of one."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handrail.kit.words import say

from ..findings import Finding
from ..sheets import by_name, is_sheet_file
from .limits import MOST_BYTES, MOST_FILES, SKIPPED


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the tree: its path as words (always "/" and valid text), and where it is."""

    path: str
    place: bytes
    size: int


def walk(folder: Path) -> tuple[list[Found], list[Finding]]:
    """Every ordinary file below `folder` by name; links that lead outside are told and not followed."""
    root = os.fsencode(os.path.realpath(folder))
    files: list[Found] = []
    findings: list[Finding] = []
    waiting = [root]
    while waiting:
        here = waiting.pop()
        for entry in _entries(here, root, findings):
            if os.fsdecode(entry.name) in SKIPPED:
                continue
            if entry.is_symlink():
                findings.extend(_link(entry, root))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(entry.path)
            else:
                _file(entry, root, files, findings)
        if len(files) > MOST_FILES:
            findings.append(
                Finding(
                    ".",
                    1,
                    1,
                    "tree.too_big",
                    "error",
                    say("There are more than %(most_files)s files.", most_files=f"{MOST_FILES:,}"),
                    say("Check a smaller folder."),
                )
            )
            break
    return sorted(files, key=lambda found: found.path), findings


def _entries(here: bytes, root: bytes, findings: list[Finding]) -> list[os.DirEntry[bytes]]:
    try:
        with os.scandir(here) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError as trouble:
        findings.append(unreadable(told(here, root), trouble))
        return []


def told(place: bytes, root: bytes) -> str:
    """A path below the root as text that can be printed, whatever bytes it was made of."""
    text = os.path.relpath(place, root).decode("utf-8", "replace")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _link(entry: os.DirEntry[bytes], root: bytes) -> Iterator[Finding]:
    path = told(entry.path, root)
    target = os.path.realpath(entry.path)
    inside = target == root or target.startswith(root + b"/")
    if not os.path.exists(target):
        message, fix = say("This link leads nowhere."), say("Remove it.")
    elif inside:
        message, fix = (
            say("This is a link; what it points at is read in its own place."),
            say("Nothing to do."),
        )
    else:
        message, fix = (
            say("This link leads out of the folder and is not followed."),
            say("Copy the file into the folder."),
        )
    yield Finding(
        path, 1, 1, "file.link", "note" if inside and os.path.exists(target) else "warning", message, fix
    )


def _file(entry: os.DirEntry[bytes], root: bytes, files: list[Found], findings: list[Finding]) -> None:
    path = told(entry.path, root)
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as trouble:
        findings.append(unreadable(path, trouble))
        return
    if not stat.S_ISREG(status.st_mode):
        message = say("This is not an ordinary file (a pipe, a socket or a device) and is not opened.")
        findings.append(Finding(path, 1, 1, "file.special", "warning", message, say("Remove it.")))
    elif status.st_size > MOST_BYTES:
        message = say(
            "The file has %(st_size)s bytes; files up to %(most_bytes)s are read.",
            st_size=f"{status.st_size:,}",
            most_bytes=f"{MOST_BYTES:,}",
        )
        severity = "error" if is_sheet_file(path) or by_name(path) else "warning"
        findings.append(
            Finding(path, 1, 1, "file.too_big", severity, message, say("Split it, or move it elsewhere."))
        )
    else:
        files.append(Found(path, entry.path, status.st_size))


def unreadable(path: str, trouble: OSError) -> Finding:
    message = say("This cannot be read: %(value)s.", value=trouble.strerror or trouble)
    return Finding(path, 1, 1, "file.unreadable", "error", message, say("Look at its permissions."))


def content(found: Found) -> bytes:
    """The bytes, never more than allowed and never waiting: the file may have changed since it was listed."""
    handle = os.open(found.place, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is not an ordinary file")
        return opened.read(MOST_BYTES + 1)
