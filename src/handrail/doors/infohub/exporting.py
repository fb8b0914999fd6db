"""A workspace as a tree of files: kept texts with what changed written into them, new files for the rest.

The same data and texts always give the same bytes. Nothing in the database changes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from handrail.house.imports.models import Mapping as Columns
from handrail.house.workspaces.models import Member, Team
from handrail.house.workspaces.owners import load_directory
from handrail.house.workspaces.scope import current
from handrail.kit.shapes import Person, Record, Row, edits, read_row, render
from handrail.kit.yamlio import dump, read, splice
from handrail.record.customers.models import Customer
from handrail.record.metrics.models import Reading
from handrail.record.plans.models import PlanMetric, PlanRisk

from . import keeping, tree
from .binding import NOUNS, Names, World, values_of
from .comparing import Comparer, named_rows
from .laying import Layout, Sheaf, Shelf, opened
from .matching import natural_key
from .models import Document
from .sheets import BY_KIND, WORKSPACE
from .ties import Spelled
from .tree import LIMITS, slug

BATCH = 400
LONGEST_LIST = 2_000
OF_CUSTOMER = (
    "opportunity", "stakeholder", "teamplace", "renewal", "touchpoint", "supportcase", "metric", "risk",
    "decision",
    "task", "note", "plan", "waiver",
)  # fmt: skip
OF_PLAN = ("outcome", "activity", "criterion", "adoptionphase", "milestone", "initiative", "responsibility")
ROOT_LISTS = {
    "renewal": "renewals",
    "supportcase": "cases",
    "risk": "risks",
    "decision": "decisions",
    "task": "tasks",
    "metric": "metrics",
    "link": "links",
    "evidence": "evidence",
    "escalation": "raised",
}


@dataclass
class Manifest:
    """What was written: the last file, so that a half export is none."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    keys: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)

    def note(self, path: str, content: bytes) -> None:
        self.files[path] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}

    def as_bytes(self) -> bytes:
        whole = {
            "format": keeping.FORMAT,
            "accounts": dict(sorted(self.accounts.items())),
            "counts": dict(sorted(self.counts.items())),
            "files": dict(sorted(self.files.items())),
            "keys": {path: dict(sorted(names.items())) for path, names in sorted(self.keys.items())},
        }
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


class Exporter:
    """Gives the files one after the other. Call it inside a scope."""

    def __init__(self) -> None:
        self.manifest = Manifest()
        self.names = Names()
        self.world = World(load_directory())
        self.names.paths = set(Document.objects.filter(removed_at=None).values_list("path", flat=True))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of every file; the manifest comes last."""
        self._learn()
        for path, content in self._all():
            self.manifest.note(path, content)
            yield path, content
        yield keeping.MANIFEST, self.manifest.as_bytes()

    def _all(self) -> Iterator[tuple[str, bytes]]:
        ids = list(Customer.objects.filter(removed_at=None).order_by("key").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            yield from self._customers(ids[start : start + BATCH])
        yield from self._root()
        yield from self._opaque()

    # -- names --------------------------------------------------------------------------------------------

    def _learn(self) -> None:
        self.spelled = Spelled()
        self.members = list(Member.objects.filter(removed_at=None).order_by("pk"))
        self.teams = list(Team.objects.filter(removed_at=None).order_by("pk"))
        for member in self.members:
            self.world.know_member(member)
            self.names.members[member.pk] = Person(
                self._called(member), member.name, member.email, member.job
            )
            self.names.others["manager", member.pk] = member.key
        for team in self.teams:
            self.world.teams |= {team.key: team, team.name.strip().casefold(): team}
            self.names.others["team", team.pk] = team.key
        for customer in (
            Customer.objects.filter(removed_at=None).only("key", "name").order_by("pk").iterator()
        ):
            self.names.customers[customer.pk] = customer.key
            self.world.know_customer(customer)

    def _called(self, member: Member) -> str:
        """The words that find this member again, and nobody else."""
        for words in (member.name, member.email):
            found = self.world.directory.find(words) if words else None
            if found is not None and found.pk == member.pk:
                return words
        return member.key

    # -- customers ----------------------------------------------------------------------------------------

    def _customers(self, ids: Sequence[int]) -> Iterator[tuple[str, bytes]]:
        shelves = self._shelves(ids)
        documents = defaultdict(list)
        for row in Document.objects.filter(customer_id__in=ids, removed_at=None).order_by("path"):
            documents[row.customer_id].append(row)
        for pk in ids:
            shelf = shelves[pk]
            customer = shelf.rows["customer"][0]
            layout = Layout(customer, shelf, documents[pk], self.names)
            self.spelled.settle(layout)
            self.names.aliases[pk] = layout.alias
            for sheaf in sorted(layout.lay(), key=lambda s: s.path):
                yield (
                    sheaf.path,
                    self._written(sheaf, Comparer(self.world, customer, layout.merged), layout.alias),
                )

    def _shelves(self, ids: Sequence[int]) -> dict[int, Shelf]:
        shelves = {pk: Shelf() for pk in ids}
        for row in Customer.objects.filter(pk__in=ids):
            shelves[row.pk].rows["customer"].append(row)
            self.manifest.counts["customer"] += 1
        for noun in OF_CUSTOMER:
            for row in self._rows(noun, customer_id__in=ids):
                shelves[row.customer_id].rows[noun].append(row)
                shelves[row.customer_id].inside["customer", noun, row.customer_id].append(row)
                self._name(noun, row)
        for noun in OF_PLAN:
            for row in self._rows(noun, customer_id__in=ids):
                outer = ("plan", row.plan_id)
                if noun == "milestone" and row.adoption_phase_id:
                    outer = ("adoptionphase", row.adoption_phase_id)
                shelves[row.customer_id].inside[outer[0], noun, outer[1]].append(row)
                shelves[row.customer_id].rows[noun].append(row)
        for row in self._rows("reading", metric__customer_id__in=ids):
            shelves[row.customer_id].inside["metric", "reading", row.metric_id].append(row)
        self._links(shelves, ids)
        return shelves

    def _rows(self, noun: str, **filters: Any) -> list[Any]:
        rows = NOUNS[noun].model._default_manager.filter(removed_at=None, **filters)
        order = {"reading": ("on", "key"), "touchpoint": ("on", "key"), "renewal": ("due_on", "key")}
        if noun in OF_PLAN:
            rows = rows.order_by("plan_id", "position", "key")
        else:
            rows = rows.order_by(*order.get(noun, ("key",)))
        found = list(rows)
        self.manifest.counts[noun] += len(found)
        return found

    def _name(self, noun: str, row: Any) -> None:
        if noun == "opportunity":
            self.world.know_opportunity(row)
            self.names.others["opportunity", row.pk] = row.key
        if noun == "stakeholder":
            self.world.know_person(row)
            self.names.others["stakeholder", row.pk] = row.name

    def _links(self, shelves: dict[int, Shelf], ids: Sequence[int]) -> None:
        for noun, model in (("metric", PlanMetric), ("risk", PlanRisk)):
            for row in model._default_manager.filter(customer_id__in=ids, removed_at=None):
                shelves[row.customer_id].links[noun].add((row.plan_id, getattr(row, f"{noun}_id")))

    # -- the root -----------------------------------------------------------------------------------------

    def _root(self) -> Iterator[tuple[str, bytes]]:
        """What belongs to no account, and the lists that hold rows of all of them."""
        rows = Document.objects.filter(removed_at=None, customer__isnull=True).exclude(
            kind__in=keeping.OPAQUE
        )
        sheaves = [s for s in map(opened, rows.order_by("path")) if s is not None]
        placed = {name for sheaf in sheaves for name in sheaf.placed}
        for noun, kind in ROOT_LISTS.items():
            found = [row for row in self._root_rows(noun) if f"{noun}:{row.key}" not in self.names.stood]
            self._into(sheaves, noun, kind, found, placed)
        self._notes(sheaves)
        self._workspace(sheaves)
        for sheaf in sorted((s for s in sheaves if s.root is not None), key=lambda s: s.path):
            yield sheaf.path, self._written(sheaf, Comparer(self.world, None, {}), "")

    def _root_rows(self, noun: str) -> list[Any]:
        if noun in ("renewal", "supportcase"):
            return list(NOUNS[noun].model._default_manager.filter(removed_at=None).order_by("key"))
        if noun == "link":
            self.manifest.counts[noun] -= len(self.spelled.stood)
            return [row for row in self._rows(noun) if row.pk not in self.spelled.stood]
        if noun == "evidence":
            return self._rows(noun)
        if noun == "escalation":
            return self._rows(noun, state__in=("open", "acknowledged", "snoozed"))
        rows = self._rows(noun, customer__isnull=True)
        if noun == "metric":
            self.readings: dict[int, list[Any]] = defaultdict(list)
            for row in Reading.objects.filter(metric__customer__isnull=True, removed_at=None).order_by(
                "on", "key"
            ):
                self.readings[row.metric_id].append(row)
                self.manifest.counts["reading"] += 1
        return rows

    def _notes(self, sheaves: list[Sheaf]) -> None:
        """Those of no customer, each in its file."""
        bound = NOUNS["note"]
        for row in self._rows("note", customer__isnull=True):
            home = next(
                (s for s in sheaves if s.sheet.kind == "note" and f"note:{row.key}" in s.placed), None
            )
            if home is None:
                sheaves.append(home := Sheaf(self._numbered(f"notes/{row.key}.md", 1), BY_KIND["note"]))
            home.root = Record(bound.shape, row.key, values_of(bound, row, self.names), source=row)

    def _into(self, sheaves: list[Sheaf], noun: str, kind: str, rows: list[Any], placed: set[str]) -> None:
        homeless = []
        for row in rows:
            home = next((s for s in sheaves if f"{noun}:{row.key}" in s.placed), None)
            if home is None:
                homeless.append(row)
            else:
                self._put(home, noun, row)
        if not homeless:
            return
        last = next((s for s in reversed(sheaves) if s.sheet.kind == kind), None)
        if last is not None:
            for row in homeless:
                self._put(last, noun, row)
            return
        for number, start in enumerate(range(0, len(homeless), LONGEST_LIST), 1):
            sheaf = Sheaf(self._numbered(BY_KIND[kind].root, number), BY_KIND[kind])
            sheaves.append(sheaf)
            for row in homeless[start : start + LONGEST_LIST]:
                self._put(sheaf, noun, row)

    def _numbered(self, path: str, number: int) -> str:
        stem, _, suffix = path.rpartition(".")
        while True:
            made = path if number == 1 else f"{stem}-{number:03d}.{suffix}"
            if made not in self.names.paths:
                self.names.paths.add(made)
                return made
            number += 1

    def _put(self, sheaf: Sheaf, noun: str, row: Any) -> None:
        if sheaf.root is None:
            sheaf.root = Record(sheaf.sheet.shape, "", {})
        record = Record(NOUNS[noun].shape, row.key, values_of(NOUNS[noun], row, self.names), source=row)
        if noun == "metric":
            reading = NOUNS["reading"]
            record.children = [
                Record(reading.shape, r.key, values_of(reading, r, self.names), source=r)
                for r in self.readings[row.pk]
            ]
        sheaf.root.children.append(record)

    def _workspace(self, sheaves: list[Sheaf]) -> None:
        sheaf = next((s for s in sheaves if s.sheet.kind == "workspace"), None)
        if sheaf is None:
            sheaf = Sheaf(self._numbered("workspace.yaml", 1), BY_KIND["workspace"])
            sheaves.append(sheaf)
        workspace = current().workspace
        values = {entry.name: getattr(workspace, entry.name) for entry in WORKSPACE.fields}
        sheaf.root = Record(WORKSPACE, workspace.slug, values, source=workspace)
        columns = Columns.objects.filter(removed_at=None).order_by("key")
        for noun, rows in (("team", self.teams), ("member", self.members), ("mapping", columns)):
            bound = NOUNS[noun]
            for row in sorted(rows, key=lambda r: r.key):
                self.manifest.counts[noun] += 1
                sheaf.root.children.append(
                    Record(bound.shape, row.key, values_of(bound, row, self.names), source=row)
                )

    def _opaque(self) -> Iterator[tuple[str, bytes]]:
        gone = Customer.objects.filter(removed_at__isnull=False).values("pk")
        rows = Document.objects.filter(removed_at=None, kind__in=keeping.OPAQUE).exclude(customer_id__in=gone)
        for row in rows.order_by("path").iterator(200):
            yield row.path, keeping.bytes_of(row)

    # -- one file -----------------------------------------------------------------------------------------

    def _written(self, sheaf: Sheaf, comparer: Comparer, account: str) -> bytes:
        assert sheaf.root is not None
        if sheaf.source is None or sheaf.document is None:
            if sheaf.sheet.kind == "note":
                return self._new_note(sheaf, account)
            text = dump(render(sheaf.root))
            self._note_keys(sheaf, read_row(sheaf.sheet.shape, read(text, file=sheaf.path).data), account)
            return text.encode()
        return self._spliced(sheaf, comparer, account)

    def _new_note(self, sheaf: Sheaf, account: str) -> bytes:
        root = sheaf.root
        assert root is not None
        front = dump(render(Record(root.shape, root.key, {**root.values, "text": ""})))
        content = f"---\n{front}---\n\n{root.values['text']}\n".encode()
        again = tree.read(sheaf.path, content).root
        assert again is not None  # we have just written it
        self._note_keys(sheaf, again, account)
        return content

    def _spliced(self, sheaf: Sheaf, comparer: Comparer, account: str) -> bytes:
        source = sheaf.source
        assert source is not None
        assert source.root is not None
        assert source.document is not None
        assert sheaf.root is not None
        changes = list(
            edits(source.root, sheaf.root, sheaf.known, comparer.for_file(source.path, sheaf.sheet.kind))
        )
        if account and (slug(source.said_id) if source.said_id else source.folder) != account:
            self.manifest.accounts[sheaf.path] = account
        body = sheaf.root.values.get("text") if sheaf.sheet.kind in tree.MARKDOWN else None
        if not changes and (body is None or body == source.root.values["text"]):
            self._note_keys(sheaf, source.root, account)
            return source.content
        text = splice(source.document, changes)
        again = read(text, file=sheaf.path, limits=LIMITS)
        self._note_keys(sheaf, read_row(sheaf.sheet.shape, again.data), account)
        if sheaf.sheet.kind not in tree.MARKDOWN:
            return text.encode()
        kept = body is None or body == source.root.values["text"]
        if sheaf.sheet.kind == "note" and not kept:
            body = f"\n{body}\n"
        return _with_front(source.content, text, None if kept else body)

    def _note_keys(self, sheaf: Sheaf, root: Row, account: str) -> None:
        """The keys that a new reader of this file would not come to by itself."""
        assert sheaf.root is not None
        found = {}
        old = sheaf.source.root if sheaf.source is not None else None
        for name, row in named_rows(old, sheaf.root, sheaf.known, root):
            noun, _, key = name.partition(":")
            ident = str(row.values.get("key") or "")
            label = str(row.values.get(row.shape.title) or ident)
            if noun in NOUNS and natural_key(noun, ident, account, label) != key:
                found[name] = list(row.path)
        if found:
            self.manifest.keys[sheaf.path] = found


_FRONT = re.compile(
    rb"\A(?:\xef\xbb\xbf)?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)


def _with_front(content: bytes, front: str, body: Any) -> bytes:
    found = _FRONT.match(content)
    assert found is not None
    after = content[found.end() :] if body is None else str(body).encode()
    return content[: found.start(1)] + front.encode() + content[found.end(1) : found.end()] + after
