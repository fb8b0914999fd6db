"""The ground an import stands on: the files, the workspace as it is, and everything on its way into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from handrail.house.workspaces.models import Member
from handrail.house.workspaces.owners import load_directory
from handrail.kit.shapes import Row
from handrail.kit.words import say
from handrail.record.customers.queries import out_of_sight

from . import keeping
from .binding import World
from .entities import Entity, accounts_of
from .findings import Finding
from .matching import Matcher, Past, Placement
from .reports import Report
from .tree import Source, slug

Tell = Callable[[int, int], None]
REFUSING = frozenset(("file.unreadable", "file.too_big", "value.shape"))


@dataclass
class Before:
    """What the files said before, where it is known better than by what was kept: as an export told it just now."""

    past: Past
    roots: dict[str, Row] = field(default_factory=dict)
    """The first row of a file, by its path."""
    changed: frozenset[str] = frozenset()
    """The files that came; the others are there to be understood with them, and are not kept anew."""


@dataclass
class Tree:
    """A folder as read, before anything is looked up."""

    sources: list[Source]
    findings: list[Finding]
    hints: dict[Placement, str]
    name: str = ""
    before: Before | None = None

    @property
    def usable(self) -> list[Source]:
        return [source for source in self.sources if not source.is_broken]


@dataclass(slots=True)
class Work:
    """One thing on its way into the record."""

    entity: Entity
    key: str
    row: Any = None
    base: Entity | None = None
    fresh: bool = False
    """A customer that is made before it is known what the files say of it."""
    created: bool = False


class Ground:
    def __init__(self, tree: Tree, member: Member | None, *, trial: bool = False, why: str = "") -> None:
        self.member = member
        self.trial = trial
        """Whether it is only a look: nobody has tried to move a card."""
        self.why = why
        """What is said for all cards that go back."""
        self.report = Report(files=len(tree.sources))
        self.world = World(load_directory())
        self.works: dict[int, Work] = {}
        self.customer_of: dict[str, Any] = {}
        self.spared: set[str] = set()
        """Records that the files refuse to change, as "noun:key"."""
        self.sources = tree.usable
        self._sort(tree.findings)
        self.accounts = accounts_of(self.sources, fallback=slug(tree.name) if tree.name else "")
        self._leave_closed()
        self.report.accounts = sum(1 for name in self.accounts if name)
        self.entities = [e for name in sorted(self.accounts) for e in self.accounts[name].entities]
        self.past, self.documents = keeping.past_of({s.path for s in self.sources}, self.accounts)
        self.before = tree.before
        if tree.before is not None:
            self.past = tree.before.past
        self.matcher = Matcher(self.past, tree.hints)

    def _leave_closed(self) -> None:
        """Accounts that are customers whom the importer may not see: refused whole, and in the same words always."""
        closed = {key for key, _ids in out_of_sight()} & self.accounts.keys()
        if not closed:
            return
        fix = say("Leave it out, or ask an owner of the workspace to import it.")
        for name in sorted(closed):
            path = next((source.path for source in self.accounts[name].sources), "")
            self.refuse(path, 1, 1, "closed", say("“%(name)s” can not be imported by you.", name=name), fix)
        own = {source.path for name in closed for source in self.accounts[name].sources}
        self.sources = [source for source in self.sources if source.path not in own]
        self.accounts = {name: one for name, one in self.accounts.items() if name not in closed}

    def _sort(self, findings: list[Finding]) -> None:
        for finding in findings:
            hard = finding.code.startswith("yaml.") or finding.code in REFUSING
            (self.report.refused if hard else self.report.flagged).append(finding)

    @property
    def workspace_source(self) -> Source | None:
        found = (s for s in self.sources if s.sheet and s.sheet.kind == "workspace" and s.root)
        return next(found, None)

    def root_before(self, path: str) -> Row | None:
        """What a file said before."""
        if self.before is not None:
            return self.before.roots.get(path)
        return keeping.root_of(self.documents, path)

    def is_kept(self, path: str) -> bool:
        return self.before is None or path in self.before.changed

    def customer_of_source(self, source: Source) -> Any:
        return self.customer_of.get(source.account) if source.account else None

    def works_of(self, noun: str) -> list[Work]:
        return [work for work in self.works.values() if work.entity.noun == noun and work.row is not None]

    def work(self, entity: Entity, key: str) -> Work:
        work = Work(entity, key)
        self.works[id(entity)] = work
        return work

    def refuse_row(self, entity: Entity, message: str) -> None:
        place = entity.places[0]
        at = place.source.where(place.row.path)
        label = f"“{entity.label}”: " if entity.label else ""
        self.refuse(
            place.source.path, at.line, at.column, "row", label + message, say("Correct it in the file.")
        )

    def refuse(
        self, file: str, line: int | None, column: int | None, code: str, message: str, fix: str
    ) -> None:
        self.report.refused.append(
            Finding(file, line or 1, column or 1, f"import.{code}", "error", message, fix)
        )

    def flag(self, entity: Entity, name: str, code: str, message: str, fix: str) -> None:
        place = entity.place_of(name)
        at = place.source.where(place.row.place(name))
        self.report.flagged.append(
            Finding(place.source.path, at.line or 1, at.column or 1, code, "warning", message, fix)
        )
