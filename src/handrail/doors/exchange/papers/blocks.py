"""Marks in a document: which block is ours, and as we last wrote it, so that what a person edited is kept."""

from __future__ import annotations

import hashlib
import io
import logging
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from handrail.kit.refusals import Invalid, Problem, Refusal
from handrail.kit.words import say

log = logging.getLogger(__name__)
PREFIX = "handrail"
MOST_UNPACKED = 200 * 2**20
MOST_MARKUP = 20 * 2**20
"""All that is read as a tree, together: a tree takes many times the room of its text."""
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
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        infos = parts.infolist()
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_UNPACKED:
            raise refusal(say("This unpacks to too much."))
        listed = sum(info.file_size for info in infos if info.filename == TYPES)
        types = parts.read(TYPES) if listed <= MOST_MARKUP else b""
        if not types or markup(infos, types) > MOST_MARKUP:
            raise refusal(say("This unpacks to too much."))
        if f"{kind}.template.main+xml".encode() not in types:
            return io.BytesIO(content)
        return rewritten(parts, types.replace(b"template.main+xml", MAIN[kind]))


TYPES = "[Content_Types].xml"


def markup(infos: Iterable[zipfile.ZipInfo], types: bytes) -> int:
    """How large all is that will be read as a tree, whatever it is called. The archive gives no more than it says."""
    told = list(etree.fromstring(types, etree.XMLParser(resolve_entities=False, no_network=True)))
    ours = [one for one in told if str(one.get("ContentType", "")).lower().endswith("xml")]
    names = {str(one.get("PartName", "")).lstrip("/").lower() for one in ours}
    endings = {"xml", "rels", *(str(one.get("Extension", "")).lower() for one in ours)}
    return sum(
        info.file_size for info in infos
        if info.filename.lower() in names or info.filename.lower().rpartition(".")[2] in endings
    )  # fmt: skip


@contextmanager
def reading(base: bytes | None) -> Iterator[None]:
    """Whatever a broken or crafted file makes of those who read it: it is the file that can not be read."""
    try:
        yield
    except Refusal:
        raise
    except Exception:
        if base is None:
            raise
        log.warning("an Office file could not be read", exc_info=True)
        raise refusal(say("This file can not be read.")) from None


def refuse_fetching(package: Any) -> None:
    """The customer's own program would fetch it, and tell whoever waits there that it was opened."""
    for rel in package.iter_rels():
        if rel.is_external and not rel.reltype.endswith("/hyperlink"):
            words = say("This file fetches “%(what)s” when it is opened.", what=str(rel.target_ref)[:100])
            raise refusal(words, say("Put it into the file itself instead of linking to it."))


MAIN = {"wordprocessingml": b"document.main+xml", "presentationml": b"presentation.main+xml"}


def rewritten(parts: zipfile.ZipFile, types: bytes) -> io.BytesIO:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for info in parts.infolist():
            out.writestr(info.filename, types if info.filename == TYPES else parts.read(info))
    made.seek(0)
    return made


def refusal(words: str, fix: str = "") -> Invalid:
    fix = fix or say("Choose a Word (.docx, .dotx) or PowerPoint (.pptx, .potx) file that opens there.")
    return Invalid([Problem("base", words, fix)])
