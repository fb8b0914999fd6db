"""From rows in files to things: the same risk may stand in a register and in a plan. No Django.

Each thing has the rows it stands in, the first one leading, and the values they come to together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from handrail.kit.shapes import Row

from .tree import Source, settle_accounts, slug

SHARED = frozenset(
    (
        "customer",
        "stakeholder",
        "risk",
        "decision",
        "task",
        "metric",
        "opportunity",
        "renewal",
        "teamplace",
        "supportcase",
    )
)
"""Nouns of which one thing may stand in several files of an account. All others stand in one."""
LINKED = frozenset(("stakeholder", "risk", "metric"))
"""Nouns that stand inside a plan and are the customer's all the same."""
PARTS = frozenset(
    ("outcome", "criterion", "adoptionphase", "milestone", "activity", "initiative", "responsibility")
)


@dataclass(slots=True)
class Place:
    source: Source
    row: Row

    @property
    def path(self) -> tuple[str, tuple[str | int, ...]]:
        return self.source.path, self.row.path


@dataclass(slots=True)
class Entity:
    """`parent` is the plan of a part, the phase of a milestone, the metric of a reading."""

    noun: str
    places: list[Place]
    parent: Entity | None = None
    values: dict[str, Any] = field(default_factory=dict)
    extras: dict[str, Any] = field(default_factory=dict)
    plans: list[Entity] = field(default_factory=list)
    position: int = 0
    account: str = ""

    @property
    def row(self) -> Row:
        return self.places[0].row

    @property
    def source(self) -> Source:
        return self.places[0].source

    @property
    def ident(self) -> str:
        return str(self.values.get("key") or "")

    @property
    def label(self) -> str:
        title = self.row.shape.title if self.places else "name"
        return str(self.values.get(title) or self.ident)

    @property
    def plan(self) -> Entity | None:
        above = self.parent
        while above is not None and above.noun != "plan":
            above = above.parent
        return above

    def place_of(self, name: str) -> Place:
        """Where this field's value comes from."""
        return next((place for place in self.places if name in place.row.places), self.places[0])

    def settle(self) -> None:
        """The values together: of each field the first that a file gives."""
        self.values = dict(self.row.values)
        self.extras = {}
        for place in reversed(self.places):
            self.extras |= place.row.extras
        for entry in self.row.shape.fields:
            leading = self.place_of(entry.name).row
            for name in (entry.name, entry.beside):
                if name and name in leading.values:
                    self.values[name] = leading.values[name]


@dataclass
class Account:
    """All that the files say about one account; `name` "" is what belongs to none."""

    name: str
    sources: list[Source] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    loose: list[Place] = field(default_factory=list)
    index: dict[tuple[str, str], list[Entity]] = field(default_factory=dict)
    """By noun and id, and by noun and words."""

    def of(self, noun: str) -> list[Entity]:
        return [entity for entity in self.entities if entity.noun == noun]

    @property
    def customer(self) -> Entity | None:
        return next((e for e in self.entities if e.noun == "customer"), None)


def ranked(sources: Iterable[Source]) -> list[Source]:
    return sorted(sources, key=lambda s: (s.sheet.rank if s.sheet else 99, s.path))


def accounts_of(sources: Iterable[Source], only: str | None = None, fallback: str = "") -> dict[str, Account]:
    """The accounts in a tree. Rows of a file at the root may name the account that they belong to.

    With `only`, all files are known to be of that one account.
    """
    sources = list(sources)
    if only is None:
        settle_accounts(sources, fallback)
    else:
        for source in sources:
            source.account = only
    found: dict[str, Account] = {}
    for source in ranked(sources):
        if not source.is_usable or (source.sheet and source.sheet.kind == "workspace"):
            continue
        account = found.setdefault(source.account, Account(source.account))
        account.sources.append(source)
        Builder(account, found).take(source)
    for account in found.values():
        for entity in account.entities:
            entity.settle()
    return found


class Builder:
    """Takes the rows of one file into their accounts."""

    def __init__(self, account: Account, accounts: dict[str, Account]) -> None:
        self.account = account
        self.accounts = accounts
        self.claimed: set[int] = set()
        self.count = 0

    def take(self, source: Source) -> None:
        assert source.root is not None
        self.source = source
        self._row(source.root, None)

    def _row(self, row: Row, parent: Entity | None) -> None:
        entity = self._entity(row, parent) if row.noun else None
        for child in row.children:
            self._row(child, entity or parent)

    def _entity(self, row: Row, parent: Entity | None) -> Entity | None:
        place = Place(self.source, row)
        if row.noun in PARTS and parent is None:
            parent = self._only_plan()
            if parent is None:
                self.account.loose.append(place)
                return None
        account = self._home(row)
        entity = self._known(account, row, parent) if row.noun in SHARED else None
        if entity is None:
            above = None if row.noun in LINKED or row.noun in ("opportunity", "renewal") else parent
            entity = Entity(row.noun, [place], above, dict(row.values), account=account.name)
            account.entities.append(entity)
            self._remember(account, entity)
        else:
            entity.places.append(place)
        self.claimed.add(id(entity))
        self.count += 1
        entity.position = entity.position or self.count
        if row.noun in LINKED and parent is not None and parent.noun == "plan":
            entity.plans.append(parent)
        return entity

    def _only_plan(self) -> Entity | None:
        plans = self.account.of("plan")
        return plans[0] if len(plans) == 1 else None

    def _home(self, row: Row) -> Account:
        named = row.values.get("customer") or (not self.source.account and row.extras.get("account"))
        if not named or self.source.account:
            return self.account
        name = slug(str(named))
        return self.accounts.setdefault(name, Account(name))

    def _known(self, account: Account, row: Row, parent: Entity | None) -> Entity | None:
        """The thing that this row speaks of, if another file named it: by id, else by its words."""
        if row.noun == "customer":
            return account.customer
        ident = str(row.values.get("key") or "").casefold()
        words = f"#{ident}" if ident else identity(row.noun, row.values)
        others = account.index.get((row.noun, words), []) if words else []
        return next((e for e in others if id(e) not in self.claimed), None)

    def _remember(self, account: Account, entity: Entity) -> None:
        names = [f"#{entity.ident.casefold()}" if entity.ident else "", identity(entity.noun, entity.values)]
        for name in filter(None, names):
            account.index.setdefault((entity.noun, name), []).append(entity)


def identity(noun: str, values: Mapping[str, Any]) -> str:
    """The words by which a thing without an id is known."""
    names = {
        "teamplace": ("member", "job"),
        "renewal": ("due_on",),
        "supportcase": ("number",),
        "stakeholder": ("name",),
        "metric": ("name",),
        "opportunity": ("name",),
        "customer": ("name",),
        "member": ("name",),
        "touchpoint": ("on", "summary"),
        "reading": ("on", "source"),
        "waiver": ("opportunity", "given_on"),
        "clearance": ("opportunity",),
        "mapping": ("kind", "fingerprint"),
        "link": ("source", "target", "relation"),
        "evidence": ("subject", "title"),
        "escalation": ("subject", "cause"),
        "feedback": ("subject", "title"),
        "team": ("name",),
        "goal": ("measure",),
        "check": ("side", "kind", "params"),
        "card": ("key",),
        "step": ("of", "step"),
        "tie": ("subject", "field"),
    }.get(noun, ("title",))
    return "\n".join(str(values.get(name) or "").strip().casefold() for name in names).strip()


def everything(accounts: Mapping[str, Account]) -> Iterator[Entity]:
    for name in sorted(accounts):
        yield from accounts[name].entities
