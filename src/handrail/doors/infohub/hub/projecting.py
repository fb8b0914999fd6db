"""The files that a change touches, written anew: those of some customers, those of none, or all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from handrail.record.customers.models import Customer

from .. import keeping, playbooks
from ..comparing import Comparer, named_rows
from ..exporting import Exporter
from ..exporting.whole import BATCH
from ..exporting.writing import Writing
from ..laying import Layout, Sheaf
from ..manifest import Manifest
from ..models import Document
from ..nouns import NOUNS
from ..ties import Spelled
from .repository import Laid, Places

NAMED = ("metric", "opportunity", "stakeholder")
"""What rows of the root name, of any customer."""
NOBODY = 0
"""Whose the files are that belong to no customer."""


@dataclass(frozen=True, slots=True)
class Touched:
    """Which files to look at again. `customers` None means all of them."""

    customers: frozenset[int] | None = frozenset()
    root: bool = False

    def __or__(self, other: Touched) -> Touched:
        both = None if self.customers is None or other.customers is None else self.customers | other.customers
        return Touched(both, self.root or other.root)

    def meets(self, other: Touched) -> bool:
        if self.root and other.root:
            return True
        if self.customers is None or other.customers is None:
            return bool(self) and bool(other)
        return bool(self.customers & other.customers)

    def __bool__(self) -> bool:
        return self.customers is None or bool(self.customers) or self.root


EVERYTHING = Touched(None, True)


class TellingSpelled(Spelled):
    """Tells of each customer which links stand in its own files."""

    def __init__(self, laid: dict[int, Laid]) -> None:
        super().__init__()
        self.laid = laid
        self.stood = {pk for one in laid.values() for pk in one.links}

    def settle(self, layout: Layout) -> None:
        others, self.stood = self.stood - set(self.laid_of(layout).links), set()
        super().settle(layout)
        self.laid_of(layout).links = sorted(self.stood)
        self.laid_of(layout).alias = layout.alias
        self.stood |= others

    def laid_of(self, layout: Layout) -> Laid:
        return self.laid.setdefault(layout.customer.pk, Laid())


@dataclass
class Projection:
    """What an export of some files came to, beside their bytes."""

    laid: dict[int, Laid]
    places: dict[str, Places] = field(default_factory=dict)
    owner: dict[str, int] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    """Files that were there and are there no more; known when all others are written."""


class TellingWriting(Writing):
    """Tells of each file whose it is and where every record stands, and of a customer what stands in its files."""

    def __init__(self, manifest: Manifest, told: Projection, stood: set[str]) -> None:
        super().__init__(manifest)
        self.told, self.stood = told, stood
        self.seen: set[str] = set()

    def written(self, sheaf: Sheaf, comparer: Comparer, account: str) -> bytes:
        owner = comparer.customer.pk if comparer.customer is not None else NOBODY
        self.told.owner[sheaf.path] = owner
        if owner:
            self.told.laid.setdefault(owner, Laid()).stood += sorted(self.stood - self.seen)
            self.seen |= self.stood
        return super().written(sheaf, comparer, account)

    def _note_keys(self, sheaf: Sheaf, root: Any, account: str) -> None:
        super()._note_keys(sheaf, root, account)
        assert sheaf.root is not None
        old = sheaf.source.root if sheaf.source is not None else None
        self.told.places[sheaf.path] = {
            name: list(row.path) for name, row in named_rows(old, sheaf.root, sheaf.known, root)
        }


class Projector(Exporter):
    """An export of a part, which gives the same files as an export of everything. Call it inside a scope.

    `laid` is what earlier exports have told of the files that are not looked at now.
    """

    def __init__(self, laid: dict[int, Laid]) -> None:
        super().__init__()
        self.told = Projection(laid)
        self.laid = laid
        self.writing = TellingWriting(self.manifest, self.told, self.gathering.names.stood)

    def write(self, touched: Touched) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of the files that are touched."""
        ids = self._ids(touched)
        before = {pk: set(self.laid[pk].paths) for pk in self._looked_at(touched, ids)}
        self._begin(before)
        written: dict[int, list[str]] = {pk: [] for pk in before}
        for path, content in self._touched(touched, ids):
            written.setdefault(self.told.owner[path], []).append(path)
            yield path, content
        for pk, paths in written.items():
            self.laid.setdefault(pk, Laid()).paths = sorted(paths)
        self._end(before, written)

    def _end(self, before: dict[int, set[str]], written: dict[int, list[str]]) -> None:
        now = {path for paths in written.values() for path in paths}
        self.told.gone = {path for paths in before.values() for path in paths} - now
        for pk in [pk for pk, one in self.laid.items() if not one.paths and pk != NOBODY]:
            del self.laid[pk]

    def _ids(self, touched: Touched) -> list[int]:
        rows = Customer.objects.filter(removed_at=None).order_by("key")
        if touched.customers is not None:
            rows = rows.filter(pk__in=touched.customers)
        return list(rows.values_list("pk", flat=True))

    def _looked_at(self, touched: Touched, ids: Collection[int]) -> set[int]:
        """Whose files are written anew, or are gone with their customer."""
        known = set(self.laid) - {NOBODY}
        mine = known if touched.customers is None else known & touched.customers
        return mine | ({NOBODY} & set(self.laid) if touched.root else set())

    def _begin(self, before: dict[int, set[str]]) -> None:
        for pk in before:
            self.laid[pk].stood = []
        self.told.laid = self.laid
        others = {path for pk, one in self.laid.items() if pk not in before for path in one.paths}
        self.gathering.names.paths |= others

    def _touched(self, touched: Touched, ids: list[int]) -> Iterator[tuple[str, bytes]]:
        self.gathering.spelled = TellingSpelled(self.laid)
        self.gathering.learn()
        self._know_the_others(set(ids), touched)
        for start in range(0, len(ids), BATCH):
            yield from self._customers(ids[start : start + BATCH])
        ways = self._playbooks() if touched.root else {}
        if touched.root:
            self.gathering.names.stood |= {name for one in self.laid.values() for name in one.stood}
            yield from self._root()
        yield from ways.items()
        yield from self._files(touched, ids, ways)

    def _playbooks(self) -> dict[str, bytes]:
        ways = dict(playbooks.files())
        self.told.owner.update(dict.fromkeys(ways, NOBODY))
        return ways

    def _know_the_others(self, ids: set[int], touched: Touched) -> None:
        """What the lists of the root say of customers whose files are not written now."""
        if not touched.root or touched.customers is None:
            return
        for pk, key in self.gathering.names.customers.items():
            if pk not in ids:
                self.gathering.names.aliases[pk] = self.laid[pk].alias or key if pk in self.laid else key
        for noun in NAMED:
            for row in NOUNS[noun].model._default_manager.filter(removed_at=None):
                self.gathering.name(noun, row)

    def _files(self, touched: Touched, ids: list[int], ways: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
        """Files that hold no rows, those of a customer with its own."""
        rows = Document.objects.filter(removed_at=None, kind__in=keeping.OPAQUE).order_by("path")
        mine = set(ids)
        for row in rows.iterator(200) if touched else ():
            owner = row.customer_id or NOBODY
            if row.path in ways or not (owner in mine or (owner == NOBODY and touched.root)):
                continue
            self.told.owner[row.path] = owner
            yield row.path, keeping.bytes_of(row)
