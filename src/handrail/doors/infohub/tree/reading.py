"""Recognise a file and read its rows."""

from __future__ import annotations

from handrail.kit import yamlio
from handrail.kit.shapes import Row, read_row
from handrail.kit.shapes.kinds import clean
from handrail.kit.words import say
from handrail.record.notes import files as notes
from handrail.watch.playbooks import files as playbooks
from handrail.watch.playbooks.facts import Flaw

from ..findings import Finding
from ..sheets import Sheet, by_keys, by_name, is_sheet_file, is_talk, settled_kind
from .limits import LIMITS
from .sources import FRONT, Source
from .walking import Found, content, unreadable
from .whose import claim


def load(found: Found) -> Source:
    try:
        return read(found.path, content(found))
    except OSError as trouble:
        return Source(found.path, b"", findings=[unreadable(found.path, trouble)])


def read(path: str, data: bytes) -> Source:
    """Recognise a file and read its rows. Never raises."""
    source = Source(path, data)
    sheet = by_name(path)
    if sheet is not None and sheet.kind in MARKDOWN:
        return _read_markdown(source, sheet)
    if sheet is None and not is_talk(path) and playbooks.is_playbook(path, data):
        source.findings.extend(_flaw(path, flaw) for flaw in playbooks.read(data, file=path).flaws)
        return source
    if sheet is None and not is_sheet_file(path):
        return source
    document = yamlio.read(data, file=path, limits=LIMITS, mapping=sheet is not None)
    sheet = sheet or by_keys(path, document.data)
    if sheet is None:
        _note_broken(source, document)
        return source
    return _take(source, settled_kind(sheet, document.data), document)


def _flaw(path: str, flaw: Flaw) -> Finding:
    return Finding(path, flaw.line, flaw.column, flaw.code, flaw.severity, flaw.message, flaw.fix)


def _note_broken(source: Source, document: yamlio.Document) -> None:
    """Of a file that is none of ours, only that it cannot be read: it might have been one."""
    fatal = [p for p in document.problems if document.data is None and p.code != "empty"]
    source.findings.extend(_problem(source, problem) for problem in fatal)


def _problem(source: Source, problem: yamlio.Problem) -> Finding:
    line = problem.line + source.above
    return Finding(
        source.path, line, problem.column, f"yaml.{problem.code}", "error", problem.message, problem.fix
    )


def _take(source: Source, sheet: Sheet, document: yamlio.Document) -> Source:
    source.sheet, source.document = sheet, document
    source.findings.extend(_problem(source, problem) for problem in document.problems)
    if not isinstance(document.data, dict):
        return source
    source.root = read_row(sheet.shape, document.data)
    claim(source, document.data)
    for row in source.root.walk():
        for fault in row.faults:
            at = source.where(fault.path)
            source.findings.append(
                Finding(
                    source.path,
                    at.line or 1,
                    at.column or 1,
                    f"value.{fault.code}",
                    fault.severity,
                    fault.message,
                    fault.fix,
                )
            )
    return source


MARKDOWN = frozenset(("meeting", "note"))


def _read_markdown(source: Source, sheet: Sheet) -> Source:
    """Front matter and text. A text with nothing in front is kept as it is."""
    found = FRONT.match(source.content)
    if found is None:
        return source
    source.above = 1
    document = yamlio.read(found[1], file=source.path, limits=LIMITS, mapping=True)
    try:
        source.body = source.content[found.end() :].decode("utf-8")
    except UnicodeDecodeError:
        message = say("The text is not UTF-8.")
        source.findings.append(
            Finding(source.path, 1, 1, "yaml.encoding", "error", message, say("Save the file as UTF-8."))
        )
        return source
    _take(source, sheet, document)
    if source.root is not None:
        source.root.values["text"] = clean(source.body)
    if source.root is not None and sheet.kind == "note":
        _settle_note(source, source.root)
    return source


def _settle_note(source: Source, root: Row) -> None:
    """Its text as the record keeps it; its title, where none stands in front."""
    root.values["text"] = notes.even(root.values["text"])
    root.values["title"] = root.values["title"] or notes.titled(root, source.path)
