"""What comes into a project from outside it. A room above may lock a project's scope (`wiring.ENTERS`), and then
nothing comes in that it does not let in: the one judge is asked by every path that puts a card where it was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from handrail import wiring
from handrail.house.workspaces.scope import unveiled
from handrail.kit.refusals import Refused
from handrail.kit.verdict import Verdict
from handrail.kit.words import say
from handrail.record.tasks.models import Task

from .models import Board, Card, Project

CODE = "project.scope"
Pair = tuple[int, int | None]
"""(project, task), None for a task that is made with its card."""


def judge(pairs: Sequence[Pair]) -> list[Verdict | None]:
    """For each the verdict that keeps it out, or None. One statement where no scope is locked."""
    if not pairs or not wiring.ENTERS:
        return [None] * len(pairs)
    found: list[Verdict | None] = wiring.load(wiring.ENTERS)(pairs)
    return found


def is_shut_out(verdicts: Iterable[Verdict]) -> bool:
    """Nobody lets this through: it takes a scope change."""
    return any(verdict.code == CODE and not verdict.passed for verdict in verdicts)


def refuse(pairs: Sequence[Pair]) -> None:
    """None of them is kept out."""
    out = [verdict for verdict in judge(pairs) if verdict is not None]
    if out:
        words = say(
            "The scope of “%(project)s” is locked, so this can not come into it: %(n)s × card.",
            project=out[0].params["project"],
            n=len(out),
        )
        raise Refused(out[:1], words)


def refuse_boards(boards: Sequence[Board], project: Project | None = None) -> None:
    """These boards come into a project with the cards on them: back into their own, or into another one."""
    with unveiled():
        rows = Card.objects.filter(board__in=boards, task__removed_at=None)
        if project is not None:
            tasks = list(rows.filter(removed_at=None).values_list("task_id", flat=True))
            refuse([(project.pk, task) for task in tasks])
            return
        gone = {row.pk: row for row in boards if row.removed_at is not None}
        back = rows.filter(board__in=list(gone), removed_at__isnull=False)
        refuse(
            [
                (gone[board].project_id, task)
                for board, task, at in back.values_list("board_id", "task_id", "removed_at")
                if at == gone[board].removed_at
            ]
        )


def refuse_returning(rows: Sequence[Task]) -> None:
    """Tasks that were removed come back, and with them the cards that stand for them."""
    with unveiled():
        gone = [row.pk for row in rows if row.removed_at is not None]
        cards = Card.objects.filter(task__in=gone, removed_at=None, board__removed_at=None)
        refuse(list(cards.values_list("board__project_id", "task_id")))
