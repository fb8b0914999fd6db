"""The rule by which a task comes again is in one place: on its card while it stands on a board, else on the task.

Taking a change back gives each of the two what it had: nothing goes over then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from handrail.house.ledger import undoing, write
from handrail.house.workspaces.scope import unveiled
from handrail.record.tasks import verbs as tasks
from handrail.record.tasks.models import Task

from .models import Card

THERE = {f"{name}removed_at": None for name in ("", "board__", "board__project__")}
"""Of a card that stands on a board: one whose board is gone carries nothing on."""


def rules_of(ids: Collection[int]) -> dict[int, str]:
    """{task: the rule that its card has, or ""}, of those that stand on a board. One statement."""
    with unveiled():
        return dict(Card.objects.filter(task__in=ids, **THERE).values_list("task_id", "recurs"))


def card_of(task: Task) -> Card | None:
    """Where it stands on a board. One statement."""
    return Card.objects.filter(task=task, **THERE).select_related("task", "board", "stage").first()


def taken_from(task: Task, said: str) -> str:
    """The rule of a card that is put on a board: what is `said` of it, else its task's, which has none any more."""
    rule = said or task.recurs
    if task.recurs and task.pk is not None:
        tasks.edit_task(task, {"recurs": ""})
    task.recurs = ""
    return rule


def give_back(rows: Sequence[Card]) -> None:
    """These were taken off their board: their tasks come again by themselves."""
    if not undoing.taking_back():
        pass_over([(row, "", row.recurs) for row in rows if row.recurs])


def take_again(rows: Sequence[Card]) -> None:
    """These are back on their board."""
    if not undoing.taking_back():
        pass_over([(row, row.task.recurs, "") for row in rows if row.task.recurs])


def pass_over(rules: Sequence[tuple[Card, str, str]]) -> None:
    """(card, the rule that it has from now on, the rule that its task has)."""
    write.change_many([(row, {"recurs": of_card}) for row, of_card, _ in rules])
    tasks.edit_tasks([(row.task, {"recurs": of_task}) for row, _, of_task in rules])
