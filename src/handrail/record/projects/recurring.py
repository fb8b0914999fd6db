"""The next card, made when the one before is done: by whatever path its task was closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handrail.house.ledger import duties, write
from handrail.house.ledger.rows import today
from handrail.record.tasks.models import Task

from . import queries
from .cards import follow_cards
from .models import Card, Stage
from .repeating import next_day, rest

OF_TASK = ("title", "text", "next_action", "customer", "priority", "subject", "fields")
OF_CARD = ("track", "labels", "collaborators", "own")
PLACES = ("reviewer", "context_owner")


def follow_done(rows: Sequence[Task]) -> None:
    """These tasks are done now. The rule goes on with the next card: who closes one twice makes no two.

    A board that is gone goes on with nothing."""
    there = {"removed_at": None, "board__removed_at": None, "board__project__removed_at": None}
    repeating = Card.objects.filter(task__in=[row.pk for row in rows], **there).exclude(recurs="")
    done = list(repeating.select_related(*queries.BESIDE))
    made = [card for row in done if (card := next_of(row)) is not None]
    if done:
        write.change_many([(row, {"recurs": ""}) for row in done])
        follow_cards(made)


def next_of(card: Card) -> Card | None:
    due = card.task.due_on or today()
    day = next_day(card.recurs, due, today())
    if day is None:
        return None
    review = card.review_on + (day - due) if card.review_on else None
    return copy_of(card, due_on=day, review_on=review, recurs=rest(card.recurs))


def duplicates(rows: Sequence[Card]) -> list[Card]:
    """The same again, to be done once more: nothing is ticked, and nobody has approved yet."""
    return [copy_of(row, due_on=row.task.due_on, review_on=row.review_on) for row in rows]


def copy_of(card: Card, **more: Any) -> Card:
    """In the first stage of its board. It is a new task, which waits for nothing."""
    of_task = {name: getattr(card.task, name) for name in OF_TASK} | duties.heir(card.task)
    task = Task(due_on=more.pop("due_on"), **of_task)
    first = queries.stages_of(card.board)[0]
    points = [{**point, "done": False} for point in card.checklist]
    places = {name: duties.able(getattr(card, name)) for name in PLACES}
    asked = "asked" if places["reviewer"] is not None else ""
    said = {name: getattr(card, name) for name in OF_CARD} | places
    return Card(task=task, stage=on(first, card), checklist=points, review=asked, **said, **more)


def on(stage: Stage, card: Card) -> Stage:
    stage.board = card.board
    return stage
