"""Bringing another tool's board in: lists become stages, cards become tasks with a place, and every move is judged.

What changed in the other tool since the last time is taken over; what only changed here stays. Call it in a scope.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from handrail.house.ledger.duties import able
from handrail.house.workspaces.owners import load_directory, match
from handrail.house.workspaces.scope import current
from handrail.kit.words import say, say_many
from handrail.record.projects import filing, gates, queries, verbs
from handrail.record.projects.models import Board, Card, Project, Stage
from handrail.record.projects.moving import Shift
from handrail.record.projects.words import FIELDS
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from ..differing import owner_changes
from ..importing import NothingWritten
from ..previewing import Preview, Shown
from ..remarks import Remark
from . import saying
from .choice import Choice, goal
from .foreign import SYSTEMS, Foreign, Item, Lane
from .knowing import Known, before, ident_of, plain, remembered, shown, unseen
from .wanting import CARD, IMPORTED, TASK, changed_there, print_of, prints, wanted


def preview(foreign: Foreign, choice: Choice) -> Preview:
    """What `apply` would do: it is done, and taken back."""
    with transaction.atomic():
        found = Bring(foreign, choice, trial=True).go()
        transaction.set_rollback(True)
    return found


def apply(foreign: Foreign, choice: Choice, *, accept_partial: bool = False) -> Preview:
    """Write it, in one transaction. Where something is refused nothing stays, unless the good part is accepted."""
    with transaction.atomic():
        found = Bring(foreign, choice).go()
        if found.refused_count and not accept_partial:
            raise NothingWritten(found)
    found.written = True
    return found


class Bring:
    def __init__(self, foreign: Foreign, choice: Choice, *, trial: bool = False) -> None:
        self.foreign, self.choice, self.trial = foreign, choice, trial
        self.tool = SYSTEMS[foreign.system]
        self.preview = Preview()
        self.directory = load_directory()
        self.zone = ZoneInfo(current().workspace.time_zone)
        self.reason = say("As in %(file)s.", file=foreign.filename[:100])

    def go(self) -> Preview:
        for remark in self.foreign.flags:
            self.preview.flags.add(remark)
        for remark in self.foreign.refused:
            self.preview.refuse(remark)
        self.preview.rows = len(self.foreign.items)
        self._place()
        self._stages()
        self._cards()
        self.preview.made = self.board.key
        return self.preview

    # -- project, board and stages ------------------------------------------------------------------------

    def _place(self) -> None:
        chosen, me = goal(self.choice), current().member
        owner = {"owner": me} if me is not None else {"owner_gap": "nobody"}
        project, self.standing = chosen.project, chosen.board is None
        if project is None:
            (project,) = verbs.add_projects([Project(title=self.foreign.title, **owner)])
            self._created("projects", project.title)
        if chosen.board is None:
            ids = {self.foreign.system: self.foreign.ident} if self.foreign.ident else {}
            board = Board(project=project, title=self.foreign.title, external_ids=ids, **owner)
            (self.board,) = verbs.add_boards([board])
            self._created("boards", self.board.title)
        else:
            self.board = chosen.board
            self._remember_board()

    def _remember_board(self) -> None:
        system, ident = self.foreign.system, self.foreign.ident
        if ident and system not in self.board.external_ids:
            verbs.edit_board(self.board, {"external_ids": {**self.board.external_ids, system: ident}})

    def _created(self, noun: str, name: str, line: int = 0) -> None:
        tally = self.preview.tally(noun)
        tally.created += 1
        tally.show("created", Shown(self.foreign.filename, line, name))

    def _stages(self) -> None:
        """By the other tool's own name for a list, else by its title; what is new comes at the end, in its order."""
        here = queries.stages_of(self.board)
        by_id = {row.external_ids.get(self.foreign.system): row for row in here}
        system = self.foreign.system
        by_title = {row.title.casefold(): row for row in reversed(here) if system not in row.external_ids}
        self.stages: dict[str, Stage] = {}
        new: list[Stage] = []
        found: list[tuple[Stage, dict[str, Any]]] = []
        for lane in self._lanes():
            row = by_id.get(lane.ident)
            if row is None and (row := by_title.pop(lane.title.casefold(), None)) is not None:
                found.append((row, {"external_ids": {**row.external_ids, system: lane.ident}}))
            if row is None:
                row = self._stage(lane, len(here) + len(new) + 1)
                new.append(row)
                self._created("stages", row.title)
            self.stages[lane.ident] = row
        verbs.edit_stages(found)
        verbs.add_stages(new)
        self.preview.tally("stages").unchanged += len(self.stages) - len(new)

    def _lanes(self) -> list[Lane]:
        left = [lane for lane in self.foreign.lanes if lane.archived and not self.choice.archived]
        if left:
            self.preview.tally("stages").left_out += len(left)
            self._flag(
                "lists_archived",
                say(
                    "Archived lists were left out: %(lists)s.",
                    lists=", ".join(lane.title for lane in left)[:200],
                ),
            )
        return [lane for lane in self.foreign.lanes if lane not in left]

    def _stage(self, lane: Lane, position: int) -> Stage:
        return Stage(
            board=self.board, title=lane.title, position=min(position, 32_767), owner=able(self.board.owner),
            owner_gap=self.board.owner_gap, external_ids={self.foreign.system: lane.ident},
        )  # fmt: skip

    # -- cards --------------------------------------------------------------------------------------------

    def _cards(self) -> None:
        there, hidden = self._known(), unseen(self.board, self.foreign)
        items = [item for item in self.foreign.items if item.ident not in hidden]
        self._tell_unseen(len(self.foreign.items) - len(items))
        staying = [item for item in items if self._stays(item)]
        self._leave([item for item in items if not self._stays(item)], there)
        self._create([item for item in staying if item.ident not in there])
        self._update([there[item.ident] for item in staying if item.ident in there])
        self._keep_said(staying)
        self._tell_people(staying)

    def _stays(self, item: Item) -> bool:
        return item.lane in self.stages and (self.choice.archived or not item.archived)

    def _known(self) -> dict[str, Known]:
        """The tasks of before, also those that somebody removed from this very board."""
        items, found = {item.ident: item for item in self.foreign.items}, dict[str, Any]()
        for rows in before(self.foreign):
            for task in rows.select_related("owner").order_by(F("removed_at").asc(nulls_last=True), "-pk"):
                found[ident_of(task, self.foreign)] = task
        found = self._without_undone(found)
        placed = Card.objects.filter(task__in=[task.pk for task in found.values()], removed_at=None)
        cards = {row.task_id: row for row in placed.select_related("stage", "board", "reviewer")}
        for task in found.values():
            if task.pk in cards:
                cards[task.pk].task = task  # what is said of it now is what its card is judged by
        return {ident: Known(items[ident], task, cards.get(task.pk)) for ident, task in found.items()}

    def _tell_unseen(self, n: int) -> None:
        if n:
            words = say_many(
                "%(n)s card that you may not see was left alone.",
                "%(n)s cards that you may not see were left alone.",
                n,
            )
            self._flag("unseen", words)
            self.preview.tally("cards").unchanged += n

    def _without_undone(self, found: Mapping[str, Any]) -> dict[str, Any]:
        """What was never on this board and is gone, as after an import that was taken back, comes anew."""
        removed = [task.pk for task in found.values() if task.removed_at is not None]
        ours = set(Card.objects.filter(board=self.board, task__in=removed).values_list("task_id", flat=True))
        return {i: task for i, task in found.items() if task.removed_at is None or task.pk in ours}

    def _leave(self, items: Sequence[Item], there: Mapping[str, Known]) -> None:
        """What was archived there does not come in; what came in before goes off the board, and its task stays."""
        off = [there[one.ident].card for one in items if one.ident in there]
        off = [card for card in off if card is not None and card.board_id == self.board.pk]
        verbs.remove_cards(off)
        tally = self.preview.tally("cards")
        tally.changed += len(off)
        for card in off:
            changes = {say("board"): [self.board.title, say("taken off: it was archived")]}
            tally.show("changed", Shown(self.foreign.filename, 0, card.task.title, changes))
        tally.left_out += len(items) - len(off)
        if len(items) > len(off):
            words = say_many(
                "%(n)s archived card was left out.",
                "%(n)s archived cards were left out.",
                len(items) - len(off),
            )
            self._flag("cards_archived", words)

    def _create(self, items: Sequence[Item]) -> None:
        made = {item.ident: self._card(item) for item in items}
        refused: list[Shift] = []
        if not self.standing:
            _going, refused = filing.sift([Shift(row, row.stage) for row in made.values()])
        gone = {id(one.card) for one in refused}
        filing.arrive(
            [row for row in made.values() if id(row) not in gone],
            {self.board.pk} if self.standing else (),
            say("It came with its board."),
        )
        for item in items:
            if id(made[item.ident]) not in gone:
                self._created("cards", item.title, item.line)
        self._refuse(refused, {id(made[item.ident]): item for item in items})
        self.preview.tally("cards").left_out += len(refused)

    def _keep_said(self, items: Sequence[Item]) -> None:
        """Comments and attachments of the cards that are on this board now. Six statements."""
        said = {item.ident: item for item in items if item.comments or item.files}
        if not said:
            return
        here = Card.objects.filter(board=self.board, removed_at=None, task__removed_at=None)
        named = {
            key: said[ident]
            for key, ids in Task.objects.filter(pk__in=here.values("task")).values_list(
                "key", "fields__external_ids"
            )
            if (ident := (ids or {}).get(self.foreign.system)) in said
        }
        comments, evidence = saying.keep(self.foreign, named)
        if comments:
            words = say_many(
                "%(n)s comment comes along, with who said it there.",
                "%(n)s comments come along, each with who said it there.",
                comments,
            )
            self._flag("comments_kept", words)
        if evidence:
            words = say_many(
                "%(n)s attachment comes along as evidence: its name and address, not its content.",
                "%(n)s attachments come along as evidence: their names and addresses, not their content.",
                evidence,
            )
            self._flag("files_kept", words)

    def _card(self, item: Item) -> Card:
        values = wanted(self.foreign, item, self.directory, self.zone)
        task = Task(
            **{name: values[name] for name in TASK},
            **match(values["owner"], self.directory).values(),
            source=f"{self.tool}: {self.foreign.title}"[:300],
            fields={"external_ids": {self.foreign.system: item.ident}, IMPORTED: prints(values)},
        )
        if self.board.customer_id:
            task.customer = self.board.customer
        row = Card(task=task, stage=self.stages[item.lane], **{name: values[name] for name in CARD})
        row.stage.board = self.board
        return row

    # -- what came in before ------------------------------------------------------------------------------

    def _update(self, known: Sequence[Known]) -> None:
        """What the other tool says anew, first beside the place and then the place itself."""
        pairs, cards, going, moved = [], [], [], []
        items: dict[int, Item] = {}
        for one in known:
            if self._is_elsewhere(one):
                continue
            values = wanted(self.foreign, one.item, self.directory, self.zone)
            anew = changed_there(values, one.task.fields.get(IMPORTED))
            task, card = self._changes(one, values, anew)
            stage = self._stage_anew(one, anew)
            self._tally(one, {**task, **card}, stage)
            if stage is not None:
                going.append(filing.going(one.card, stage, {}))
                items[id(one.card)] = one.item
                moved.append((one, prints(values)))
            elif anew:
                task["fields"] = {**one.task.fields, IMPORTED: prints(values)}
            if task:
                pairs.append((one.task, task))
            if card:
                cards.append((one.card, card))
        tasks.edit_tasks(pairs)
        verbs.edit_cards(cards, from_file=True)
        refused = {id(one.card) for one in self._move(going, items)}
        tasks.edit_tasks((one.task, remembered(one, said, id(one.card) in refused)) for one, said in moved)

    def _is_elsewhere(self, one: Known) -> bool:
        """Removed here, taken off its board, or on another one: a person's decision, which stays."""
        if one.task.removed_at is None and one.card is not None and one.card.board_id == self.board.pk:
            return False
        where = say("It was taken off its board here; it was left alone.")
        if one.task.removed_at is not None:
            where = say("It was removed here; it was left alone.")
        elif one.card is not None:
            where = say("It is on the board “%(board)s”; it was left alone.", board=one.card.board.title)
        self._flag("elsewhere", where, found=one.item.title[:80], line=one.item.line)
        self.preview.tally("cards").unchanged += 1
        return True

    def _changes(
        self, one: Known, values: Mapping[str, Any], anew: set[str]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        task = {n: values[n] for n in TASK if n in anew and getattr(one.task, n) != values[n]}
        card = {n: values[n] for n in CARD if n in anew and getattr(one.card, n) != values[n]}
        before = one.task.fields.get(IMPORTED)
        for name in (*task, *card):
            row = one.task if name in task else one.card
            if isinstance(before, dict) and print_of(getattr(row, name)) != before.get(name):
                words = say(
                    "Its %(field)s changed here and in %(tool)s; that of the file was taken.",
                    field=say(FIELDS.get(name, name)),
                    tool=self.tool,
                )
                self._flag("both", words, found=one.item.title[:80], line=one.item.line)
        if "owner" in anew:
            task |= owner_changes(one.task, match(values["owner"], self.directory))
        return task, card

    def _stage_anew(self, one: Known, anew: set[str]) -> Stage | None:
        stage = self.stages[one.item.lane]
        return stage if "stage" in anew and one.card is not None and one.card.stage_id != stage.pk else None

    def _tally(self, one: Known, changes: Mapping[str, Any], stage: Stage | None) -> None:
        tally = self.preview.tally("cards")
        told = {
            say(FIELDS.get(name, name)): [plain(one, name), shown(value)]
            for name, value in changes.items()
            if name not in ("owner_text", "owner_gap")
        }
        if stage is not None:
            told[say("stage")] = [str(one.card.stage) if one.card is not None else "", stage.title]
        if not told:
            tally.unchanged += 1
            return
        tally.changed += 1
        tally.show("changed", Shown(self.foreign.filename, one.item.line, one.task.title, told))

    def _move(self, going: Sequence[Shift], items: Mapping[int, Item]) -> list[Shift]:
        """Gives those that may not go."""
        may, refused = filing.sift(going, self.reason)
        filing.move(may, self.reason)
        if not self.trial:
            filing.note(refused, self.reason)
        self._refuse(refused, items)
        return refused

    # -- telling ------------------------------------------------------------------------------------------

    def _refuse(self, refused: Sequence[Shift], items: Mapping[int, Item]) -> None:
        for one in refused:
            item, failed = items[id(one.card)], [v for v in one.verdicts if not v.passed]
            message = say(
                "“%(card)s” can not go to “%(stage)s”: %(checks)s",
                card=item.title[:80],
                stage=one.stage.title,
                checks=" ".join(gates.said(v).reason for v in failed),
            )
            fix = " ".join(dict.fromkeys(gates.said(v).fix for v in failed))
            self.preview.refuse(Remark("gate", message, self.foreign.filename, item.line, fix=fix))

    def _flag(self, code: str, words: str, *, found: str = "", line: int = 0, fix: str = "") -> None:
        self.preview.flags.add(Remark(code, words, self.foreign.filename, line, found=found, fix=fix))

    def _tell_people(self, items: Sequence[Item]) -> None:
        """Who owns what, where the file left something to decide; and what had no place of its own."""
        for item in items:
            if len(item.people) > 1:
                words = say(
                    "Of several people %(owner)s was taken as its owner; %(others)s contribute.",
                    owner=item.people[0],
                    others=", ".join(item.people[1:])[:200],
                )
                fix = say("Change it on the card where that is wrong.")
                self._flag("several_people", words, found=item.title[:80], line=item.line, fix=fix)
            self._tell_owner(item)

    def _tell_owner(self, item: Item) -> None:
        if item.done or item.archived:
            return
        fix = say("“Needs an owner” lists them.")
        if not item.people:
            remark = say("Nobody is named: the card needs an owner.")
            self._flag("owner_nobody", remark, line=item.line, fix=fix)
        elif match(item.people[0], self.directory).gap:
            remark = say("This is nobody of ours: the card keeps the name and needs an owner.")
            self._flag("owner_unknown", remark, found=item.people[0][:80], line=item.line, fix=fix)
