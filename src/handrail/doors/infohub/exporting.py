"""A workspace as a tree of files: kept texts with what changed written into them, new files for the rest.

The same data and texts always give the same bytes. Nothing in the database changes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
from handrail.record.projects.models import Project

from . import keeping, playbooks, tree
from .binding import NOUNS, Names, World, values_of
from .comparing import Comparer, named_rows
from .laying import INSIDE, Layout, Sheaf, Shelf, opened
from .manifest import Manifest
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
    "task", "note", "plan", "waiver", "project",
)  # fmt: skip
OF_BOARDS = {"board": "project", "stage": "board", "card": "board", "check": "stage"}
"""What stands inside a project's file, each inside what."""
ORDER: dict[str, tuple[str, ...]] = {
    "reading": ("on", "key"),
    "touchpoint": ("on", "key"),
    "renewal": ("due_on", "key"),
    "board": ("project_id", "pk"),
    "stage": ("board_id", "position", "pk"),
    "check": ("stage_id", "pk"),
    "card": ("board_id", "stage__position", "stage_id", "rank", "pk"),
}
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
    "cadence": "cadences",
}


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
        ways = dict(playbooks.files())
        yield from ways.items()
        yield from (one for one in self._opaque() if one[0] not in ways)

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
            self.names.spoken[member.key] = self.names.members[member.pk].text
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
        projects = {row.pk: shelf for shelf in shelves.values() for row in shelf.rows["project"]}
        self._boards(projects)
        return shelves

    def _boards(self, projects: Mapping[int, Shelf]) -> None:
        """All that stands inside these projects, each into the shelf of its project. Four statements."""
        home: dict[tuple[str, int], Shelf] = {("project", pk): shelf for pk, shelf in projects.items()}
        for noun, outer in OF_BOARDS.items():
            above = [pk for name, pk in home if name == outer]
            for row in self._rows(noun, **{f"{outer}__in": above}):
                over = getattr(row, f"{outer}_id")
                shelf = home[noun, row.pk] = home[outer, over]
                shelf.inside[outer, noun, over].append(row)
                if noun == "stage":
                    self._call_stage(row, shelf.inside[outer, noun, over])

    def _call_stage(self, row: Any, so_far: Sequence[Any]) -> None:
        """By its title, where no other stage of the board has it."""
        self.world.named["stage", row.key] = row
        same = [one for one in so_far if one.title.casefold() == row.title.casefold()]
        for one in same:
            self.names.others["stage", one.pk] = one.title if len(same) == 1 else one.key

    def _rows(self, noun: str, **filters: Any) -> list[Any]:
        rows: Any = NOUNS[noun].model._default_manager.filter(removed_at=None, **filters)
        if noun == "card":
            rows = rows.filter(task__removed_at=None, stage__removed_at=None).select_related("stage")
        elif noun == "project":
            rows = rows.select_related("metric")
        if noun in OF_PLAN:
            rows = rows.order_by("plan_id", "position", "key")
        else:
            rows = rows.order_by(*ORDER.get(noun, ("key",)))
        found = list(rows)
        self.manifest.counts[noun] += len(found)
        return found

    def _name(self, noun: str, row: Any) -> None:
        if noun == "metric":
            self.world.named["metric", row.key] = row
            self.names.others["metric", row.pk] = row.key
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
        self._projects(sheaves)
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
        if noun == "cadence":
            return self._cadences()
        if noun == "escalation":
            return self._rows(noun, state__in=("open", "acknowledged", "snoozed"))
        rows = self._rows(noun, customer__isnull=True)
        for row in rows:
            self._name(noun, row)
        if noun == "metric":
            self.readings: dict[int, list[Any]] = defaultdict(list)
            for row in Reading.objects.filter(metric__customer__isnull=True, removed_at=None).order_by(
                "on", "key"
            ):
                self.readings[row.metric_id].append(row)
                self.manifest.counts["reading"] += 1
        return rows

    def _cadences(self) -> list[Any]:
        """Of the workspace and of projects, which they name by their keys."""
        rows = self._rows("cadence")
        for project in Project.objects.filter(pk__in=[row.project_id for row in rows], removed_at=None):
            self.world.named["project", project.key] = project
            self.names.others["project", project.pk] = project.key
        return [
            row for row in rows if row.project_id is None or ("project", row.project_id) in self.names.others
        ]

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

    def _projects(self, sheaves: list[Sheaf]) -> None:
        """Those of no customer, each in a file of its own."""
        rows, shelf = self._rows("project", customer__isnull=True), Shelf()
        self._boards({row.pk: shelf for row in rows})
        homes = {s.known.get((), ""): s for s in reversed(sheaves) if s.sheet.kind == "project"}
        for row in rows:
            sheaf = homes.get(f"project:{row.key}")
            if sheaf is None:
                path = self._numbered(f"projects/{row.key}.yaml", 1)
                sheaf = Sheaf(path, BY_KIND["project"])
                sheaves.append(sheaf)
            sheaf.root = self._furnished("project", row, shelf)

    def _furnished(self, noun: str, row: Any, shelf: Shelf) -> Record:
        inside = [
            self._furnished(inner, child, shelf)
            for inner in INSIDE.get(noun, ())
            for child in shelf.inside[noun, inner, row.pk]
        ]
        return Record(NOUNS[noun].shape, row.key, values_of(NOUNS[noun], row, self.names), inside, row)

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
