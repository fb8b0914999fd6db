"""A workspace as a tree of files: kept texts with what changed written into them, new files for the rest.

The same data and texts always give the same bytes. Nothing in the database changes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from handrail.record.customers.models import Customer

from .. import keeping, playbooks, talked
from ..comparing import Comparer
from ..laying import Layout, Shelf
from ..models import Document
from .gathering import Gathering
from .rooting import Rooting
from .writing import Writing

BATCH = 400


class Exporter:
    """Gives the files one after the other. Call it inside a scope."""

    def __init__(self) -> None:
        self.gathering = Gathering()
        self.manifest = self.gathering.manifest
        self.writing = Writing(self.manifest)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of every file; the manifest comes last."""
        self.gathering.learn()
        for path, content in self._all():
            self.manifest.note(path, content)
            yield path, content
        yield keeping.MANIFEST, self.manifest.as_bytes()

    def _all(self) -> Iterator[tuple[str, bytes]]:
        ids = list(Customer.objects.filter(removed_at=None).order_by("key").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            yield from self._customers(ids[start : start + BATCH])
        yield from self._root()
        ways = dict(playbooks.files())
        yield from ways.items()
        told = set(ways)
        for path, content in talked.files(self.gathering):
            told.add(path)
            yield path, content
        yield from (one for one in self._opaque() if one[0] not in told)

    def _customers(self, ids: Sequence[int]) -> Iterator[tuple[str, bytes]]:
        shelves = self.gathering.shelves(ids)
        documents = defaultdict(list)
        for row in Document.objects.filter(customer_id__in=ids, removed_at=None).order_by("path"):
            documents[row.customer_id].append(row)
        for pk in ids:
            yield from self._customer(shelves[pk], documents[pk])

    def _customer(self, shelf: Shelf, documents: Sequence[Document]) -> Iterator[tuple[str, bytes]]:
        customer, names = shelf.rows["customer"][0], self.gathering.names
        layout = Layout(customer, shelf, documents, names)
        self.gathering.spelled.settle(layout)
        names.aliases[customer.pk] = layout.alias
        comparer = Comparer(self.gathering.world, customer, layout.merged)
        for sheaf in sorted(layout.lay(), key=lambda s: s.path):
            yield sheaf.path, self.writing.written(sheaf, comparer, layout.alias)

    def _root(self) -> Iterator[tuple[str, bytes]]:
        comparer = Comparer(self.gathering.world, None, {})
        for sheaf in Rooting(self.gathering).sheaves():
            yield sheaf.path, self.writing.written(sheaf, comparer, "")

    def _opaque(self) -> Iterator[tuple[str, bytes]]:
        gone = Customer.objects.filter(removed_at__isnull=False).values("pk")
        rows = Document.objects.filter(removed_at=None, kind__in=keeping.OPAQUE).exclude(customer_id__in=gone)
        for row in rows.order_by("path").iterator(200):
            yield row.path, keeping.bytes_of(row)
