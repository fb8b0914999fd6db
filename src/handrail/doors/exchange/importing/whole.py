"""The import itself: go through the rows of the files, write what they say through the rooms' verbs.

A preview and the real thing are one code: `write` makes the difference. Call it inside a scope; the scope's
transaction makes it all or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from handrail.kit.csvio import Row
from handrail.kit.refusals import Refusal
from handrail.kit.words import say, say_many

from ..later import Later
from ..moves import Moves
from ..previewing import Preview, Shown
from ..reading import Draft, RowReader
from ..records import RECORDS, index
from ..records.raid import sorted_out, waits
from ..remarks import Remark
from ..shapes import LEAVE, NOISE, TARGETS, fold
from ..tables import table_of
from ..world import Index, World
from .looking import File, of_problem
from .placing import Part

CHUNK = 4_000
Tell = Callable[[int], None]


class NothingWritten(Refusal):
    """Something was refused, so nothing was written. `preview` has it all."""

    code = "import-refused"

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        count = preview.refused_count
        super().__init__(
            say_many(
                "Nothing was written: %(n)s place needs another look.",
                "Nothing was written: %(n)s places need another look.",
                count,
            ),
            say("Repair the file, or accept what is good and leave the rest out."),
        )


def plan_import(files: Sequence[File], *, tell: Tell | None = None) -> Preview:
    """What these files would create, change, leave alone, refuse and flag. Writes nothing."""
    return Run(files, write=False, tell=tell).go()


def apply(files: Sequence[File], *, accept_partial: bool = False, tell: Tell | None = None) -> Preview:
    """Write it. Where something is refused nothing stays, unless the good part is accepted."""
    preview = Run(files, write=True, tell=tell).go()
    if preview.refused_count and not accept_partial:
        raise NothingWritten(preview)
    return preview


class Run:
    """One way through all files, in the order in which their records depend on each other."""

    def __init__(self, files: Sequence[File], *, write: bool, tell: Tell | None = None) -> None:
        self.files = files
        self.write = write
        self.tell = tell or (lambda done: None)
        self.preview = Preview(written=write)
        self.world = World(write=write)
        self.later = Later(self.world, self.preview, write=write)
        self.moves = Moves(self.preview, write=write)
        self.indexes: dict[str, Index] = {}
        self.waiting: list[tuple[File, set[int]]] = []
        """Dependencies of RAID logs, by their place among the rows of each file: decisions come first."""

    def go(self) -> Preview:
        for file in self.files:
            self.judge(file)
        for target in TARGETS:
            for file in self.files:
                if file.target == target and not file.hopeless:
                    self.table(file)
            self.dependencies()
            self.later.settle(target)
        self.moves.settle()
        self.count_made()
        return self.preview

    def judge(self, file: File) -> None:
        """A file that is something else does not stop the others; one that is broken does."""
        harmless = len(file.problems) == 1 and any(not other.hopeless for other in self.files)
        for problem in file.problems:
            if problem.code == "not_recognised" and harmless:
                self.preview.flags.add(
                    replace(problem, message=say("%(message)s It was left out.", message=problem.message))
                )
            elif file.hopeless:
                self.preview.refuse(problem)
        self.note_columns(file)

    def note_columns(self, file: File) -> None:
        if file.guess and file.reading:
            unkept = [
                g.column for g in file.guess.columns
                if file.reading.columns.get(g.column) == LEAVE and g.samples and fold(g.column) not in NOISE
            ]  # fmt: skip
            if unkept:
                words = say(
                    "These columns have no place here and are left out: %(unkept)s.", unkept=", ".join(unkept)
                )
                self.preview.flags.add(Remark("columns_left_out", words, file.name))

    def table(self, file: File) -> None:
        assert file.reading
        table = table_of(file.source, file.name)
        reader = RowReader(file.reading, table.columns, file.name)
        part = Part(self, file.reading)
        places: set[int] = set()
        for start, rows in chunks(table.rows, CHUNK):
            late = self.chunk(part, [reader.read(row) for row in rows])
            places.update(start + place for place in late)
            self.preview.rows += len(rows)
            self.tell(self.preview.rows)
        if places:
            self.waiting.append((file, places))
        for problem in table.problems:
            self.preview.refuse(of_problem(problem, file.name))
        part.tally.left_out += table.left_out
        for note in table.notes:
            self.preview.flags.add(
                Remark(note.code, note.message, file.name, note.line, found=note.found, fix=note.fix)
            )

    def chunk(self, part: Part, drafts: list[Draft]) -> list[int]:
        """A RAID log holds other records too: each kind goes its own way. Gives the places of its dependencies."""
        if part.reading.column_of("raid") is None:
            part.chunk(drafts)
            return []
        for noun, some in sorted_out(drafts).items():
            (part if noun == "risks" else Part(self, part.reading, noun)).chunk(some)
        return [place for place, draft in enumerate(drafts) if waits(draft)]

    def dependencies(self) -> None:
        """The files with dependencies are read once more, for those rows alone: whatever the order and the size, all
        decisions are there by now, and no file was held in memory for it."""
        if self.waiting:
            self.world.decisions = self.index("decisions")
        for file, places in self.waiting:
            assert file.reading
            table = table_of(file.source, file.name)
            reader = RowReader(file.reading, table.columns, file.name)
            part = Part(self, file.reading, "dependencies")
            rows = (row for place, row in enumerate(table.rows) if place in places)
            for _start, some in chunks(rows, CHUNK):
                part.chunk([reader.read(row) for row in some])
        self.waiting.clear()

    def index(self, target: str) -> Index:
        if target not in self.indexes:
            self.indexes[target] = index(RECORDS[target], self.world)
        return self.indexes[target]

    def count_made(self) -> None:
        """Accounts that were made for others count as created too."""
        if self.world.made_count:
            tally = self.preview.tally("accounts")
            tally.created += self.world.made_count
            for name in self.world.made_names:
                tally.show("created", Shown("", 0, name))


def chunks(rows: Iterable[Row], size: int) -> Iterator[tuple[int, list[Row]]]:
    """(how many came before, so many rows)."""
    left, start = iter(rows), 0
    while some := list(islice(left, size)):
        yield start, some
        start += len(some)
