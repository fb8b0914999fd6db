"""One table's way: which record each row belongs to, and what of it is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from handrail.house.workspaces.models import Member
from handrail.kit.words import say

from ..choosing import CALENDAR
from ..differing import differences, resolved, shown
from ..mapping import Reading
from ..previewing import Shown
from ..reading import Draft
from ..records import RECORDS, Columns, Record, keyed
from ..remarks import Remark
from ..world import Ref, id_of, settle

if TYPE_CHECKING:
    from .whole import Run


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

    def __init__(self, run: Run, reading: Reading, noun: str = "") -> None:
        self.run, self.world, self.preview = run, run.world, run.preview
        self.reading, self.choices = reading, reading.choices
        self.record: Record = RECORDS[noun or reading.target]
        self.tally = run.preview.tally(noun or reading.target)
        self.index = run.index(noun or reading.target)

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
        if len(namesakes) > 1 and self.reading.target == "accounts":
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
        name = draft.text("id") or draft.text("name") or draft.text("metric")
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
