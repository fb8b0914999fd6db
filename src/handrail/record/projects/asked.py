"""Feedback that becomes work: a task of it, as a card where a board is named. By the tasks' verb, or the boards'."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from handrail.house.ledger import reading
from handrail.house.workspaces.models import Member
from handrail.kit.refusals import Invalid, Problem
from handrail.kit.words import say
from handrail.record.feedback import verbs as feedback
from handrail.record.feedback.models import Feedback
from handrail.record.tasks.models import Task
from handrail.record.tasks.verbs import add_tasks

from . import queries
from .cards import add_cards
from .models import Board, Card

MOST = 100


def become_card(
    row: Feedback,
    title: str = "",
    owner: Member | None = None,
    due_on: date | None = None,
    board: Board | None = None,
    **said: Any,
) -> Task:
    """It ends as this work. What is not said is taken from it: its title, and whom it waits for."""
    task = Task(
        title=(title.strip() or row.title)[:500], text=row.text, owner=owner or row.owner, due_on=due_on,
        customer=row.customer, subject=row.subject,
    )  # fmt: skip
    with transaction.atomic():
        if board is None:
            add_tasks([task])
        else:
            add_cards([Card(task=task, stage=first_stage(board))])
        feedback.tie(row, task)
        reply = said.pop("reply", "")
        feedback.step_feedback([row], "card", {**said, "outcome": f"task:{task.key}"}, reply=reply)
    return task


def first_stage(board: Board) -> Any:
    stage = next(iter(queries.stages_of(board)), None)
    if stage is None:
        words = say("“%(board)s” has no stages yet.", board=board.title)
        raise Invalid([Problem("board", words, say("Make it a task, or add a stage first."))])
    return stage


def boards_for(row: Feedback) -> list[Board]:
    """Where it can become a card: boards of the same customer, and those of nobody's. One statement."""
    rows = reading.present(Board).filter(Q(customer=row.customer_id) | Q(customer=None))
    return list(rows.order_by("title", "pk")[:MOST])
