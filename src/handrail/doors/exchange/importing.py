"""The import itself: look at the files, go through their rows, write what they say through the rooms' verbs.

A preview and the real thing are one code: `write` makes the difference. Call it inside a scope; the scope's
transaction makes it all or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

from handrail.house.imports import verbs as imports
from handrail.house.workspaces.models import Member
from handrail.kit.csvio import Problem, Table, as_text
from handrail.kit.refusals import Refusal
from handrail.kit.words import say, say_many

from .choosing import CALENDAR, doubts
from .differing import differences, resolved, shown
from .guessing import Guess, guess
from .later import Later
from .mapping import Reading, fingerprint, from_json
from .moves import Moves
from .previewing import Preview, Shown
from .reading import Draft, RowReader
from .records import RECORDS, Columns, Record, index, keyed
from .remarks import Remark
from .shapes import LEAVE, NOISE, TARGETS, fold
from .tables import table_of
from .world import Index, Ref, World, id_of, settle

CHUNK = 4_000
HEAD = 1_000
HOPELESS = frozenset({"pivot", "no_header", "one_column", "mixed_dates", "ambiguous_dates", "not_recognised"})
"""With one of these, no row of the file can be trusted."""

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


@dataclass(slots=True)
class File:
    """One file with what it is taken for. `problems` are about the file as a whole."""

    name: str
    source: Path | bytes
    columns: list[str] = field(default_factory=list)
    guess: Guess | None = None
    reading: Reading | None = None
    remembered: bool = False
    problems: list[Remark] = field(default_factory=list)

    @property
    def target(self) -> str:
        return self.reading.target if self.reading else ""

    @property
    def hopeless(self) -> bool:
        return self.reading is None or any(problem.code in HOPELESS for problem in self.problems)


def look(
    source: Path | bytes,
    name: str,
    *,
    target: str = "",
    given: Mapping[str, Any] | None = None,
    **choices: str,
) -> File:
    """Read the head of a file, and say what it is: as it was read the last time, else as we guess.

    `given` is a reading as JSON that a person confirmed; `choices` (date_order ...) go before the guess.
    """
    table = table_of(source, name)
    file = File(name, source, table.columns)
    rows = [[as_text(cell) for cell in row.values] for row in islice(table.rows, HEAD)]
    if table.columns:
        decide(file, rows, target, given, {key: value for key, value in choices.items() if value})
    told = [
        p for p in table.problems if file.reading is None or p.code in HOPELESS
    ]  # the rest is told on the way
    if table.columns and file.reading is None and not any(p.code in HOPELESS for p in told):
        file.problems.append(unrecognised(file))  # else what it is explains why its columns fit nothing
    file.problems = [*(of_problem(problem, name) for problem in told), *file.problems]
    return file


def decide(
    file: File, rows: list[list[str]], target: str, given: Mapping[str, Any] | None, choices: dict[str, Any]
) -> None:
    known = None if given or target else imports.recall(fingerprint(file.columns))
    file.remembered = known is not None
    file.guess = guess(
        file.columns,
        rows,
        file.name,
        target or (given or {}).get("target", "") or (known.kind if known else ""),
    )
    if not file.guess.target:
        return
    file.reading = chosen(file.guess.reading, given, known)
    file.reading = replace(file.reading, choices=replace(file.reading.choices, **choices))
    texts = {
        c: [row[at] for row in rows if at < len(row) and row[at].strip()] for at, c in enumerate(file.columns)
    }
    found = doubts(TARGETS[file.target], file.reading.columns, texts, file.reading.choices)
    file.problems += [of_problem(problem, file.name) for problem in found]


def chosen(guessed: Reading, given: Mapping[str, Any] | None, known: Any) -> Reading:
    if given:
        return from_json(given)
    if known is None:
        return guessed
    words = {**guessed.choices.words, **known.choices.get("words", {})}
    return Reading(
        guessed.target,
        {**guessed.columns, **known.columns},
        replace(guessed.choices, **{**known.choices, "words": words}),
    )


def unrecognised(file: File) -> Remark:
    kinds = ", ".join(say(target.label) for target in TARGETS.values())
    return Remark(
        "not_recognised",
        say("%(name)s: its columns do not tell whether it holds %(kinds)s.", name=file.name, kinds=kinds),
        file.name,
        1,
        found=", ".join(file.columns)[:200],
        fix=say("Say what it holds, or leave the file out."),
    )


def of_problem(problem: Problem, name: str) -> Remark:
    return Remark(problem.code, problem.message, name, problem.line, fix=problem.fix)


# -- the whole ------------------------------------------------------------------------------------------


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

    def go(self) -> Preview:
        for file in self.files:
            self.judge(file)
        for target in TARGETS:
            for file in self.files:
                if file.target == target and not file.hopeless:
                    self.table(file)
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
        for rows in chunks(table, CHUNK):
            part.chunk([reader.read(row) for row in rows])
            self.preview.rows += len(rows)
            self.tell(self.preview.rows)
        for problem in table.problems:
            self.preview.refuse(of_problem(problem, file.name))
        part.tally.left_out += table.left_out
        for note in table.notes:
            self.preview.flags.add(
                Remark(note.code, note.message, file.name, note.line, found=note.found, fix=note.fix)
            )

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


def chunks(table: Table, size: int) -> Iterator[list[Any]]:
    while rows := list(islice(table.rows, size)):
        yield rows


@dataclass(slots=True)
class Placed:
    """A row with the record it belongs to. `ref.pk` is None while that is not written."""

    draft: Draft
    ref: Ref
    columns: Columns
    ids: dict[str, str]
    fresh: bool


class Part:
    """One table's way."""

    def __init__(self, run: Run, reading: Reading) -> None:
        self.run, self.world, self.preview = run, run.world, run.preview
        self.reading, self.choices = reading, reading.choices
        self.record: Record = RECORDS[reading.target]
        self.tally = run.preview.tally(reading.target)
        self.index = run.index(reading.target)

    def chunk(self, drafts: Iterable[Draft]) -> None:
        placed = [one for draft in self.run.moves.others(drafts) if (one := self.place(draft))]
        self.world.flush()
        self.create([one for one in placed if one.fresh])
        self.compare([one for one in placed if not one.fresh])

    # -- which record a row belongs to ------------------------------------------------------------------

    def place(self, draft: Draft) -> Placed | None:
        self.refuse_closed(draft)
        columns = None if draft.refusals else self.record.columns(draft, self.world, self.choices)
        for flag in draft.flags:
            self.preview.flags.add(self.named(flag))
        if draft.refusals or columns is None:
            self.refuse(draft)
            return None
        ids = {self.choices.system: draft.text("id")} if "id" in draft.values else {}
        names = self.record.names(columns)
        one = keyed(self.record, ids, names)
        ref = self.index.find(one[0] if one else None, names, self.choices.system)
        if self.record.unique and not ids:
            ref = self.only(draft, ref, self.index.by_name.get(names[0], []))
        if ref is not None and ref.seen:
            self.again(draft, ref)
            return None
        return self.placed(draft, columns, ids, ref, one, names)

    def refuse_closed(self, draft: Draft) -> None:
        """What belongs to a customer that the importer may not see is neither changed nor made a second time."""
        name = "id" if self.reading.target == "accounts" else "account_id"
        told = draft.text(name).split(";")[0].strip()
        if told and id_of(self.choices.system, told) in self.world.closed:
            draft.refuse(
                "not_yours", say("“%(name)s” can not be imported by you.", name=told[:80]),
                column=name, found=told[:80],
                fix=say("Leave it out, or ask an owner of the workspace to import it."),
            )  # fmt: skip

    def only(self, draft: Draft, ref: Ref | None, namesakes: list[Ref]) -> Ref | None:
        """By name alone, the row is one of its namesakes; where there are several, somebody should look."""
        if len(namesakes) > 1:
            name = draft.text("name")
            words = say("Several customers have this name; the oldest of them was taken.")
            fix = say("Add a column with the account's id.")
            self.preview.flags.add(
                Remark("account_ambiguous", words, draft.file, draft.line, "", name, "", fix)
            )
        return ref or (namesakes[0] if namesakes else None)

    def placed(
        self, draft: Draft, columns: Columns, ids: dict[str, str], ref: Ref | None, one: Any, names: Any
    ) -> Placed:
        fresh = ref is None
        if ref is None:
            ref = self.index.add(Ref(), one, names)
        elif one:
            self.index.by_id.setdefault(one[0], ref)
        ref.systems |= frozenset(ids)
        ref.seen, ref.digest = f"{draft.file}, line {draft.line}", draft.digest
        self.run.later.note(ref, draft, columns, self.choices.system, fresh=fresh)
        self.world.addresses.note(self.record.model, ref, columns)
        return Placed(draft, ref, columns, ids, fresh)

    def again(self, draft: Draft, ref: Ref) -> None:
        """A record twice in the files: the same words are a row too many, others are a question."""
        if (
            ref.digest == draft.digest or self.choices.system == CALENDAR
        ):  # two people's copies of one meeting
            words = say("This row stands twice; the first is in %(seen)s.", seen=ref.seen)
            self.preview.flags.add(Remark("twice", words, draft.file, draft.line))
            self.tally.left_out += 1
            return
        name = draft.text("id") or draft.text("name")
        words = say(
            "“%(name)s” is told twice, and differently: first in %(seen)s.", name=name[:80], seen=ref.seen
        )
        fix = say("Take one of the two out, or give each its own id.")
        draft.refuse("twice", words, found=name[:80], expected="one row for each", fix=fix)
        self.refuse(draft)

    def refuse(self, draft: Draft) -> None:
        for remark in draft.refusals:
            self.preview.refuse(self.named(remark))
        self.tally.left_out += 1

    def named(self, remark: Remark) -> Remark:
        """With the column's name in the file in place of ours."""
        column = self.reading.column_of(remark.column) if remark.column else None
        return replace(remark, column=column) if column else remark

    # -- writing ----------------------------------------------------------------------------------------

    def create(self, placed: Sequence[Placed]) -> None:
        self.tally.created += len(placed)
        for one in placed[: 500 - len(self.tally.rows["created"])]:
            self.tally.show(
                "created", Shown(one.draft.file, one.draft.line, str(one.columns.get(self.record.text, "")))
            )
        if not self.run.write and self.record.model is not Member:
            return
        rows = [self.row(one) for one in placed]
        if self.run.write:
            self.record.add(rows)
            for one, row in zip(placed, rows, strict=True):
                one.ref.row = row
                settle(one.ref)
        self.introduce(rows)

    def row(self, one: Placed) -> Any:
        values = resolved(one.columns)
        if self.record.ids_in_fields and one.ids:
            values["fields"] = {**one.draft.fields, "external_ids": one.ids}
        elif self.record.keeps:
            values["fields"] = one.draft.fields
        if not self.record.ids_in_fields and hasattr(self.record.model, "external_ids"):
            values["external_ids"] = one.ids
        if values.get("sentiment") and hasattr(self.record.model, "sentiment_on"):
            values["sentiment_on"] = self.world.today
        return self.record.model(
            key=self.world.key(self.record.model, self.record.words(one.columns)), **values
        )

    def compare(self, placed: Sequence[Placed]) -> None:
        rows = self.record.model._default_manager.in_bulk([one.ref.pk for one in placed])
        pairs = []
        for one in placed:
            row, kept = rows[one.ref.pk], one.draft.fields if self.record.keeps else {}
            changes = differences(self.record, row, one.columns, one.ids, kept)
            if not changes:
                self.tally.unchanged += 1
                continue
            self.tally.changed += 1
            told = shown(row, changes, self.world.names)
            self.tally.show("changed", Shown(one.draft.file, one.draft.line, str(row), told))
            pairs.append((row, changes))
        if self.run.write:
            self.record.edit(pairs)
        self.introduce([self.as_changed(row, changes) for row, changes in pairs])

    def as_changed(self, row: Any, changes: Mapping[str, Any]) -> Any:
        if self.record.model is Member:
            for name, value in changes.items():
                setattr(row, name, value)
        return row

    def introduce(self, rows: Iterable[Any]) -> None:
        """New members can own what the next tables tell."""
        if self.record.model is Member:
            for row in rows:
                self.world.directory.add(row)
