"""Projects, boards and cards on their way out of files: what their words mean, and every move judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from handrail.house.workspaces.scope import current, unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.metrics.models import Metric
from handrail.record.projects import filing, gates, own
from handrail.record.projects import verbs as projects
from handrail.record.projects.cards import DECIDED
from handrail.record.projects.checks import own_asked
from handrail.record.projects.files import is_window
from handrail.record.projects.models import Card, Move, Stage
from handrail.record.projects.moving import Shift
from handrail.record.tasks.models import Task

from .entities import Entity
from .findings import Finding
from .matching import prefixed
from .tree import slug

if TYPE_CHECKING:
    from .ground import Ground, Work

BOARDS = frozenset(("project", "board", "stage", "check", "card"))
Pairs = list[tuple[Any, dict[str, Any]]]


def fold(words: Any) -> str:
    return str(words or "").strip().casefold()


@dataclass(frozen=True, slots=True)
class Held:
    """Where a task is on a board already."""

    board: int
    title: str


class Boards:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.tasks: dict[int, Any] = {}
        """By the id of the card's entity."""
        self.held: dict[int, Held] = {}
        self.placed: set[int] = set()
        self.tried: dict[int, int] = {}
        """Where a card was last refused to go, by its id, if nothing has moved it since."""

    # -- what the words mean ------------------------------------------------------------------------------

    def learn(self, noun: str, mine: Sequence[Entity]) -> None:
        """What these rows name, looked up for all of them at once; and what the kept texts named."""
        past = [e for e in self.ground.past.entities.values() if e.noun == noun]
        if noun in ("project", "scopechange", "signal"):
            self._metrics([*mine, *past])
        elif noun == "risk":
            self._metrics([*mine, *past], "threatens")
        elif noun == "card":
            self._stages(mine, past)
            self._tasks(mine)

    def _metrics(self, entities: Sequence[Entity], name: str = "metric") -> None:
        told: dict[tuple[str, str], Any] = {}
        for work in self.ground.works_of("metric"):
            for words in filter(None, (work.entity.label, work.entity.ident)):
                told[work.entity.account, fold(words)] = work.row
        wanted = {fold(e.values[name]) for e in entities} - {""}
        for row in Metric.objects.filter(key__in=wanted, removed_at=None):
            self.ground.world.named["metric", row.key] = row
        for entity in entities:
            meant = told.get((entity.account, fold(entity.values[name])))
            if meant is not None:
                entity.values[name] = meant.key
                self.ground.world.named["metric", meant.key] = meant

    def _stages(self, mine: Sequence[Entity], past: Sequence[Entity]) -> None:
        """A card names a stage of its own board, by title or key; without a name it is in the first one."""
        here: dict[tuple[Any, str], Any] = {}
        boards = {id(work.entity): work.row.pk for work in self.ground.works_of("board")}
        for row in (
            Stage.objects.filter(board__in=list(boards.values()), removed_at=None)
            .order_by("position", "pk")
            .select_related("board")
        ):
            for words in (row.key, fold(row.title), ""):
                here.setdefault((row.board_id, words), row)
            self.ground.world.named["stage", row.key] = row
        for work in self.ground.works_of("stage"):
            for words in (work.entity.label, work.entity.ident):
                here[id(work.entity.parent), fold(words)] = self.ground.world.named.get(
                    ("stage", work.row.key)
                )
        for card in mine:
            words, board = fold(card.values["stage"]), card.parent
            meant = here.get((id(board), words)) or here.get((boards.get(id(board)), words))
            card.values["stage"] = meant.key if meant is not None else card.values["stage"]
        self._past_stages(past)

    def _past_stages(self, past: Sequence[Entity]) -> None:
        """What the kept texts meant: by the stages that they told themselves."""
        told = {
            (id(e.parent), fold(words)): name.partition(":")[2]
            for name, e in self.ground.past.entities.items()
            if e.noun == "stage"
            for words in (e.label, e.ident)
        }
        for card in past:
            words = fold(card.values["stage"])
            card.values["stage"] = told.get((id(card.parent), words), words)

    def _tasks(self, mine: Sequence[Entity]) -> None:
        told: dict[tuple[str, str], Any] = {}
        anywhere: dict[str, set[Any]] = {}
        for work in self.ground.works_of("task"):
            for words in filter(None, (fold(work.entity.label), fold(work.entity.ident))):
                told[work.entity.account, words] = work.row
                anywhere.setdefault(words, set()).add(work.row)
        keys = {key for e in mine for key in keys_of(e)}
        there = {row.key: row for row in Task.objects.filter(key__in=keys, removed_at=None)}
        for entity in mine:
            words = fold(entity.ident)
            alone = anywhere.get(words, set())
            self.tasks[id(entity)] = (
                told.get((entity.account, words))
                or next((there[key] for key in keys_of(entity) if key in there), None)
                or (next(iter(alone)) if len(alone) == 1 else None)
            )
        self._before(mine, told)
        tasks = [task.pk for task in self.tasks.values() if task is not None]
        rows = Card.objects.filter(task__in=tasks, removed_at=None).select_related("board")
        self.held = {row.task_id: Held(row.board_id, row.board.title) for row in rows}
        last = (
            Move.objects.filter(card__in=[row.pk for row in rows])
            .order_by("card_id", "-pk")
            .distinct("card_id")
        )
        self.tried = {move.card_id: move.goes_id for move in last if not move.passed}

    def still_wanted(self, noun: str, name: str, row: Any, stage: Any) -> bool:
        """A file that says the same as when its card was refused says it still."""
        return noun == "card" and name == "stage" and self.tried.get(row.pk) == stage

    def _before(self, mine: Sequence[Entity], told: Mapping[tuple[str, str], Any]) -> None:
        """What a card waits for, by keys; what is no card of these files or of ours is left out and told."""
        coming = {task.key for task in self.tasks.values() if task is not None}
        wanted = {
            (entity.account, words): getattr(told.get((entity.account, fold(words))), "key", slug(words))
            for entity in mine
            for words in entity.values["blocked_by"]
        }
        here = Card.objects.filter(key__in=set(wanted.values()) - coming, removed_at=None)
        known = coming | set(here.values_list("key", flat=True))
        for entity in mine:
            keys = [wanted[entity.account, words] for words in entity.values["blocked_by"]]
            mine_is = getattr(self.tasks[id(entity)], "key", "")
            entity.values["blocked_by"] = [key for key in keys if key in known and key != mine_is]
            for key in dict.fromkeys(keys):
                if key not in entity.values["blocked_by"]:
                    message = say("There is no other card “%(key)s” here, or you may not see it.", key=key)
                    fix = say("Name cards by their keys.")
                    self.ground.flag(entity, "blocked_by", "import.value", message, fix)
        self._without_circles(mine)

    def _without_circles(self, mine: Sequence[Entity]) -> None:
        """Cards that wait for each other wait for none of them."""
        keys = {id(e): task.key for e in mine if (task := self.tasks[id(e)]) is not None}
        waits = {keys[id(e)]: set(e.values["blocked_by"]) for e in mine if id(e) in keys}
        while free := {key for key, before in waits.items() if not before & waits.keys()}:
            waits = {key: before for key, before in waits.items() if key not in free}
        for entity in mine:
            if keys.get(id(entity)) in waits and waits.keys() & set(entity.values["blocked_by"]):
                entity.values["blocked_by"] = [k for k in entity.values["blocked_by"] if k not in waits]
                message = say("These cards would wait for each other, and none could ever begin.")
                fix = say("Take one of them off the list.")
                self.ground.flag(entity, "blocked_by", "import.value", message, fix)

    # -- what can not be taken over -----------------------------------------------------------------------

    def accepts(self, entity: Entity, above: Any) -> bool:
        words = [*self._wrong(entity, above)]
        for one in words:
            self.ground.refuse_row(entity, one)
        return not words

    def _wrong(self, entity: Entity, above: Any) -> Iterable[str]:
        values = entity.values
        if entity.noun == "project" and not is_window(values["starts_on"], values["ends_on"]):
            yield say("The window ends before it begins.")
        if entity.noun == "check":
            params = values["params"] if isinstance(values["params"], dict) else {}
            for problem in (*gates.problems_of(str(values["kind"]), params), *self._unknown(entity, params)):
                yield f"{problem.message} {problem.fix}".strip()
        if entity.noun == "card":
            yield from self._misplaced(entity, above)

    def _unknown(self, check: Entity, params: Mapping[str, Any]) -> Iterable[Problem]:
        """Fields that a check asks about, and its board has not."""
        if not (names := own_asked(str(check.values["kind"]), params)):
            return ()
        board = check.parent.parent if check.parent is not None else None
        rows = [w.row for w in self.ground.works_of("board") if w.entity is board and w.row is not None]
        return own.unknown_names(rows[0].card_fields if rows else [], names)

    def _misplaced(self, entity: Entity, board: int) -> Iterable[str]:
        task = self.tasks.get(id(entity))
        if task is None:
            yield say("There is no task “%(key)s” here.", key=entity.ident[:80])
            return
        held = self.held.get(task.pk)
        if held is not None and held.board != board:
            yield say("It is on the board “%(board)s” already.", board=held.title)
        elif task.pk in self.placed:
            yield say("It stands on a board twice.")
        elif ("stage", fold(entity.values["stage"])) not in self.ground.world.named:
            yield say("“%(stage)s” is no stage of its board.", stage=str(entity.values["stage"])[:80])
        else:
            ours = next(w.row for w in self.ground.works_of("board") if w.row.pk == board)
            if ours.customer_id and task.customer_id not in (None, ours.customer_id):
                yield say("“%(task)s” belongs to another customer than this board.", task=task.title)
            yield from self._own(entity, ours)
            self.placed.add(task.pk)

    def _own(self, entity: Entity, board: Any) -> Iterable[str]:
        for problem in own.wrong_values(board.card_fields, entity.values["own"]):
            yield f"{problem.message} {problem.fix}".strip()

    # -- writing cards ------------------------------------------------------------------------------------

    def write(self, new: list[Work], pairs: Pairs) -> tuple[list[Work], Pairs]:
        """What a file says beside the place is written first; then every card that goes elsewhere is judged."""
        for work in new:
            work.row.task = self.tasks[id(work.entity)]
        entities = {id(w.row): w.entity for w in self.ground.works.values() if w.row is not None}
        staying, going = [], []
        for row, values in pairs:
            values = self._honest(entities[id(row)], row, values)
            stage = values.pop("stage", None)
            values.pop("entered_at", None)
            if stage is not None and stage.pk != row.stage_id:
                going.append(filing.going(row, stage, {"rank": values.pop("rank", "")}))
            if values:
                staying.append((row, values))
        self._edit(staying, entities)
        moved = self._move(going, entities)
        arrived = self._arrive(new)
        changed = {id(row) for row, _ in staying} | {id(one.card) for one in moved}
        return arrived, [(row, values) for row, values in pairs if id(row) in changed]

    def _edit(self, pairs: Pairs, entities: Mapping[int, Entity]) -> None:
        """All together; where that is refused one by one, so that one card is one line."""
        try:
            with transaction.atomic():
                projects.edit_cards(pairs, from_file=True)
        except Invalid:
            for row, values in pairs:
                try:
                    with transaction.atomic():
                        projects.edit_cards([(row, values)], from_file=True)
                except Invalid as refusal:
                    for problem in refusal.problems:
                        self.ground.refuse_row(entities[id(row)], f"{problem.message} {problem.fix}".strip())

    def _move(self, shifts: Sequence[Shift], entities: Mapping[int, Entity]) -> list[Shift]:
        going, refused = filing.sift(shifts, self.ground.why)
        filing.move(going, self.ground.why)
        for one in refused:
            self._refuse(entities[id(one.card)], one)
        if not self.ground.trial:
            filing.note(refused, self.ground.why)
        return going

    def _arrive(self, new: list[Work]) -> list[Work]:
        """On a board that comes along cards stand as the file says; on one that is here they are put, and judged."""
        standing = {w.row.pk for w in self.ground.works_of("board") if w.created}
        for work in new:
            work.row.board = work.row.stage.board
            work.row.entered_at = work.row.entered_at or clock.now()
            for name, value in self._honest(work.entity, work.row, {"review": work.row.review}).items():
                setattr(work.row, name, value)
        judged = {id(w.row): w for w in new if w.row.stage.board_id not in standing}
        _going, refused = filing.sift([Shift(w.row, w.row.stage) for w in judged.values()])
        coming = {id(w.row): w for w in new if id(w.row) not in judged}
        refused += filing.shut_out([Shift(w.row, w.row.stage) for w in coming.values()])
        judged |= coming
        for one in refused:
            work = judged[id(one.card)]
            self._refuse(work.entity, one)
            work.row = None
        arrived = [work for work in new if work.row is not None]
        told = {id(work.row): work for work in arrived}
        for one in filing.arrive([w.row for w in arrived], standing, say("It came with its board.")):
            self._tell_through(told[id(one.card)].entity, one)
        return arrived

    def _refuse(self, entity: Entity, one: Shift) -> None:
        """The line of a card that may not go: every check that does not hold, and what would pass it."""
        place = entity.place_of("stage")
        at = place.source.where(place.row.place("stage"))
        message = say(
            "“%(card)s” can not go to “%(stage)s”: %(checks)s",
            card=one.card.task.title,
            stage=one.stage.title,
            checks=" ".join(gates.said(v).reason for v in one.verdicts if not v.passed),
        )
        fix = " ".join(dict.fromkeys(gates.said(v).fix for v in one.verdicts if not v.passed))
        self.ground.refuse(place.source.path, at.line, at.column, "gate", message, fix)

    def _tell_through(self, entity: Entity, one: Shift) -> None:
        message = say(
            "“%(card)s” stands in “%(stage)s” as its board came; today this does not hold: %(checks)s",
            card=one.card.task.title,
            stage=one.stage.title,
            checks=" ".join(gates.said(v).reason for v in one.verdicts if not v.passed),
        )
        fix = say("It was let through, which its history tells. Move it back if it should wait.")
        self.ground.flag(entity, "stage", "import.let_through", message, fix)

    def _honest(self, entity: Entity, row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """No file approves in the place of the reviewer; a command on the server may bring what was approved."""
        made = dict(values)
        member, reviewer = current().member, made.get("reviewer", row.reviewer)
        if (
            made.get("review") in DECIDED
            and member is not None
            and member.pk != getattr(reviewer, "pk", None)
        ):
            message = say("“%(label)s”: only the reviewer approves or asks for changes.", label=entity.label)
            self.ground.flag(entity, "review", "import.kept", message, say("Ask them to look at the card."))
            if row.pk is None:
                made["review"] = "asked"
            else:
                del made["review"]
        return made


def keys_of(entity: Entity) -> tuple[str, ...]:
    """The keys that the task of a card may have, the likeliest first."""
    key = slug(entity.ident)
    return (key, prefixed(entity.account, key)) if entity.account else (key,)


def without_cards(ground: Ground, rows: Sequence[Any]) -> list[Any]:
    """Of stages that left the file, those that can go: the others still hold cards that somebody put there."""
    there = Card.objects.filter(stage__in=[row.pk for row in rows], removed_at=None, task__removed_at=None)
    with unveiled():  # also those that whoever brings the file may not see
        full = set(there.values_list("stage_id", flat=True))
    for row in rows:
        if row.pk in full:
            message = say(
                "“%(label)s” is no longer in the file, but cards stand in it; it stays.", label=row.title
            )
            fix = say("Move its cards to another stage first.")
            place = next((n.source.path for n in ground.entities if n.noun == "board"), ".")
            ground.report.flagged.append(Finding(place, 1, 1, "import.kept", "warning", message, fix))
    return [row for row in rows if row.pk not in full]
