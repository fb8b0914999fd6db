"""The next card, made when the one before is done: by whatever path its task was closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from handrail.house.ledger import duties, write
from handrail.house.ledger.rows import today
from handrail.record.tasks import recurring
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task
from handrail.record.tasks.repeating import next_day, rest

from . import queries
from .cards import follow_cards
from .models import Card, Stage
from .passing import THERE

RULED = ~Q(recurs="") | ~Q(task__recurs="")
OF_CARD = ("track", "labels", "collaborators", "own")
PLACES = ("reviewer", "context_owner")


def follow_done(rows: Sequence[Task]) -> None:
    """These tasks are done now. The rule goes on with the next card: who closes one twice makes no two.

    A board that is gone goes on with nothing. Where a task was given a rule while it was put on a board, both have
    one: what follows on it is one card all the same."""
    at = {row.pk: row for row in rows}
    repeating = Card.objects.filter(RULED, task__in=at, **THERE)
    done = list(repeating.select_related(*queries.BESIDE))
    made = [card for row in done if (card := next_of(row)) is not None]
    if done:
        write.change_many([(row, {"recurs": ""}) for row in done])
        tasks.edit_tasks([(task, {"recurs": ""}) for row in done if (task := at[row.task_id]).recurs])
        follow_cards(made)


def next_of(card: Card) -> Card | None:
    due, rule = card.task.due_on or today(), card.recurs or card.task.recurs
    day = next_day(rule, due, today())
    if day is None:
        return None
    review = card.review_on + (day - due) if card.review_on else None
    return copy_of(card, due_on=day, review_on=review, recurs=rest(rule))


def duplicates(rows: Sequence[Card]) -> list[Card]:
    """The same again, to be done once more: nothing is ticked, and nobody has approved yet."""
    return [copy_of(row, due_on=row.task.due_on, review_on=row.review_on) for row in rows]


def copy_of(card: Card, **more: Any) -> Card:
    """In the first stage of its board. It is a new task, which waits for nothing."""
    task = recurring.copy_of(card.task, due_on=more.pop("due_on"))
    first = queries.stages_of(card.board)[0]
    points = [{**point, "done": False} for point in card.checklist]
    places = {name: duties.able(getattr(card, name)) for name in PLACES}
    asked = "asked" if places["reviewer"] is not None else ""
    said = {name: getattr(card, name) for name in OF_CARD} | places
    return Card(task=task, stage=on(first, card), checklist=points, review=asked, **said, **more)


def on(stage: Stage, card: Card) -> Stage:
    stage.board = card.board
    return stage
