"""What belongs to no customer, and the lists that hold rows of all of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from handrail.house.imports.models import Mapping as Columns
from handrail.house.workspaces.scope import current
from handrail.kit.shapes import Record
from handrail.record.metrics.models import Reading
from handrail.record.projects.models import Project

from .. import keeping
from ..binding import NOUNS, values_of
from ..laying import INSIDE, Sheaf, Shelf, opened
from ..models import Document
from ..sheets import BY_KIND, WORKSPACE
from .gathering import Gathering

LONGEST_LIST = 2_000
NAMING_PLANS = ("handoff", "promise")
"""What stands in a file of the root and names plans and their criteria."""
ROOT_LISTS = {
    "renewal": "renewals",
    "supportcase": "cases",
    "customerrequest": "requests",
    "handoff": "handoffs",
    "promise": "handoffs",
    "risk": "risks",
    "assumption": "assumptions",
    "decision": "decisions",
    "task": "tasks",
    "blocker": "blockers",
    "metric": "metrics",
    "link": "links",
    "evidence": "evidence",
    "feedback": "feedback",
    "escalation": "raised",
    "cadence": "cadences",
    "briefing": "briefings",
    "goal": "measures",
    "plantemplate": "plan_templates",
    "rule": "rules",
}


class Rooting:
    def __init__(self, gathering: Gathering) -> None:
        self.gathering, self.manifest, self.names = gathering, gathering.manifest, gathering.names

    def sheaves(self) -> list[Sheaf]:
        """What belongs to no account, and the lists that hold rows of all of them."""
        rows = Document.objects.filter(removed_at=None, customer__isnull=True).exclude(
            kind__in=keeping.OPAQUE
        )
        sheaves = [s for s in map(opened, rows.order_by("path")) if s is not None]
        placed = {name for sheaf in sheaves for name in sheaf.placed}
        for noun, kind in ROOT_LISTS.items():
            found = [row for row in self._root_rows(noun) if f"{noun}:{row.key}" not in self.names.stood]
            self._into(sheaves, noun, kind, found, placed)
        for sheaf in sheaves:
            if sheaf.root is None and sheaf.sheet.kind in ROOT_LISTS.values():
                sheaf.root = Record(
                    sheaf.sheet.shape, "", {}
                )  # its last line is gone; what else stands there stays
        self._projects(sheaves)
        self._notes(sheaves)
        self._workspace(sheaves)
        return sorted((s for s in sheaves if s.root is not None), key=lambda s: s.path)

    def _root_rows(self, noun: str) -> list[Any]:
        if noun in NAMING_PLANS:
            self._learn_plans()
            return self.gathering.rows(noun)
        if noun in ("renewal", "supportcase", "customerrequest", "blocker"):
            return list(NOUNS[noun].model._default_manager.filter(removed_at=None).order_by("key"))
        if noun == "link":
            self.manifest.counts[noun] -= len(self.gathering.spelled.stood)
            return [row for row in self.gathering.rows(noun) if row.pk not in self.gathering.spelled.stood]
        if noun in ("evidence", "feedback", "rule", "plantemplate", "goal"):
            return self.gathering.rows(noun)
        if noun in ("cadence", "briefing"):
            return self._of_projects(noun)
        if noun == "escalation":
            return self.gathering.rows(noun, state__in=("open", "acknowledged", "snoozed"))
        rows = self.gathering.rows(noun, customer__isnull=True)
        for row in rows:
            self.gathering.name(noun, row)
        if noun == "metric":
            self.readings: dict[int, list[Any]] = defaultdict(list)
            for row in Reading.objects.filter(metric__customer__isnull=True, removed_at=None).order_by(
                "on", "key"
            ):
                self.readings[row.metric_id].append(row)
                self.manifest.counts["reading"] += 1
        if noun == "decision":
            self.around = Shelf()
            self.around.rows["decision"] = rows
            self.gathering.around({0: self.around})
        return rows

    def _learn_plans(self) -> None:
        """Handoffs and promises name a plan and one of its criteria by their keys."""
        for noun in ("plan", "criterion"):
            for row in NOUNS[noun].model._default_manager.filter(removed_at=None).only("key"):
                self.gathering.world.named[noun, row.key] = row
                self.names.others[noun, row.pk] = row.key

    def _of_projects(self, noun: str) -> list[Any]:
        """Of the workspace and of projects, which they name by their keys."""
        rows = self.gathering.rows(noun)
        for project in Project.objects.filter(pk__in=[row.project_id for row in rows], removed_at=None):
            self.gathering.world.named["project", project.key] = project
            self.names.others["project", project.pk] = project.key
        return [
            row for row in rows if row.project_id is None or ("project", row.project_id) in self.names.others
        ]

    def _notes(self, sheaves: list[Sheaf]) -> None:
        """Those of no customer, each in its file."""
        bound = NOUNS["note"]
        for row in self.gathering.rows("note", customer__isnull=True):
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
        """Into a list; or it is the file."""
        record = Record(NOUNS[noun].shape, row.key, values_of(NOUNS[noun], row, self.names), source=row)
        if sheaf.sheet.shape.noun == noun:
            sheaf.root = record
            return
        if sheaf.root is None:
            sheaf.root = Record(sheaf.sheet.shape, "", {})
        if noun == "metric":
            reading = NOUNS["reading"]
            record.children = [
                Record(reading.shape, r.key, values_of(reading, r, self.names), source=r)
                for r in self.readings[row.pk]
            ]
        if noun == "decision":
            record.children = self._furnished(noun, row, self.around).children
        sheaf.root.children.append(record)

    def _projects(self, sheaves: list[Sheaf]) -> None:
        """Those of no customer, each in a file of its own."""
        rows, shelf = self.gathering.rows("project", customer__isnull=True), Shelf()
        self.gathering.boards({row.pk: shelf for row in rows})
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
        for noun, rows in (
            ("team", self.gathering.teams),
            ("member", self.gathering.members),
            ("mapping", columns),
        ):
            bound = NOUNS[noun]
            for row in sorted(rows, key=lambda r: r.key):
                self.manifest.counts[noun] += 1
                sheaf.root.children.append(
                    Record(bound.shape, row.key, values_of(bound, row, self.names), source=row)
                )
