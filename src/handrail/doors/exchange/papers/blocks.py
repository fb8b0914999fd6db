"""Marks in a document: which block is ours, and as we last wrote it, so that what a person edited is kept."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

PREFIX = "handrail"
MOST_UNPACKED = 200 * 2**20
MOST_PARTS = 5_000
SHORT = 12


@dataclass(frozen=True, slots=True)
class Kept:
    """A block that a person edited, and that says something else in the plan now."""

    title: str
    theirs: str
    ours: str


@dataclass
class Outcome:
    """What was made of a document."""

    content: bytes = b""
    added: int = 0
    replaced: int = 0
    removed: int = 0
    kept: list[Kept] = field(default_factory=list)
    left_out: int = 0
    """Blocks that a person has taken away before; they do not come again."""


def short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def mark(ident: str, text: str) -> str:
    return f"{PREFIX}:{short(ident)}:{short(text)}"


def parted(marked: str) -> tuple[str, str] | None:
    """(id, what was written), both short; None for what is not ours."""
    parts = (marked or "").split(":")
    return (parts[1], parts[2]) if len(parts) == 3 and parts[0] == PREFIX else None


def remembered(text: str) -> set[str]:
    """The blocks that were made before, out of one line."""
    return set(text.split()) if text else set()


def remember(idents: Iterable[str]) -> str:
    return " ".join(sorted(idents))


def opened(content: bytes, kind: str) -> io.BytesIO:
    """An Office file, within bounds; a template of Word or PowerPoint opens as the document it is a template of."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
            if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
                raise refusal(say("This unpacks to too much."))
            types = parts.read("[Content_Types].xml")
            if f"{kind}.template.main+xml".encode() not in types:
                return io.BytesIO(content)
            return rewritten(parts, types.replace(b"template.main+xml", MAIN[kind]))
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError):
        raise refusal(say("This file can not be read.")) from None


MAIN = {"wordprocessingml": b"document.main+xml", "presentationml": b"presentation.main+xml"}


def rewritten(parts: zipfile.ZipFile, types: bytes) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for info in parts.infolist():
            out.writestr(info.filename, types if info.filename == "[Content_Types].xml" else parts.read(info))
    made.seek(0)
    return made


def refusal(words: str) -> Invalid:
    fix = say("Choose a Word (.docx, .dotx) or PowerPoint (.pptx, .potx) file that opens there.")
    return Invalid([Problem("base", words, fix)])
