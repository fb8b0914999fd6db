"""Whether a file still says what the record says; and which record is which in a file that was written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from handrail.house.workspaces.models import Workspace
from handrail.kit.shapes import Field, Record, Row
from handrail.kit.yamlio import Path

from .binding import NOUNS, World, columns_of, same_columns
from .entities import Entity
from .tree import MARKDOWN


def named_rows(
    old: Row | None, record: Record, known: dict[Path, str], new: Row
) -> Iterator[tuple[str, Row]]:
    """The records of a written file with their rows: old ones in order, new ones name themselves."""
    if new.noun and record.key:
        yield record.name, new
    wanted = {child.name: child for child in record.children}
    staying: dict[Path, list[Row]] = defaultdict(list)
    for child in old.children if old is not None else ():
        name = known.get(child.path)
        if name is None or name in wanted:
            staying[child.path[:-1]].append(child)
    for row in new.children:
        before = staying[row.path[:-1]].pop(0) if staying[row.path[:-1]] else None
        name = known.get(before.path) if before is not None else f"{row.noun}:{row.values.get('key')}"
        if name is not None and name in wanted:
            yield from named_rows(before, wanted[name], known, row)


class Comparer:
    """Whether a row of a file still says what the record says: whether reading it would change anything."""

    def __init__(self, world: World, customer: Any, merged: dict[str, Entity]) -> None:
        self.world, self.customer, self.merged = world, customer, merged

    def for_file(self, path: str, kind: str) -> Any:
        def equal(row: Row, record: Record, entry: Field) -> bool:
            if kind in MARKDOWN and entry.name == "text":
                return True
            return self.equal(path, row, record, entry)

        return equal

    def equal(self, path: str, row: Row, record: Record, entry: Field) -> bool:
        if row.noun == "workspace":
            return bool(row.values[entry.name] == record.values[entry.name]) or (
                entry.name not in row.places and record.values[entry.name] == _default(entry.name)
            )
        if entry.name == "entered_at" and entry.name not in row.places:
            return True
        if entry.name in ("stage", "metric", "threatens") and entry.kind.name == "reference":
            return self._names(row, record, entry)
        noun = NOUNS[row.noun]
        mine = columns_of(noun, entry, row.values, self.world, self.customer)
        entity = self.merged.get(record.name)
        if entity is None or len(entity.places) < 2:
            return same_columns(noun, mine, record.source)
        together = columns_of(noun, entry, entity.values, self.world, self.customer)
        if same_columns(noun, together, record.source):
            return True
        if not any(entry.name in place.row.places for place in entity.places):
            return entity.places[0].path != (path, row.path)
        return entry.name not in row.places or mine != together

    def _names(self, row: Row, record: Record, entry: Field) -> bool:
        """Whether the words mean the record that is meant; words that mean nothing here are left."""
        words, wanted = str(row.values[entry.name]).strip(), str(record.values[entry.name])
        meant = getattr(record.source, entry.name)
        if meant is None:
            noun = "metric" if entry.name == "threatens" else entry.name
            return (noun, words.casefold()) not in self.world.named
        return words == meant.key or words.casefold() == wanted.casefold()


def _default(name: str) -> Any:
    return Workspace._meta.get_field(name).get_default()  # type: ignore[union-attr]
