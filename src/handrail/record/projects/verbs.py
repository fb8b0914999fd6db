"""Every change of projects, boards, stages, checks and cards. What moves a card is in `moving.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from handrail import wiring
from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.ledger.rows import Values
from handrail.house.workspaces.models import Tenanted
from handrail.house.workspaces.scope import unveiled
from handrail.kit import clock
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say

from . import entering, gates, keeping, own, queries
from .cards import add_cards as add_cards
from .cards import edit_card as edit_card
from .cards import edit_cards as edit_cards
from .cards import is_word, take_along
from .cards import remove_cards as remove_cards
from .cards import restore_cards as restore_cards
from .cards import review_cards as review_cards
from .cards import tick as tick
from .changing import change_cards as change_cards
from .changing import duplicate_cards as duplicate_cards
from .checks import own_asked
from .models import Board, Card, Check, Project, Stage
from .moving import move_cards as move_cards

Pairs = Iterable[tuple[Any, Values]]


def keep_customer(row: Tenanted, values: Values) -> Values:
    """Whose it is was said when it was made: everything inside repeats it."""
    said = values.get("customer", values.get("customer_id", row.customer_id))  # type: ignore[attr-defined]
    pk = getattr(said, "pk", said)
    if pk != row.customer_id:  # type: ignore[attr-defined]
        fix = say("Make a new project for the other customer.")
        raise Invalid([Problem("customer", say("A project stays with its customer."), fix)])
    return values


# -- projects -----------------------------------------------------------------------------------------------


def add_projects(rows: Sequence[Project], *, from_file: bool = False) -> Sequence[Project]:
    """A file may name people who take part in words of its own: those stay."""
    refuse_members([(row, {"members": row.members}) for row in rows], from_file)
    refuse_windows((row, {}) for row in rows)
    return ledger_rows.add(rows, lambda row: row.title)


def edit_project(row: Project, values: Values, *, revision: int | None = None, hangs: bool = True) -> bool:
    """With its first go-live day, what was waiting for one gets its days; not where `hangs` is done by who calls."""
    keeping.refuse_signing([(row, values)])
    refuse_signed_off([(row, values)])
    refuse_members([(row, values)])
    refuse_windows([(row, values)])
    with first_days([(row, values)] if hangs else []):
        return ledger_rows.edit(row, keep_customer(row, values), revision=revision)


def edit_projects(pairs: Pairs, *, from_file: bool = False) -> int:
    pairs = [(row, keep_customer(row, values)) for row, values in pairs]
    keeping.refuse_signing(pairs)
    refuse_signed_off(pairs)
    refuse_members(pairs, from_file)
    refuse_windows(pairs)
    with first_days([] if from_file else pairs):
        return ledger_rows.edit_many(pairs)


@contextmanager
def first_days(pairs: Pairs) -> Iterator[None]:
    """Around a change that gives projects the go-live day which they did not have: what waits for one hears of it."""
    fresh = [row for row, values in pairs if row.go_live_on is None and values.get("go_live_on")]
    if not fresh or keeping.taking_back():
        yield
        return
    with transaction.atomic():
        yield
        for dotted in wiring.FIRST_DAYS:
            wiring.load(dotted)(fresh)


def refuse_signed_off(pairs: Pairs) -> None:
    """A project is signed off when it is called done: rooms above say what holds that up."""
    ending = [row for row, values in pairs if values.get("state") == "done" != row.state]
    problems = [
        problem for dotted in wiring.SIGNED_OFF if ending for _row, problem in wiring.load(dotted)(ending)
    ]
    if problems:
        raise Invalid(problems)


def remove_projects(rows: Sequence[Project]) -> int:
    """Its boards and their cards go with it, at the same moment, by which they come back with it: so they are the
    keepers' to remove, as a board alone is."""
    if not keeping.taking_back():
        boards = Board.objects.filter(project__in=rows, removed_at=None)
        keeping.refuse_others(boards.values_list("pk", flat=True))
    moment = clock.now()
    with transaction.atomic():
        gone = mark([row for row in rows if row.removed_at is None], moment)
        mark_boards(list(Board.objects.filter(project__in=rows, removed_at=None)), moment)
    return gone


def mark(rows: Sequence[Tenanted], moment: Any) -> int:
    return write.change_many([(row, {"removed_at": moment}) for row in rows], kind="removed")


def restore_projects(rows: Sequence[Project]) -> int:
    gone = {row.pk: row.removed_at for row in rows if row.removed_at is not None}
    with transaction.atomic():
        back = ledger_rows.restore(rows)
        boards = Board.objects.filter(project__in=gone, removed_at__isnull=False)
        restore_boards([row for row in boards if row.removed_at == gone[row.project_id]])
    return back


def refuse_members(pairs: Sequence[tuple[Project, Values]], from_file: bool = False) -> None:
    """Who takes part is a member who is here."""
    for row, values in pairs:
        said = values.get("members", ())
        are_words = isinstance(said, list | tuple) and all(is_word(word, 80) for word in said)
        if (said != row.members or row.pk is None) and not are_words:
            fix = say("Up to %(n)s characters each.", n=80)
            raise Invalid([Problem("members", say("This is a list of short texts."), fix)])
    if not from_file:
        keeping.refuse_helpers(pairs, "members")


def refuse_windows(pairs: Pairs) -> None:
    """A window ends after it begins."""
    for row, values in pairs:
        starts, ends = (values.get(name, getattr(row, name)) for name in ("starts_on", "ends_on"))
        if starts and ends and str(ends) < str(starts):
            words = say("The window ends before it begins.")
            raise Invalid([Problem("ends_on", words, say("Choose a later day."))])


# -- boards -------------------------------------------------------------------------------------------------


def add_boards(rows: Sequence[Board]) -> Sequence[Board]:
    for row in rows:
        row.customer_id = row.project.customer_id
    refuse_odd_fields([(row, {"card_fields": row.card_fields}) for row in rows])
    return keeping.furnishing(ledger_rows.add(rows, lambda row: row.title))


def edit_board(row: Board, values: Values, *, revision: int | None = None) -> bool:
    keeping.refuse_rules([(row, values)], keeping.OF_BOARD)
    refuse_odd_fields([(row, values)])
    refuse_taken_in([(row, values)])
    return ledger_rows.edit(row, keep_customer(row, values), revision=revision)


def edit_boards(pairs: Pairs) -> int:
    pairs = list(pairs)
    keeping.refuse_rules(pairs, keeping.OF_BOARD)
    refuse_odd_fields(pairs)
    refuse_taken_in(pairs)
    return ledger_rows.edit_many([(row, keep_customer(row, values)) for row, values in pairs])


def refuse_taken_in(pairs: Pairs) -> None:
    """A board that goes over to another project takes its cards along."""
    for row, values in pairs:
        project = values.get("project", values.get("project_id", row.project_id))
        if keeping.differ(project, row.project_id):
            known = isinstance(project, Project)
            entering.refuse_boards([row], project if known else Project.objects.get(pk=project))


def refuse_odd_fields(pairs: Pairs) -> None:
    problems = [
        p for _, values in pairs if "card_fields" in values for p in own.problems_of(values["card_fields"])
    ]
    if problems:
        raise Invalid(problems)
    refuse_needed((row, values["card_fields"]) for row, values in pairs if "card_fields" in values and row.pk)


def refuse_needed(pairs: Iterable[tuple[Board, list[Any]]]) -> None:
    """A field that a check asks about stays: without it the check would hold up every card."""
    for row, specs in pairs:
        gone = {spec["name"] for spec in row.card_fields} - {spec["name"] for spec in specs}
        for check in queries.checks_of(row) if gone else ():
            for name in own_asked(check.kind, check.params):
                if name in gone:
                    words = say("A check of “%(stage)s” asks about it.", stage=check.stage.title)
                    raise Invalid([Problem("card_fields", words, say("Take the check off first."))])


def remove_boards(rows: Sequence[Board]) -> int:
    """Their cards go with them, at the same moment: the tasks stay, and may be put on another board."""
    if not keeping.taking_back():
        keeping.refuse_others(row.pk for row in rows)
    with transaction.atomic():
        return mark_boards([row for row in rows if row.removed_at is None], clock.now())


def mark_boards(rows: Sequence[Board], moment: Any) -> int:
    gone = mark(rows, moment)
    with unveiled():
        cards = list(Card.objects.filter(board__in=rows, removed_at=None).select_related("task"))
        take_along(cards)
        mark([row for row in cards if row.removed_at is None], moment)
    return gone


def restore_boards(rows: Sequence[Board]) -> int:
    """With the cards that went at the same moment, but for those whose task is on another board by now."""
    if not keeping.taking_back():
        keeping.refuse_others(row.pk for row in rows)
    gone = {row.pk: row.removed_at for row in rows if row.removed_at is not None}
    with transaction.atomic():
        entering.refuse_boards(rows)
        back = ledger_rows.restore(rows)
        with unveiled():
            put = Card.objects.filter(task=OuterRef("task"), removed_at=None)
            cards = Card.objects.filter(board__in=gone, removed_at__isnull=False, stage__removed_at=None)
            here = cards.exclude(Exists(put))
            ledger_rows.restore([row for row in here if row.removed_at == gone[row.board_id]])
    return back


# -- stages -------------------------------------------------------------------------------------------------


def add_stages(rows: Sequence[Stage]) -> Sequence[Stage]:
    """Without a position of its own, a stage goes to the end of its board."""
    keeping.refuse_others(row.board_id for row in rows)
    ends: dict[int, int] = {}
    for row in rows:
        row.customer_id = row.board.customer_id
        if not row.position:
            if row.board_id not in ends:
                here = Stage.objects.filter(board_id=row.board_id, removed_at=None)
                ends[row.board_id] = here.aggregate(last=Max("position"))["last"] or 0
            row.position = ends[row.board_id] = ends[row.board_id] + 1
    return ledger_rows.add(rows, lambda row: f"{row.board.title} {row.title}")


def edit_stage(row: Stage, values: Values, *, revision: int | None = None) -> bool:
    keeping.refuse_rules([(row, values)], keeping.OF_STAGE)
    refuse_taken_along([(row, values)])
    return ledger_rows.edit(row, keep_customer(row, values), revision=revision)


def edit_stages(pairs: Pairs) -> int:
    pairs = list(pairs)
    keeping.refuse_rules(pairs, keeping.OF_STAGE)
    refuse_taken_along(pairs)
    return ledger_rows.edit_many([(row, keep_customer(row, values)) for row, values in pairs])


def refuse_taken_along(pairs: Pairs) -> None:
    """A stage stays on its board: it would take its cards along, past what is asked there."""
    if any(
        keeping.differ(said.get("board", said.get("board_id", row.board_id)), row.board_id)
        for row, said in pairs
    ):
        words = say("A stage stays on its board.")
        raise Invalid([Problem("board", words, say("Add one to the other board."))])


def remove_stages(rows: Sequence[Stage]) -> int:
    """Who added one by mistake takes that back; any other is its board's keeper's."""
    if not keeping.taking_back():
        keeping.refuse_others(row.board_id for row in rows)
    there = Card.objects.filter(stage__in=rows, removed_at=None, task__removed_at=None)
    full = there.first()
    if full is not None:
        fix = say("Move its cards to another stage first.")
        raise Invalid([Problem("stage", say("There are still cards in “%(stage)s”.", stage=full.stage), fix)])
    with unveiled():
        unseen = there.count()
    if unseen:
        words = say("There is still something that you may not see: %(n)s × card.", n=unseen)
        raise Invalid([Problem("stage", words, say("Ask somebody who may see it to move it first."))])
    return ledger_rows.remove(rows)


def restore_stages(rows: Sequence[Stage]) -> int:
    if not keeping.taking_back():
        keeping.refuse_others(row.board_id for row in rows)
    return ledger_rows.restore(rows)


# -- checks -------------------------------------------------------------------------------------------------


def add_checks(rows: Sequence[Check]) -> Sequence[Check]:
    """A check less is a gate that is open, a check more one that is shut: both are the keepers'."""
    keeping.refuse_others(row.stage.board_id for row in rows)
    for row in rows:
        row.board_id, row.customer_id = row.stage.board_id, row.stage.customer_id
    refuse_unclear((row, {}) for row in rows)
    return ledger_rows.add(rows, lambda row: f"{row.stage.title} {row.kind}")


def edit_check(row: Check, values: Values, *, revision: int | None = None) -> bool:
    keeping.refuse_rules([(row, values)], keeping.OF_CHECK)
    refuse_unclear([(row, values)])
    return ledger_rows.edit(row, keep_customer(row, values), revision=revision)


def edit_checks(pairs: Pairs) -> int:
    pairs = [(row, keep_customer(row, values)) for row, values in pairs]
    keeping.refuse_rules(pairs, keeping.OF_CHECK)
    refuse_unclear(pairs)
    return ledger_rows.edit_many(pairs)


def remove_checks(rows: Sequence[Check]) -> int:
    if not keeping.taking_back():
        keeping.refuse_others(row.board_id for row in rows)
    return ledger_rows.remove(rows)


def restore_checks(rows: Sequence[Check]) -> int:
    if not keeping.taking_back():
        keeping.refuse_others(row.board_id for row in rows)
    return ledger_rows.restore(rows)


def refuse_unclear(pairs: Iterable[tuple[Check, Mapping[str, Any]]]) -> None:
    """A check that is misspelt would hold up every card: it is refused before it is kept."""
    problems: list[Problem] = []
    for row, values in pairs:
        kind, params = values.get("kind", row.kind), values.get("params", row.params)
        if (kind, params) != (row.kind, row.params) or row.pk is None:
            problems += gates.problems_of(kind, params or {})
            if names := own_asked(kind, params or {}):
                problems += own.unknown_names(row.stage.board.card_fields, names)
    if problems:
        raise Invalid(problems)
