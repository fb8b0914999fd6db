"""All playbooks: those that are shipped as files, and the workspace's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import handrail
from handrail.house.ledger import reading
from handrail.kit.refusals import NotFound
from handrail.kit.words import say

from . import files
from .facts import Book
from .models import Playbook


@dataclass(frozen=True, slots=True)
class Shown:
    """One playbook of either sort. `row` where it is the workspace's own."""

    name: str
    book: Book
    text: str
    row: Playbook | None = None

    @property
    def version(self) -> int:
        return self.row.version if self.row is not None else self.book.version

    @property
    def copied(self) -> str:
        """What the shipped one is called that it was copied from; often its own title still is the same."""
        there = shipped().get(self.row.source) if self.row is not None else None
        return there.book.title if there is not None else ""


def folder() -> Path:
    """Beside the package when installed, at the top of the tree in a checkout."""
    package = Path(handrail.__file__).parent
    inside = package / "_library"
    return (inside if inside.is_dir() else package.parents[1] / "library") / "playbooks"


@cache
def shipped() -> dict[str, Shown]:
    found = {}
    for path in sorted(folder().glob("*.md")):
        text = path.read_text(encoding="utf-8")
        book = files.read(text, file=path.name).book
        assert book is not None, path
        found[path.stem] = Shown(path.stem, book, text)
    return found


def own() -> list[Shown]:
    """One statement."""
    return [shown(row) for row in reading.present(Playbook).order_by("title", "pk")]


def shown(row: Playbook) -> Shown:
    book = read(row.text)
    return Shown(row.key, book if book is not None else Book(name=row.key, title=row.title), row.text, row)


@lru_cache(maxsize=256)
def read(text: str) -> Book | None:
    return files.read(text).book


def find(name: str) -> Shown:
    """The workspace's own one of that name, else the shipped one. One statement."""
    row = reading.present(Playbook).filter(key=name).first()
    if row is not None:
        return shown(row)
    if name not in shipped():
        words = say("There is no playbook called “%(name)s”.", name=name[:80])
        raise NotFound(words, say("Look at the list of playbooks."))
    return shipped()[name]
