"""What points at a row of the same table, a parent account or a manager: settled when all rows are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from handrail.house.imports import verbs as imports
from handrail.house.workspaces.models import Member
from handrail.house.workspaces.owners import match
from handrail.kit.words import say
from handrail.record.customers import verbs as customers
from handrail.record.customers.models import Customer

from .previewing import Preview, Shown
from .reading import Draft
from .remarks import Remark
from .world import Ref, World

CHUNK = 4_000


@dataclass(frozen=True, slots=True)
class Pointer:
    """A row's words for the one above it."""

    ref: Ref
    text: str
    file: str
    line: int
    fresh: bool
    system: str


class Later:
    def __init__(self, world: World, preview: Preview, *, write: bool) -> None:
        self.world, self.preview, self.write = world, preview, write
        self.parents: list[Pointer] = []
        self.managers: list[Pointer] = []

    def note(self, ref: Ref, draft: Draft, columns: dict[str, Any], system: str, *, fresh: bool) -> None:
        for name, pointers in (("parent_text", self.parents), ("manager_text", self.managers)):
            if name in columns:
                pointers.append(Pointer(ref, str(columns[name]), draft.file, draft.line, fresh, system))

    def settle(self, target: str) -> None:
        if target == "accounts":
            self.settle_parents()
        elif target == "users":
            self.settle_managers()

    def settle_parents(self) -> None:
        wanted: list[tuple[Pointer, Ref]] = []
        for pointer in self.parents:
            found = self.world.customer(pointer.system, pointer.text, pointer.text)
            if found is None or found is pointer.ref:
                self.flag(
                    "parent_unknown", say("This parent account is not known; it was left empty."), pointer
                )
            else:
                wanted.append((pointer, found))
        self.point(
            Customer,
            "parent_id",
            [(p, found.pk) for p, found in wanted],
            customers.edit_customers,
            "accounts",
        )

    def settle_managers(self) -> None:
        wanted = []
        for pointer in self.managers:
            named = match(pointer.text, self.world.directory)
            found = named.member or named.guest
            if found is None:
                self.flag("manager_unknown", say("This manager is no member; it was left empty."), pointer)
            else:
                wanted.append((pointer, found.pk))
        self.point(Member, "manager_id", wanted, imports.change_members, "users")

    def flag(self, code: str, words: str, pointer: Pointer) -> None:
        self.preview.flags.add(Remark(code, words, pointer.file, pointer.line, found=pointer.text[:80]))

    def point(
        self, model: Any, column: str, wanted: list[tuple[Pointer, int | None]], edit: Any, target: str
    ) -> None:
        """Set `column` where it differs. On rows of this very import it is part of making them."""
        for start in range(0, len(wanted), CHUNK):
            some = [(p, pk) for p, pk in wanted[start : start + CHUNK] if p.ref.pk is not None]
            rows = model._default_manager.in_bulk([p.ref.pk for p, _ in some])
            pairs = [(p, rows[p.ref.pk], pk) for p, pk in some if getattr(rows[p.ref.pk], column) != pk]
            for pointer, row, pk in pairs:
                if not pointer.fresh:
                    self.count(target, column, pointer, row, pk)
            if self.write:
                edit([(row, {column: pk}) for _, row, pk in pairs])

    def count(self, target: str, column: str, pointer: Pointer, row: Any, pk: int | None) -> None:
        tally = self.preview.tally(target)
        tally.changed += 1
        tally.unchanged = max(0, tally.unchanged - 1)
        name = column.removesuffix("_id")
        tally.show("changed", Shown(pointer.file, pointer.line, str(row), {name: [getattr(row, column), pk]}))
