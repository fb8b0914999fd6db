"""Which record stands in which file: those that came from a file go back into it, the others find a home."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from handrail.kit.shapes import Record
from handrail.kit.yamlio import Path

from . import keeping, tree
from .binding import NOUNS, Names, values_of
from .entities import Entity, accounts_of
from .models import Document
from .sheets import BY_KIND, Sheet
from .tree import Source, slug

PARTS_OF_PLAN = (
    "outcome",
    "activity",
    "criterion",
    "adoptionphase",
    "milestone",
    "initiative",
    "responsibility",
)
INSIDE = {
    "customer": ("opportunity", "teamplace", "waiver", "clearance", "renewal"),
    "metric": ("reading",),
    "decision": ("dependency", "constraint"),
    "project": ("board", "commitment", "scopechange", "signal", "step", "announcement", "tie", "drill"),
    "board": ("stage", "card"),
    "stage": ("check",),
}
NEW_PATHS = {
    "account": "{base}/account.yaml",
    "plan": "{base}/success_plan/csp.yaml",
    "stakeholders": "{base}/stakeholders.yaml",
    "risks": "{base}/risks/risk_register.yaml",
    "assumptions": "{base}/assumptions/assumption_register.yaml",
    "decisions": "{base}/decisions/decision_log.yaml",
    "actions": "{base}/actions/action_tracker.yaml",
    "metrics": "metrics/{alias}.yaml",
    "touchpoints": "touchpoints/{alias}.yaml",
    "project": "{base}/projects/{key}.yaml",
    "note": "{base}/notes/{key}.md",
}
HOMES = {
    "opportunity": "account",
    "teamplace": "account",
    "waiver": "account",
    "clearance": "account",
    "risk": "risks",
    "assumption": "assumptions",
    "decision": "decisions",
    "task": "actions",
    "metric": "metrics",
    "touchpoint": "touchpoints",
}


@dataclass
class Shelf:
    """The rows of one customer (or of none) by noun, those inside others by what they are in."""

    rows: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    inside: dict[tuple[str, str, int], list[Any]] = field(default_factory=lambda: defaultdict(list))
    """(noun of the outer, noun of the inner, pk of the outer) -> rows."""
    links: dict[str, set[tuple[int, int]]] = field(default_factory=lambda: defaultdict(set))
    """noun -> (plan, thing)."""

    def by_key(self, noun: str) -> dict[str, Any]:
        return {row.key: row for row in self.rows[noun]}


@dataclass
class Sheaf:
    """One file to be: its kept text if it has one, and what should stand in it."""

    path: str
    sheet: Sheet
    document: Document | None = None
    source: Source | None = None
    root: Record | None = None
    known: dict[Path, str] = field(default_factory=dict)

    @property
    def placed(self) -> set[str]:
        return set(self.known.values())


class Layout:
    """The files of one customer. `alias` is what its files call it."""

    def __init__(self, customer: Any, shelf: Shelf, documents: Sequence[Document], names: Names) -> None:
        self.customer, self.shelf, self.names = customer, shelf, names
        self.sheaves = [made for made in map(opened, documents) if made is not None]
        self.alias = alias_of(customer, self.sheaves)
        accounts = accounts_of((s.source for s in self.sheaves if s.source), only=self.alias)
        self.merged = merged_entities(
            accounts[self.alias].entities if self.alias in accounts else [], self.sheaves
        )
        self.base = base_of(self.alias, [s.path for s in self.sheaves])
        self.placed_in: dict[str, list[Sheaf]] = defaultdict(list)
        for sheaf in self.sheaves:
            for name in sheaf.placed:
                self.placed_in[name].append(sheaf)

    def lay(self) -> list[Sheaf]:
        self._roots()
        self._plans()
        self._projects()
        self._notes()
        self._shared()
        return [sheaf for sheaf in self.sheaves if sheaf.root is not None]

    # Roots

    def _roots(self) -> None:
        for sheaf in self.sheaves:
            noun = sheaf.sheet.shape.noun
            if not noun:
                sheaf.root = Record(sheaf.sheet.shape, "", {})
                continue
            name = sheaf.known.get((), "")
            row = self.shelf.by_key(noun).get(name.partition(":")[2])
            twice = noun == "project" and any(
                s.root is not None and s.root.name == name for s in self.sheaves
            )
            if row is not None and not twice:
                sheaf.root = self._record(noun, row, sheaf)
        if not any(s.root is not None and s.sheet.shape.noun == "customer" for s in self.sheaves):
            self._new("account", self._values("customer", self.customer))

    def _new(self, kind: str, values: Mapping[str, Any] | None = None, key: str = "") -> Sheaf:
        sheet = BY_KIND[kind]
        path = self._free(NEW_PATHS[kind].format(base=self.base, alias=self.alias, key=key))
        sheaf = Sheaf(path, sheet)
        given = dict(values) if values is not None else {"account": self.alias}
        if kind == "account":
            given["key"] = self.alias
        sheaf.root = Record(sheet.shape, key or (self.customer.key if kind == "account" else ""), given)
        self.sheaves.append(sheaf)
        return sheaf

    def _free(self, path: str) -> str:
        taken = {sheaf.path for sheaf in self.sheaves} | self.names.paths
        place, number = PurePosixPath(path), 1
        while path in taken:
            number += 1
            path = str(place.with_name(f"{place.stem}-{number:03d}{place.suffix}"))
        self.names.paths.add(path)
        return path

    # Plans and what is inside

    def _plans(self) -> None:
        held = {s.root.key for s in self.sheaves if s.root is not None and s.sheet.kind == "plan"}
        for row in self.shelf.rows["plan"]:
            if row.key not in held:
                values = self._values("plan", row) | {"account": self.alias, "schema_version": "1"}
                sheaf = self._new("plan", values, row.key)
                sheaf.root = Record(sheaf.sheet.shape, row.key, values, self._inside("plan", row, sheaf))
                sheaf.root.source = row

    def _projects(self) -> None:
        """Each in a file of its own."""
        held = {s.root.key for s in self.sheaves if s.root is not None and s.sheet.kind == "project"}
        for row in self.shelf.rows["project"]:
            if row.key not in held:
                sheaf = self._new("project", {}, row.key)
                sheaf.root = self._record("project", row, sheaf)
                sheaf.root.values["account"] = self.alias

    def _notes(self) -> None:
        """Each stands in a file of its own."""
        held = {s.root.key for s in self.sheaves if s.root is not None and s.sheet.kind == "note"}
        for row in self.shelf.rows["note"]:
            if row.key not in held:
                sheaf = self._new("note", self._values("note", row) | {"account": self.alias}, row.key)
                assert sheaf.root is not None
                sheaf.root.source = row

    def _record(self, noun: str, row: Any, sheaf: Sheaf) -> Record:
        shape = sheaf.sheet.shape if sheaf.sheet.shape.noun == noun else NOUNS[noun].shape
        made = Record(shape, row.key, self._values(noun, row), self._inside(noun, row, sheaf))
        made.source = row
        self._split_extras(made, sheaf)
        return made

    def _values(self, noun: str, row: Any) -> dict[str, Any]:
        return values_of(NOUNS[noun], row, self.names)

    def _inside(self, noun: str, row: Any, sheaf: Sheaf) -> list[Record]:
        nouns = PARTS_OF_PLAN if noun == "plan" else INSIDE.get(noun, ())
        if noun == "customer" and sheaf.sheet.kind != "account":
            nouns = ()
        found = [child for inner in nouns for child in self._rows_inside(noun, inner, row, sheaf)]
        if noun == "adoptionphase":
            found = list(self._rows_inside("adoptionphase", "milestone", row, sheaf))
        if noun == "plan":
            found += self._linked(row, sheaf)
        return found

    def _rows_inside(self, outer: str, inner: str, row: Any, sheaf: Sheaf) -> Iterator[Record]:
        for child in self.shelf.inside[outer, inner, row.pk]:
            name = f"{inner}:{child.key}"
            if name in sheaf.placed or (name not in self.placed_in and inner != "renewal"):
                yield self._record(inner, child, sheaf)

    def _linked(self, plan: Any, sheaf: Sheaf) -> list[Record]:
        """Risks and metrics of the plan, and the people who stand in this very file."""
        found = []
        for noun in ("stakeholder", "metric", "risk"):
            for row in self.shelf.rows[noun]:
                name = f"{noun}:{row.key}"
                linked = (plan.pk, row.pk) in self.shelf.links[noun]
                if linked or (noun == "stakeholder" and name in sheaf.placed):
                    found.append(self._record(noun, row, sheaf))
                    self.names.stood.add(name)
        return found

    # What stands in registers, logs and lists

    def _shared(self) -> None:
        for sheaf in list(self.sheaves):
            if sheaf.root is not None and not sheaf.sheet.shape.noun:
                self._refill(sheaf)
        for noun in ("stakeholder", *HOMES):
            for row in self.shelf.rows[noun]:
                if f"{noun}:{row.key}" not in self.names.stood and not self._stands(noun, row):
                    self._home(noun).root.children.append(self._record(noun, row, self._home(noun)))  # type: ignore[union-attr]

    def _refill(self, sheaf: Sheaf) -> None:
        """The rows that came from this file, as far as they still are."""
        assert sheaf.root is not None
        nouns = {part.shape.noun for part in sheaf.sheet.shape.parts}
        for noun in sorted(nouns):
            for row in self.shelf.rows[noun]:
                if f"{noun}:{row.key}" in sheaf.placed:
                    sheaf.root.children.append(self._record(noun, row, sheaf))
                    self.names.stood.add(f"{noun}:{row.key}")

    def _stands(self, noun: str, row: Any) -> bool:
        """Whether a file has it already: as its own root, or inside its customer."""
        name = f"{noun}:{row.key}"
        for sheaf in self.sheaves:
            if sheaf.root is None:
                continue
            if sheaf.root.name == name or any(child.name == name for child in sheaf.root.children):
                return True
        return False

    def _home(self, noun: str) -> Sheaf:
        if noun == "stakeholder":
            kinds: tuple[str, ...] = ("stakeholders", "plan")
        else:
            kinds = (HOMES[noun],)
        for kind in kinds:
            for sheaf in self.sheaves:
                if sheaf.sheet.kind == kind and sheaf.root is not None:
                    return sheaf
        return self._new(kinds[0]) if kinds[0] != "account" else self._new("account", {})

    def _split_extras(self, record: Record, sheaf: Sheaf) -> None:
        """Of a row that stands in several files, each keeps the unknown keys that are its own."""
        entity = self.merged.get(record.name)
        if entity is None or "fields" not in record.values or len(entity.places) < 2:
            return
        mine = next((p.row for p in entity.places if p.source is sheaf.source), None)
        if mine is None:
            return
        first = entity.places[0].source is sheaf.source
        record.values["fields"] = {
            key: value
            for key, value in record.values["fields"].items()
            if key in mine.extras or (first and key not in entity.extras)
        }


def opened(document: Document) -> Sheaf | None:
    """A kept file, read again."""
    if document.kind not in BY_KIND:
        return None
    source = tree.read(document.path, keeping.bytes_of(document))
    if not source.is_usable or source.sheet is None or source.document is None:
        return None
    known = {tuple(path): name for name, path in document.places.items()}
    return Sheaf(document.path, source.sheet, document, source, None, known)


def alias_of(customer: Any, sheaves: Iterable[Sheaf]) -> str:
    """What the kept files call the customer; its key where they do not name it."""
    told = [s.source for s in sheaves if s.source is not None]
    ids = [slug(source.said_id) for source in told if source.said_id]
    if ids:
        return ids[0]
    folders = [source.folder for source in told if source.folder and not source.said_name]
    return folders[0] if folders else str(customer.key)


def base_of(alias: str, paths: Iterable[str]) -> str:
    """The customer's folder: the one its files stand in."""
    for path in sorted(paths):
        parts = PurePosixPath(path).parts[:-1]
        for length, part in enumerate(parts, 1):
            if slug(part) == alias:
                return "/".join(parts[:length])
    return f"infohub/{alias}"


def merged_entities(entities: Iterable[Entity], sheaves: Iterable[Sheaf]) -> dict[str, Entity]:
    names = {(s.path, path): name for s in sheaves for path, name in s.known.items()}
    found: dict[str, Entity] = {}
    for entity in entities:
        name = next((names[place.path] for place in entity.places if place.path in names), None)
        if name:
            found.setdefault(name, entity)
    return found
