"""Reading a folder that anyone may have made: bounded, and without leaving it. No Django."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from handrail.kit import yamlio
from handrail.kit.shapes import Row, read_row
from handrail.kit.shapes.kinds import clean
from handrail.kit.verdict import Where
from handrail.kit.words import say
from handrail.record.notes import files as notes
from handrail.watch.playbooks import files as playbooks
from handrail.watch.playbooks.facts import Flaw

from .findings import Finding
from .sheets import Sheet, by_keys, by_name, is_sheet_file, settled_kind

MOST_BYTES = 8 * 1024 * 1024
MOST_FILES = 500_000
LIMITS = yamlio.Limits(bytes=MOST_BYTES)
STAGE = ".handrail-export"
"""Where an export is put together before it takes its place."""
SKIPPED = frozenset(
    (STAGE, ".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv", ".tox", ".DS_Store")
)
STRUCTURE = frozenset(
    (
        "account", "accounts", "action", "actions", "agent_work", "clients", "context", "csp",
        "csp_artifacts", "csp_history", "customer", "customers", "data", "decision", "decisions", "doc",
        "docs", "examples", "export", "external", "external_hub", "external_infohub",
        "external_infohubs", "frameworks", "governance", "health", "infohub", "infohubs", "internal",
        "internal_hub", "internal_infohub", "internal_infohubs", "journey", "knowledge", "meetings",
        "metrics", "node", "nodes", "notes", "operations", "plan", "plans", "playbooks", "project", "projects",
        "raw", "realm", "realms", "reports", "risk", "risks", "src", "stakeholders", "strategy",
        "success_plan", "success_plans", "boards", "templates", "touchpoints", "tree", "value",
    )
)  # fmt: skip
"""Folders that name a part of a tree, never an account."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the tree: its path as words (always "/" and valid text), and where it is."""

    path: str
    place: bytes
    size: int


UNREADABLE = frozenset(("file.unreadable", "value.shape"))


@dataclass
class Source:
    """One file as read. `rows` is its root row; without a sheet it is kept and not judged."""

    path: str
    content: bytes
    sheet: Sheet | None = None
    document: yamlio.Document | None = None
    root: Row | None = None
    folder: str = ""
    said_id: str = ""
    said_name: str = ""
    account: str = ""
    body: str = ""
    above: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def is_usable(self) -> bool:
        return self.root is not None

    @property
    def is_broken(self) -> bool:
        """Whether it is left out of an import: it cannot be read as it was meant."""
        return any(f.code.startswith("yaml.") or f.code in UNREADABLE for f in self.findings)

    def where(self, path: yamlio.Path) -> Where:
        """The place of a value, for a person: lines count from 1."""
        if self.document is None and self.root is None:
            return Where(self.path, 1, 1)
        if self.document is None:
            self.document = again(self)
        line, column = self.document.mark(path)
        return Where(self.path, line + self.above, column)


# -- walking --------------------------------------------------------------------------------------------


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
        findings.append(_unreadable(told(here, root), trouble))
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
        findings.append(_unreadable(path, trouble))
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


def _unreadable(path: str, trouble: OSError) -> Finding:
    message = say("This cannot be read: %(value)s.", value=trouble.strerror or trouble)
    return Finding(path, 1, 1, "file.unreadable", "error", message, say("Look at its permissions."))


def content(found: Found) -> bytes:
    """The bytes, never more than allowed and never waiting: the file may have changed since it was listed."""
    handle = os.open(found.place, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise OSError(0, "it is not an ordinary file")
        return opened.read(MOST_BYTES + 1)


def load(found: Found) -> Source:
    try:
        return read(found.path, content(found))
    except OSError as trouble:
        return Source(found.path, b"", findings=[_unreadable(found.path, trouble)])


def again(source: Source) -> yamlio.Document:
    """A document that was let go of to save memory."""
    found = _FRONT.match(source.content) if source.above else None
    return yamlio.read(found[1] if found else source.content, file=source.path, limits=LIMITS)


# -- reading one file -----------------------------------------------------------------------------------

_FRONT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)


def read(path: str, data: bytes) -> Source:
    """Recognise a file and read its rows. Never raises."""
    source = Source(path, data)
    sheet = by_name(path)
    if sheet is not None and sheet.kind in MARKDOWN:
        return _read_markdown(source, sheet)
    if sheet is None and playbooks.is_playbook(path, data):
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
    found = _FRONT.match(source.content)
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


# -- whose it is ----------------------------------------------------------------------------------------

IDS = ("account_id", "customer_id", "realm_id", "node_id")
NAMES = ("account", "customer")


def claim(source: Source, data: Any) -> None:
    """What a file says about whose it is: an id, a name, or only its folder."""
    source.folder = account_from_path(source.path)
    if source.sheet is not None and source.sheet.kind in ("workspace", "links", "evidence", "cadences"):
        source.folder = ""
        return
    source.said_id, source.said_name = _said(data, IDS), _said(data, NAMES)
    if source.sheet is not None and source.sheet.kind in ("account", "profile") and source.root is not None:
        source.said_name = source.said_name or str(source.root.values["name"])
    source.account = slug(source.said_id) if source.said_id else source.folder


def _said(data: Any, keys: tuple[str, ...]) -> str:
    for block in (data, data.get("metadata")):
        for key in keys if isinstance(block, dict) else ():
            value = block.get(key)
            if isinstance(value, dict):
                value = value.get("id") or value.get("key") or value.get("name")
            if isinstance(value, str | int) and str(value).strip():
                return str(value).strip()
    return ""


ROOTED = frozenset(("workspace", "links", "evidence", "renewals", "cases", "tasks", "project", "cadences"))
CERTAIN = frozenset(
    ("account", "profile", "plan", "criteria", "team", "stakeholders", "stakeholder", "value", "health")
)
"""Kinds of files that are always of one account."""


def settle_accounts(sources: Iterable[Source], fallback: str = "") -> None:
    """Give the files of one folder their accounts: an id counts for those beside it, a name for its own file.

    `fallback` is the name of the whole folder: it is the account's own where its plan names none.
    """
    sources = list(sources)
    folders: dict[str, list[Source]] = {}
    for source in sources:
        if source.root is not None:
            folders.setdefault(source.folder, []).append(source)
    for folder, group in folders.items():
        _settle(folder, group)
    nameless = [s for s in folders.get("", ()) if not s.account and s.sheet and s.sheet.kind not in ROOTED]
    if fallback and any(s.sheet and s.sheet.kind in CERTAIN for s in nameless):
        for source in nameless:
            source.account = fallback


def _settle(folder: str, group: list[Source]) -> None:
    ids = {slug(s.said_id) for s in group if s.said_id}
    named = {slug(s.said_name): slug(s.said_id) for s in group if s.said_id and s.said_name}
    names = {slug(s.said_name) for s in group if s.said_name and not s.said_id} - set(named)
    only = next(iter(ids)) if len(ids) == 1 else folder
    for source in group:
        name = slug(source.said_name) if source.said_name else ""
        if source.said_id:
            continue
        if name in named or name in ids:
            source.account = named.get(name, name)
        elif name and (len(names) > 1 or not only):
            source.account = name
        elif source.folder or source.said_name:
            source.account = only


def account_from_path(path: str) -> str:
    for folder in PurePosixPath(path).parts[:-1]:
        if slug(folder).replace("-", "_") not in STRUCTURE:
            return slug(folder)
    return ""


_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str) -> str:
    """A key: small letters, digits and hyphens. Letters with marks lose them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _OTHER.sub("-", plain).strip("-")[:60].strip("-") or "unnamed"
