"""What a workspace holds already, as far as an import must know it: who is who, by id and by name."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from handrail.house.workspaces import keys
from handrail.house.workspaces.external import same
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.owners import Directory, load_directory
from handrail.house.workspaces.scope import current
from handrail.kit import clock
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer
from handrail.record.customers.queries import out_of_sight

from .addresses import Addresses
from .measured import Metrics


class Ref:
    """A record that is there, or will be when this import is written. `row` is only there while it is not."""

    __slots__ = ("digest", "pk", "row", "seen", "systems")

    def __init__(self, pk: int | None = None, systems: frozenset[str] = frozenset()) -> None:
        self.pk = pk
        self.systems = systems
        self.row: Any = None
        self.seen = ""
        self.digest = 0


@dataclass(slots=True)
class Index:
    """Records of one kind by the ids of other systems, and by name; several may have one name."""

    by_id: dict[Hashable, Ref] = field(default_factory=dict)
    by_name: dict[Hashable, list[Ref]] = field(default_factory=dict)

    def add(self, ref: Ref, ids: Iterable[Hashable], names: Iterable[Hashable]) -> Ref:
        for one in ids:
            self.by_id.setdefault(one, ref)
        for name in names:
            self.by_name.setdefault(name, []).append(ref)
        return ref

    def find(self, one: Hashable | None, names: Iterable[Hashable], system: str) -> Ref | None:
        """By id; else the first of that name that this import has not met and no id of that system marks."""
        if one is not None and one in self.by_id:
            return self.by_id[one]
        for name in names:
            for ref in self.by_name.get(name, ()):
                if not ref.seen and (one is None or system not in ref.systems):
                    return ref
        return None


def folded(name: str) -> str:
    return " ".join(name.casefold().split())


def id_of(system: str, text: str) -> tuple[str, str]:
    return system, same(text)


class Keys:
    """Free keys for many records of one model, with one look at the table."""

    def __init__(self, model: type[Tenanted]) -> None:
        self.model = str(model._meta.model_name)
        self.taken = keys.all_keys(model)
        self.last: dict[str, int] = {}

    def claim(self, words: str) -> str:
        word = keys.base(words, self.model)
        key, number = word, self.last.get(word, 1)
        while key in self.taken:
            number += 1
            key = f"{word}-{number}"
        self.last[word] = number
        self.taken.add(key)
        return key


class World:
    """The members and customers of the workspace, with those that this import adds."""

    def __init__(self, *, write: bool) -> None:
        self.write = write
        self.today: date = clock.today(current().workspace.time_zone)
        self.directory: Directory = load_directory()
        self.customers = Index()
        self.customer_by_pk: dict[int, Ref] = {}
        self.names: dict[str, dict[int, str]] = {"customer": {}, "owner": member_names(self.directory)}
        self.made: list[Ref] = []
        self.made_count = 0
        self.made_names: list[str] = []
        self._keys: dict[type[Tenanted], Keys] = {}
        self.closed = {
            id_of(system, str(ident)) for _key, ids in out_of_sight() for system, ident in ids.items()
        }
        """Ids of customers that the importer may not see: their rows are refused, not doubled."""
        self._load_customers()
        self.decisions = Index()
        """Those that a dependency may belong to, from where a log with dependencies is read."""
        self.addresses = Addresses(self)
        self.metrics = Metrics(self, Ref)

    def _load_customers(self) -> None:
        found = Customer.objects.filter(removed_at=None).order_by("pk")
        for pk, name, external in found.values_list("pk", "name", "external_ids").iterator():
            ref = self.customer_by_pk[pk] = Ref(pk, frozenset(external))
            self.customers.add(ref, (id_of(s, str(i)) for s, i in external.items()), [folded(name)])
            self.names["customer"][pk] = name

    def key(self, model: type[Tenanted], words: str) -> str:
        if model not in self._keys:
            self._keys[model] = Keys(model)
        return self._keys[model].claim(words)

    # -- customers that others point at -----------------------------------------------------------------

    def customer(self, system: str, external: str, name: str) -> Ref | None:
        """By id; else by exact name, the oldest where several have it (`ambiguous` tells)."""
        if external and (ref := self.customers.by_id.get(id_of(system, external))):
            return ref
        if name and (ref := self.customers.by_id.get(id_of(system, name))):
            return ref
        found = self.customers.by_name.get(folded(name), []) if name else []
        return found[0] if found else None

    def ambiguous(self, system: str, external: str, name: str) -> bool:
        known = external and id_of(system, external) in self.customers.by_id
        return bool(name) and not known and len(self.customers.by_name.get(folded(name), [])) > 1

    def make_customer(self, system: str, external: str, name: str) -> Ref:
        """An account of which only this is known: a deal is never lost because its account is not there."""
        ref = Ref(None, frozenset([system] if external else []))
        name = (name or external)[:300]
        ids = {system: external} if external else {}
        if self.write:
            ref.row = Customer(name=name, external_ids=ids, key=self.key(Customer, name))
            self.made.append(ref)
        self.made_count += 1
        self.made_names.append(name)
        self.customers.add(ref, [id_of(system, external)] if external else [], [folded(name)])
        return ref

    def decision(self, named: str, customer: Ref | None, system: str) -> Ref | None:
        """The decision of this title or id: of this customer, else of the workspace itself."""
        for near in dict.fromkeys((customer, None)):
            if found := self.decisions.by_id.get((near, *id_of(system, named))):
                return found
            if same_name := self.decisions.by_name.get((near, folded(named))):
                return same_name[0]
        return None

    @property
    def decision_by_pk(self) -> dict[int, Ref]:
        return {ref.pk: ref for refs in self.decisions.by_name.values() for ref in refs if ref.pk}

    def flush(self) -> None:
        """Write the accounts that were made from what others know of them, and their metrics."""
        if self.made:
            customers.add_customers([ref.row for ref in self.made])
            for ref in self.made:
                settle(ref)
        self.made.clear()
        self.metrics.flush()


def member_names(directory: Directory) -> dict[int, str]:
    return {one.pk: one.name for several in directory.by_name.values() for one in several if one.pk}


def settle(ref: Ref) -> None:
    """The row is written: keep its number, let go of the rest."""
    ref.pk, ref.row = ref.row.pk, None
