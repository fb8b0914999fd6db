"""What files and other tools say of cards: judged one by one, so that a card that may not go is one line of a report.

All of them go by the one judge (`moving.py`). A board that comes with its cards comes as it stands: what its checks
would not let through today is let through on the record, as the board's own history.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any

from django.db import transaction

from handrail.house.ledger import rows as ledger_rows
from handrail.house.ledger import write
from handrail.house.workspaces.scope import current

from . import cards, entering, keeping, moving
from .models import Card, Stage
from .moving import Shift

Sifted = tuple[list[Shift], list[Shift]]


def sift(shifts: Sequence[Shift], reason: str = "") -> Sifted:
    """Those that may go, and those that may not, with every answer. Writes nothing.

    A card that is held up by something else takes nobody's room.
    """
    going, refused = list(shifts), list[Shift]()
    while True:
        moving.judge_shifts(going, reason)
        out = [one for one in going if not one.allowed]
        out = [one for one in out if not only_room(one)] or out
        if not out:
            return going, refused
        refused += out
        gone = set(map(id, out))
        going = [one for one in going if id(one) not in gone]


def only_room(one: Shift) -> bool:
    return all(verdict.passed or verdict.code == "board.room" for verdict in one.verdicts)


def shut_out(shifts: Sequence[Shift]) -> list[Shift]:
    """Those that may not come into their project at all, whatever their board lets through."""
    moving.judge_entering(shifts)
    return [one for one in shifts if entering.is_shut_out(one.verdicts)]


def note(refused: Sequence[Shift], reason: str = "") -> None:
    """Keep these attempts, whatever becomes of the import."""
    tried = [moving.attempt(one, False, reason, False) for one in refused if one.card.pk is not None]
    if tried:
        current().kept.append(partial(moving.keep, tried))


def going(card: Card, stage: Stage, values: Mapping[str, Any]) -> Shift:
    """This card on its way; with a place of its own, or to the end."""
    place = {name: value for name, value in values.items() if value != ""}
    return Shift(card, stage, cards.arriving(card, {**place, "stage": stage}))


def move(shifts: Sequence[Shift], reason: str = "") -> int:
    """Raises `Refused` where one may not: what was sifted before goes."""
    if not shifts:
        return 0
    with transaction.atomic():
        for one in shifts:
            cards.refuse_elsewhere(one)
        return moving.shift(shifts, reason=reason)


def arrive(rows: Sequence[Card], standing: Collection[int] = (), reason: str = "") -> list[Shift]:
    """Put cards on boards where they say, at their place; gives those that were let through.

    `standing` are boards that come with their cards: what would not pass there is let through for `reason`.
    """
    if not rows:
        return []
    before = [(row, row.blocked_by) for row in rows if row.blocked_by]
    with transaction.atomic():
        for row in rows:
            cards.align(row)
        cards.settle_new([row for row in rows if row.task.pk is None])
        for row in rows:
            row.task, row.key = row.task, row.task.key  # whose id is known by now
        cards.refuse_misshapen((row, {}) for row in rows)
        ledger_rows.refuse_strangers((row, ledger_rows.references(row)) for row in rows)
        cards.refuse_self_approved((row, {}) for row in rows)
        keeping.refuse_reviewers((row, {}) for row in rows if row.stage.board_id not in standing)
        placed = [Shift(row, row.stage) for row in rows]
        moving.judge_shifts(placed, "")
        refused = [
            one
            for one in placed
            if entering.is_shut_out(one.verdicts) or (not one.allowed and one.stage.board_id not in standing)
        ]
        if refused:
            raise moving.refusal(placed, refused)
        moving.number([one for one in placed if not one.card.rank])
        for one in placed:
            one.card.rank = one.values.get("rank", one.card.rank)
        for row, _ in before:
            row.blocked_by = []
        write.create(rows)
        wait(before)
        through = [one for one in placed if not one.allowed]
        ledger_rows.add([let_through(one, reason) for one in through], lambda row: f"{row.card.key} move")
    return through


def wait(before: Sequence[tuple[Card, list[str]]]) -> None:
    """Once all of them are there: for whom each waits, as far as they came."""
    wanted = {key for _, keys in before for key in keys}
    rows = Card.objects.filter(key__in=wanted, removed_at=None) if wanted else Card.objects.none()
    there = set(rows.values_list("key", flat=True))
    cards.edit_cards((row, {"blocked_by": [key for key in keys if key in there]}) for row, keys in before)


def let_through(one: Shift, reason: str) -> Any:
    """It was nowhere on this board before."""
    made = moving.attempt(one, True, reason, True)
    made.came = None
    return made
