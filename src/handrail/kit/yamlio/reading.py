"""Read YAML that anyone may have written: bounded in size, depth and aliases, and never raising.

The C parser is asked for events one at a time, so that a bomb is left at the first event too many;
its own loader recurses in C and dies at 100,000 levels.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any

import yaml

from handrail.kit.words import mark, say
from handrail.kit.yamlio.composing import Composer, Stop
from handrail.kit.yamlio.document import Document
from handrail.kit.yamlio.limits import Limits, Problem

_LIMITS = Limits()
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_INDENTATION_TAB = re.compile(r" *\t")

_FIXES = (
    (
        "mapping values are not allowed",
        mark('Put text that holds a colon in double quotes, as in "note: this".'),
    ),
    ("could not find expected ':'", mark("Write `key: value`, with a space after the colon.")),
    ("expected <block end>", mark("Line this key or dash up with the ones above it.")),
    (
        "did not find expected key",
        mark("Line this key up with the keys above it, or close the quote before it."),
    ),
    ("did not find expected '-' indicator", mark("Line this dash up with the dashes above it.")),
    ("quoted scalar", mark("Close the quotation mark.")),
    ("flow", mark("Close the bracket, and put a comma between the parts.")),
    ("cannot start any token", mark("Put text that begins with this character in double quotes.")),
    ("alias", mark("Put text that begins with `*` or `&` in double quotes.")),
    ("anchor", mark("Put text that begins with `*` or `&` in double quotes.")),
)


def read(source: str | bytes, *, file: str, limits: Limits = _LIMITS, mapping: bool = False) -> Document:
    """Read one YAML document. Never raises: faults are `problems` of the document.

    `mapping` asks that the top level is a mapping. Keys are always text, as written. After a fault
    of syntax there is no data; after a milder one (a key written twice) there is.
    """
    document = Document(file=file, limits=limits)
    try:
        _decode(document, source)
        _refuse_early(document)
        _compose(document)
        _judge(document, mapping)
    except Stop as stop:
        document.data = document.root = None
        document.problems.append(stop.problem)
    return document


def _decode(document: Document, source: str | bytes) -> None:
    _bound(len(source), document.limits)
    if isinstance(source, str):
        document.text = source
    else:
        document.text = _from_bytes(source)
    if document.text.startswith("\ufeff"):
        document.bom = True
        document.text = document.text[1:]


def _bound(size: int, limits: Limits) -> None:
    if size > limits.bytes:
        message = say(
            "The file has %(size)s bytes; %(bytes)s is the most that is read.",
            size=f"{size:,}",
            bytes=f"{limits.bytes:,}",
        )
        raise Stop(Problem("too_big", message, say("Split it into smaller files.")))


def _from_bytes(source: bytes) -> str:
    if source.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Stop(Problem("encoding", say("The file is UTF-16, not UTF-8."), say("Save it as UTF-8.")))
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Stop(_not_utf8(source, error.start)) from None


def _not_utf8(source: bytes, index: int) -> Problem:
    before = source[:index].decode("utf-8").removeprefix("\ufeff")
    line, column = Document(file="", text=before).position(len(before))
    shown = bytes([source[index]]).decode("cp1252", "replace")
    message = say(
        "The file is not UTF-8: byte 0x%(source)s (perhaps “%(shown)s” in an older encoding).",
        source=f"{source[index]:02X}",
        shown=shown,
    )
    return Problem("encoding", message, say("Save the file as UTF-8."), line, column)


def _refuse_early(document: Document) -> None:
    """What the parser would be slow at or vague about."""
    if not document.text.strip():
        raise Stop(Problem("empty", say("The file is empty."), say("Fill it in, or remove it.")))
    if bad := _UNPRINTABLE.search(document.text):
        raise Stop(_unprintable(document, bad.start()))
    # Each %TAG line is compared with all before it: thousands of them take hours.
    if len(_DIRECTIVE.findall(document.text)) > document.limits.directives:
        raise Stop(
            Problem("directives", say("The file has too many lines that begin with %."), say("Remove them."))
        )


def _unprintable(document: Document, index: int) -> Problem:
    code = ord(document.text[index])
    message = say("There is a character that YAML does not allow (U+%(code)s).", code=f"{code:04X}")
    fix = say('Remove it, or write it as an escape in double quotes, as in "\\u0007".')
    return Problem("character", message, fix, *document.position(index))


def _compose(document: Document) -> None:
    # A last line without an end would change the meaning of a text block that stands on it.
    source = document.text if document.text.endswith(("\n", "\r")) else document.text + "\n"
    composer = Composer(document)
    try:
        composer.run(_events(source))
    except yaml.YAMLError as error:
        raise Stop(_syntax(document, error)) from None


def _events(source: str) -> Iterator[Any]:
    events: Iterator[Any] = yaml.parse(source, Loader=_Loader)
    return events


def _syntax(document: Document, error: yaml.YAMLError) -> Problem:
    problem_mark, context_mark = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    # What is not closed before the end is told where it was opened.
    unclosed = context_mark and "unexpected end of stream" in str(error)
    place = context_mark if unclosed else problem_mark or context_mark
    index = min(place.index, len(document.text)) if place else 0
    line, column = document.position(index)
    if _has_tab(document, index):
        message = say("There is a tab where YAML wants spaces.")
        return Problem("tab", message, say("Indent with spaces only."), line, column)
    said = ", ".join(filter(None, (getattr(error, "context", None), getattr(error, "problem", None))))
    message = say("This is not valid YAML: %(value)s.", value=said or say("it cannot be read"))
    fix = next(
        (say(fix) for words, fix in _FIXES if words in said), say("Look at this line and the one above it.")
    )
    return Problem("syntax", message, fix, line, column)


def _has_tab(document: Document, index: int) -> bool:
    line = document.line_starts[document.position(index)[0] - 1]
    return document.text[index : index + 1] == "\t" or bool(_INDENTATION_TAB.match(document.text, line))


def _judge(document: Document, mapping: bool) -> None:
    if document.root is None or (document.root.is_empty and document.data is None):
        message = say("The file holds no data, only comments or a document mark.")
        document.problems.append(Problem("empty", message, say("Fill it in, or remove it.")))
    elif mapping and not isinstance(document.data, dict):
        message = say("The top level is not a set of `key: value` lines.")
        fix = say("Begin with a key, as in `risks:`.")
        document.problems.append(Problem("not_a_mapping", message, fix, *document.mark(())))
